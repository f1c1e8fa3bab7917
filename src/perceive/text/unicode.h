/// UTF-8 decoding and the character properties that word lists need. No locale, no tables of the system.
///
/// Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace affect::perceive::text {

struct CodePoint {
  char32_t value = 0;    ///< U+FFFD for a byte that is no UTF-8
  std::size_t size = 1;  ///< bytes, >= 1
};

inline constexpr char32_t kNotUnicode = 0xFFFD;

/// The code point at `at` < text.size(). Overlong forms, surrogates and cut sequences are one bad byte each.
CodePoint decode_beyond_ascii(std::string_view text, std::size_t at);
inline CodePoint decode(std::string_view text, std::size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  return first < 0x80 ? CodePoint{first, 1} : decode_beyond_ascii(text, at);
}
void append_utf8(char32_t point, std::string& into);

/// White space as Python's str.split() sees it (Unicode White_Space and U+001C-U+001F).
bool is_space(char32_t point);
/// string.punctuation: the 32 printable ASCII signs.
inline bool is_ascii_punctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}
inline bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_upper(char32_t point);           ///< property Uppercase (Unicode 14)
bool is_lower_or_title(char32_t point);  ///< property Lowercase, or general category Lt (Unicode 14)
/// Simple lower case of Latin, Greek and Cyrillic letters; others stay.
char32_t to_lower(char32_t point);

}  // namespace affect::perceive::text
