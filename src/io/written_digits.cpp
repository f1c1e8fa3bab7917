#include "io/written_digits.h"

#include <cstddef>

#include "io/ascii.h"

namespace affect::io {
namespace {

// Where the ten digits of a script begin (Unicode 15, general category Nd), two and three bytes each in UTF-8.
constexpr char32_t kZeros[] = {0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66,
                               0x0CE6, 0x0D66, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810, 0x1C50, 0xFF10};

/// The code point of two or three bytes at the front, else 0.
char32_t front_code(std::string_view text, std::size_t& size) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  if (text.size() >= 2 && (byte(0) & 0xE0) == 0xC0) {
    size = 2;
    return static_cast<char32_t>((byte(0) & 0x1F) << 6 | (byte(1) & 0x3F));
  }
  if (text.size() >= 3 && (byte(0) & 0xF0) == 0xE0) {
    size = 3;
    return static_cast<char32_t>((byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F));
  }
  return 0;
}

/// Bytes of the directional mark at the front, 0 where there is none.
std::size_t direction_size(std::string_view text) {
  std::size_t size = 0;
  const char32_t code = front_code(text, size);
  const bool direction = code == 0x200E || code == 0x200F || code == 0x061C || (code >= 0x202A && code <= 0x202E) ||
                         (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
  return direction ? size : 0;
}

}  // namespace

std::optional<int> take_digit(std::string_view& text) {
  if (text.empty()) return std::nullopt;
  if (is_digit(text.front())) {
    const int digit = text.front() - '0';
    text.remove_prefix(1);
    return digit;
  }
  std::size_t size = 0;
  const char32_t code = is_high(text.front()) ? front_code(text, size) : 0;
  if (code == 0) return std::nullopt;
  for (const char32_t zero : kZeros) {
    if (code < zero || code > zero + 9) continue;
    text.remove_prefix(size);
    return static_cast<int>(code - zero);
  }
  return std::nullopt;
}

void skip_directions(std::string_view& text) {
  while (!text.empty() && is_high(text.front())) {
    const std::size_t size = direction_size(text);
    if (size == 0) return;
    text.remove_prefix(size);
  }
}

std::string without_directions(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  while (!text.empty()) {
    skip_directions(text);
    std::size_t size = 0;
    while (size < text.size() && (!is_high(text[size]) || direction_size(text.substr(size)) == 0)) ++size;
    plain += text.substr(0, size);
    text.remove_prefix(size);
  }
  return plain;
}

}  // namespace affect::io
