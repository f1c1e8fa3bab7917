#include "model/text/bert_character.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <string>

#include "io/unicode.h"
#include "io/utf8.h"

namespace affect::model {
namespace {

using io::CharacterClass;
using Kind = BertCharacter::Kind;

/// The tables of the package `tokenizers`: a character that came later is none of its classes.
constexpr int kAge = 8;

/// Ideographs as Devlin et al. (2019) list them, but for U+2B820 to U+2B91F, which the package leaves out.
bool is_ideograph(char32_t point) {
  constexpr struct {
    char32_t first, last;
  } kRanges[]{{0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xF900, 0xFAFF},   {0x20000, 0x2A6DF},
              {0x2A700, 0x2B73F}, {0x2B740, 0x2B81F}, {0x2B920, 0x2CEAF}, {0x2F800, 0x2FA1F}};
  return std::any_of(std::begin(kRanges), std::end(kRanges),
                     [&](const auto& range) { return point >= range.first && point <= range.last; });
}

bool is_ascii_sign(char32_t c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

CharacterClass class_in_package(char32_t point) {
  // Their categories changed after version 8.
  if (point == 0x1734) return CharacterClass::nonspacing_mark;
  if (point == 0x166D || point == 0x111C9) return CharacterClass::punctuation;
  if (point == 0x1885 || point == 0x1886 || point == 0xA9BD) return CharacterClass::other;
  return io::unicode_age(point) > kAge ? CharacterClass::unassigned : io::character_class(point);
}

}  // namespace

BertCharacter bert_character(char32_t point) {
  BertCharacter result;
  if (point == '\t' || point == '\n' || point == '\r') return {Kind::space};
  if (point == 0xFFFD || class_in_package(point) == CharacterClass::control) return result;
  if (io::is_white_space(point)) return {Kind::space};

  std::array<char32_t, io::kMaxDecomposition> parts{point};
  const std::size_t count = io::unicode_age(point) > kAge ? 1 : io::decompose(point, parts);
  std::string text;
  bool punctuation = false;
  for (std::size_t i = 0; i < count; ++i) {
    const CharacterClass part = class_in_package(parts[i]);
    if (part == CharacterClass::nonspacing_mark) continue;
    punctuation = part == CharacterClass::punctuation || is_ascii_sign(parts[i]);
    io::append_utf8(io::lower_case(parts[i]), text);
  }
  if (text.empty()) return result;
  result.kind = punctuation || is_ideograph(point) ? Kind::alone : Kind::word;
  result.size = static_cast<unsigned char>(text.size());
  std::memcpy(result.bytes.data(), text.data(), text.size());
  return result;
}

}  // namespace affect::model
