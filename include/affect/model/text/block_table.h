/// A matrix of 4-bit weights in groups of 32 along a row, each group with a scale (ggml's Q4_0).
///
///   table.gather(ids, rows);   // fp32 of chosen rows: an embedding look-up
///
/// A weight is its nibble less 8, an integer in [-8, 7], times its group's half-precision scale. `values` and `scales`
/// give these apart and without loss, for back ends that compress by groups.
///
/// Errors: spans of another size and rows beyond the table are programmers' mistakes. Thread-safety: a view of bytes
/// that the file keeps.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>

namespace affect::model {

class BlockTable {
 public:
  static constexpr std::size_t kGroup = 32, kBlockBytes = 18;

  /// `columns` is a multiple of 32; `blocks` are rows * columns / 32 * 18 bytes.
  BlockTable(std::span<const std::byte> blocks, std::size_t rows, std::size_t columns);

  std::size_t rows() const { return rows_; }
  std::size_t columns() const { return columns_; }
  std::size_t groups() const { return columns_ / kGroup; }  ///< of a row

  /// fp32 of one row: `into` has columns() values.
  void row(std::size_t index, std::span<float> into) const;
  /// fp32 of these rows, one after the other.
  void gather(std::span<const std::int32_t> indices, std::span<float> into) const;
  /// Of rows [first, first + n): n * columns() integers in [-8, 7].
  void values(std::size_t first, std::span<std::int8_t> into) const;
  /// Of rows [first, first + n): n * groups() scales.
  void scales(std::size_t first, std::span<float> into) const;

 private:
  const std::byte* block(std::size_t row, std::size_t group) const {
    return blocks_.data() + (row * groups() + group) * kBlockBytes;
  }

  std::span<const std::byte> blocks_;
  std::size_t rows_, columns_;
};

}  // namespace affect::model
