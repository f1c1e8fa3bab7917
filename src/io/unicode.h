/// Properties of characters and canonical decomposition, by ICU.
///
/// Thread-safety: pure functions.
#pragma once
#include <array>
#include <cstddef>

namespace affect::io {

/// General categories, as far as texts are cut by them.
enum class CharacterClass : unsigned char {
  unassigned,       ///< Cn
  control,          ///< Cc, Cf, Co, Cs
  nonspacing_mark,  ///< Mn
  punctuation,      ///< P*
  other,            ///< letters, digits, symbols, other marks, separators
};

CharacterClass character_class(char32_t point);
/// The major version of Unicode that first had it; 0 where none has.
int unicode_age(char32_t point);
bool is_white_space(char32_t point);  ///< property White_Space
char32_t lower_case(char32_t point);  ///< simple mapping, of no language

inline constexpr std::size_t kMaxDecomposition = 8;
/// The full canonical decomposition (NFD) of one character; itself where it has none. Returns how many there are.
std::size_t decompose(char32_t point, std::array<char32_t, kMaxDecomposition>& into);

}  // namespace affect::io
