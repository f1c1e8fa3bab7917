#include "report/ascii_signs.h"

#include <array>
#include <cstdint>
#include <utility>

#include "report/cells.h"

namespace affect::report {
namespace {

constexpr auto kAlike = std::to_array<std::pair<char32_t, char>>({
    {U'▲', 'A'}, {U'▼', 'V'}, {U'△', '^'}, {U'▽', 'v'}, {U'•', 'o'}, {U'░', ':'},  {U'┄', '-'}, {U'│', '|'},
    {U'┤', '+'}, {U'→', '>'}, {U'…', '~'}, {U'“', '"'}, {U'”', '"'}, {U'’', '\''}, {U'▁', '_'}, {U'▂', '_'},
    {U'▃', '.'}, {U'▄', '-'}, {U'▅', '-'}, {U'▆', '='}, {U'▇', '#'}, {U'█', '#'},  {U'–', '-'}, {U'−', '-'},
});

/// The rows of a braille cell that hold dots, from the top: bits 0 to 3.
unsigned rows_of(std::uint8_t left_or_right, bool right) {
  const unsigned upper = right ? (left_or_right >> 3) & 7u : left_or_right & 7u;
  const unsigned lowest = right ? (left_or_right >> 7) & 1u : (left_or_right >> 6) & 1u;
  return upper | (lowest << 3);
}

char braille_alike(std::uint8_t dots) {
  const unsigned left = rows_of(dots, false), right = rows_of(dots, true);
  const unsigned rows = left | right;
  if (left != 0 && right != 0 && left != right && (left & right) == 0) return left < right ? '\\' : '/';
  if ((rows & 0b0110u) == 0b0110u) return '|';
  if ((rows & 0b0110u) != 0) return '-';
  return (rows & 0b0001u) != 0 ? '\'' : '_';
}

char sign_alike(char32_t sign) {
  if (sign >= 0x2800 && sign <= 0x28FF) return braille_alike(static_cast<std::uint8_t>(sign - 0x2800));
  for (const auto& [ours, alike] : kAlike) {
    if (ours == sign) return alike;
  }
  return '?';
}

}  // namespace

std::string in_ascii(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80 &&
        (at + 1 == text.size() || static_cast<unsigned char>(text[at + 1]) < 0x80)) {
      out += text[at++];
      continue;
    }
    std::size_t first = at;
    const char32_t sign = next_code_point(text, first);
    const std::size_t width = next_character(text, at);
    out.append(width, sign < 0x80 ? static_cast<char>(sign) : sign_alike(sign));
  }
  return out;
}

}  // namespace affect::report
