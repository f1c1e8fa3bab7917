/// Tells `Name: text` from prose that holds a colon.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace affect::io {

struct SpeakerLine {
  std::string_view name;
  std::string_view text;
  std::string_view direction;  ///< what stood in brackets behind the name: "whispering"; or empty
};

/// A name has at most 40 characters and 6 words, a letter, no sentence punctuation, and words that begin with a capital
/// or are particles ("Ludwig van Beethoven"); or it is one word. `Note:`, `http://` and `at 10:30` are none. Where the
/// head of the file shows other short beginnings again and again ("speaker one:"), or begins nearly each line with a
/// name, beginnings of two words ("my boss:") are names too.
class SpeakerNames {
 public:
  /// Knows no file: only what certainly is a name.
  SpeakerNames() = default;
  /// Learns from lines that begin in the first column; times at their front are skipped.
  explicit SpeakerNames(std::string_view head);

  std::optional<SpeakerLine> split(std::string_view line) const;

 private:
  std::set<std::string, std::less<>> known_;
};

}  // namespace affect::io
