#include "io/unicode.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

namespace affect::io {

CharacterClass character_class(char32_t point) {
  const auto type = u_charType(static_cast<UChar32>(point));
  if (type == U_UNASSIGNED) return CharacterClass::unassigned;
  const auto mask = U_MASK(type);
  if ((mask & U_GC_C_MASK) != 0) return CharacterClass::control;
  if (type == U_NON_SPACING_MARK) return CharacterClass::nonspacing_mark;
  return (mask & U_GC_P_MASK) != 0 ? CharacterClass::punctuation : CharacterClass::other;
}

int unicode_age(char32_t point) {
  UVersionInfo version;
  u_charAge(static_cast<UChar32>(point), version);
  return version[0];
}

bool is_white_space(char32_t point) { return u_isUWhiteSpace(static_cast<UChar32>(point)) != 0; }
char32_t lower_case(char32_t point) { return static_cast<char32_t>(u_tolower(static_cast<UChar32>(point))); }

std::size_t decompose(char32_t point, std::array<char32_t, kMaxDecomposition>& into) {
  into[0] = point;
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* const canonical = unorm2_getNFCInstance(&status);
  if (U_FAILURE(status)) return 1;
  std::array<UChar, 2 * kMaxDecomposition> units{};
  const auto size = unorm2_getDecomposition(canonical, static_cast<UChar32>(point), units.data(),
                                            static_cast<std::int32_t>(units.size()), &status);
  if (size < 0 || U_FAILURE(status)) return 1;
  std::size_t count = 0;
  for (std::int32_t i = 0; i < size && count < into.size();) {
    UChar32 part = 0;
    U16_NEXT(units.data(), i, size, part);
    into[count++] = static_cast<char32_t>(part);
  }
  return count;
}

}  // namespace affect::io
