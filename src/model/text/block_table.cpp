#include "affect/model/text/block_table.h"

#include <bit>
#include <cassert>
#include <cstring>

namespace affect::model {
namespace {

constexpr std::size_t kHalf = BlockTable::kGroup / 2;

/// IEEE 754 binary16, exactly.
float from_half(std::uint16_t half) {
  const std::uint32_t sign = (half & 0x8000u) << 16;
  const std::uint32_t exponent = (half >> 10) & 0x1Fu;
  const std::uint32_t mantissa = half & 0x3FFu;
  if (exponent == 0) {
    const float value = static_cast<float>(mantissa) * 0x1p-24F;
    return sign == 0 ? value : -value;
  }
  const std::uint32_t wide = exponent == 31 ? 255u : exponent + 112u;
  return std::bit_cast<float>(sign | (wide << 23) | (mantissa << 13));
}

float scale_of(const std::byte* block) {
  std::uint16_t half = 0;
  std::memcpy(&half, block, sizeof half);
  return from_half(half);
}

/// The first half of a group lies in the low nibbles, the second in the high ones.
template <typename Take>
void each_value(const std::byte* block, const Take& take) {
  for (std::size_t i = 0; i < kHalf; ++i) {
    const auto byte = static_cast<unsigned>(block[sizeof(std::uint16_t) + i]);
    take(i, static_cast<int>(byte & 0xFu) - 8);
    take(i + kHalf, static_cast<int>(byte >> 4) - 8);
  }
}

}  // namespace

BlockTable::BlockTable(std::span<const std::byte> blocks, std::size_t rows, std::size_t columns)
    : blocks_(blocks), rows_(rows), columns_(columns) {
  assert(columns % kGroup == 0 && blocks.size() == rows * groups() * kBlockBytes);
}

void BlockTable::row(std::size_t index, std::span<float> into) const {
  assert(index < rows_ && into.size() == columns_);
  for (std::size_t g = 0; g < groups(); ++g) {
    const std::byte* const from = block(index, g);
    float* const out = into.data() + g * kGroup;
    const float scale = scale_of(from);
    each_value(from, [&](std::size_t i, int value) { out[i] = static_cast<float>(value) * scale; });
  }
}

void BlockTable::gather(std::span<const std::int32_t> indices, std::span<float> into) const {
  assert(into.size() == indices.size() * columns_);
  for (std::size_t i = 0; i < indices.size(); ++i) {
    row(static_cast<std::size_t>(indices[i]), into.subspan(i * columns_, columns_));
  }
}

void BlockTable::values(std::size_t first, std::span<std::int8_t> into) const {
  assert(into.size() % columns_ == 0 && first + into.size() / columns_ <= rows_);
  for (std::size_t g = 0; g < into.size() / kGroup; ++g) {
    std::int8_t* const out = into.data() + g * kGroup;
    each_value(block(first, g), [&](std::size_t i, int value) { out[i] = static_cast<std::int8_t>(value); });
  }
}

void BlockTable::scales(std::size_t first, std::span<float> into) const {
  assert(into.size() % groups() == 0 && first + into.size() / groups() <= rows_);
  for (std::size_t g = 0; g < into.size(); ++g) into[g] = scale_of(block(first, g));
}

}  // namespace affect::model
