/// Finds what identifies people by its shape: mail addresses, links, handles, phone numbers, long numbers.
///
///   for (const PrivateSpan& span : find_private("call 0170 1234567")) ...   // phone [5, 17)
///
/// When in doubt a span is found. Left alone are dates, times, years, prices, round and short numbers.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace affect::io {

enum class PrivateKind { mail, link, handle, phone, number };

struct PrivateSpan {
  PrivateKind kind = PrivateKind::number;
  std::size_t begin = 0, end = 0;  ///< bytes
  bool operator==(const PrivateSpan&) const = default;
};

/// In order, without overlap. `text` is UTF-8. The placeholders that stand for such spans are none themselves.
std::vector<PrivateSpan> find_private(std::string_view text);

/// What two writings of one mail address, handle or number share: letters in lower case, digits alone.
std::string private_value(PrivateKind kind, std::string_view text);

/// The bytes of the digit, of any script, that begins at `at`; 0 where none does.
std::size_t digit_size(std::string_view text, std::size_t at);

}  // namespace affect::io
