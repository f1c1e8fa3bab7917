#include "perceive/text/character_kind.h"

#include <array>
#include <cstddef>

#include "perceive/text/unicode.h"

namespace affect::perceive::text {
namespace {

constexpr Kind ascii_kind(char c) {
  if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) return Kind::letter;
  if (c == ' ' || (c >= 9 && c <= 13 && c != '\n') || (c >= 28 && c <= 31)) return Kind::space;
  switch (c) {
    case '\n':
      return Kind::line;
    case '\'':
    case '`':
      return Kind::apostrophe;
    case '-':
      return Kind::hyphen;
    case ',':
      return Kind::comma;
    case ';':
    case ':':
    case '(':
    case ')':
      return Kind::clause;
    case '.':
    case '!':
    case '?':
      return Kind::sentence;
    default:
      return Kind::ignored;
  }
}

constexpr auto kAscii = [] {
  std::array<Kind, 128> kinds{};
  for (std::size_t c = 0; c < kinds.size(); ++c) kinds[c] = ascii_kind(static_cast<char>(c));
  return kinds;
}();

}  // namespace

Kind kind(char32_t point) {
  if (point < 0x80) return kAscii[point];
  if (is_space(point)) return Kind::space;
  switch (point) {
    case 0x91:  // Windows-1252 quotes that were read as Latin-1
    case 0x92:
    case 0xB4:
    case 0x2BC:
    case 0x2018:
    case 0x2019:
    case 0xFF07:
      return Kind::apostrophe;
    case 0x2010:
    case 0x2011:
      return Kind::hyphen;
    case 0xFF0C:
    case 0x3001:
      return Kind::comma;
    case 0x96:
    case 0x97:
    case 0x2013:
    case 0x2014:
    case 0x2026:
      return Kind::clause;
    case 0x3002:
    case 0xFF01:
    case 0xFF1F:
      return Kind::sentence;
    default:
      break;
  }
  const bool sign = point < 0xAA || point == 0xAB || point == 0xBB || point == 0xBF || point == kNotUnicode ||
                    (point >= 0x200B && point <= 0x206F) || point == 0xFEFF || point == kVariation ||
                    is_skin_tone(point);
  return sign ? Kind::ignored : Kind::letter;
}

}  // namespace affect::perceive::text
