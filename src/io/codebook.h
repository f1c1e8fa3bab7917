/// What the columns of rows.csv are: the table's header and its codebook are made from one list.
///
/// Thread-safety: the functions are pure; FoundValues as a standard container.
#pragma once
#include <map>
#include <string>
#include <string_view>

namespace affect::io {

/// What `value` is where `column` has a name.
struct ValueMeaning {
  std::string_view kind;  ///< "dimension", "label", "channel"
  std::string unit;       ///< of a channel
};
/// By the name in `column`.
using FoundValues = std::map<std::string, ValueMeaning, std::less<>>;

/// "episode,subject,...,partner_lag\n"
std::string analysis_header();
/// "name,meaning,type,unit,range,missing\n" and a line a column; then a line for each kind of value that was found.
std::string codebook_csv(const FoundValues& found, double gap_s);

}  // namespace affect::io
