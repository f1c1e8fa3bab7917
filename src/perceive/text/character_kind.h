/// What a character does to the words around it.
///
/// Thread-safety: pure functions.
#pragma once

namespace affect::perceive::text {

enum class Kind : unsigned char {
  letter,  ///< letters, digits and all that is not listed below: part of a word
  space,
  line,        ///< a line end
  apostrophe,  ///< straight, curly, or misread from Windows-1252
  hyphen,
  comma,
  clause,    ///< ends a clause: semicolon, colon, bracket, dash, ellipsis
  sentence,  ///< ends a sentence
  ignored,   ///< quotes, other signs, invisible characters, bytes that are no UTF-8
};

inline constexpr char32_t kVariation = 0xFE0F;
inline bool is_skin_tone(char32_t point) { return point >= 0x1F3FB && point <= 0x1F3FF; }

Kind kind(char32_t point);

}  // namespace affect::perceive::text
