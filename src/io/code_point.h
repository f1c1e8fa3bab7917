/// The code points of a text, one by one.
#pragma once
#include <cstddef>
#include <string_view>

#include "io/ascii.h"

namespace affect::io {

struct CodePoint {
  char32_t value = 0xFFFD;
  std::size_t size = 1;  ///< bytes
};

/// The code point that begins at `at` < text.size(); a byte that is no part of UTF-8 is U+FFFD.
inline CodePoint code_point_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() - at < size) return {};
  char32_t value = lead & (0xFFu >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(i) & 0xC0u) != 0x80u) return {};
    value = (value << 6) | (byte(i) & 0x3Fu);
  }
  return {value, size};
}

}  // namespace affect::io
