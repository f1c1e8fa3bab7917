/// Which pieces begin here: a double array (Aoe 1989), one step a byte.
///
/// Thread-safety: immutable.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace affect::model {

class PieceTrie {
 public:
  static constexpr std::uint32_t kRoot = 0;

  /// Pieces and their numbers. Of equal pieces the first counts, an empty one never.
  explicit PieceTrie(std::vector<std::pair<std::string_view, std::int32_t>> pieces);

  /// From `node` by a byte; false, and `node` as it was, where no piece goes on so.
  bool step(std::uint32_t& node, char byte) const {
    const std::uint32_t next = cells_[node].base ^ static_cast<unsigned char>(byte);
    if (cells_[next].parent != node) return false;
    node = next;
    return true;
  }
  /// The number of the piece that ends here, or -1.
  std::int32_t piece(std::uint32_t node) const { return cells_[node].piece; }

 private:
  static constexpr std::uint32_t kFree = 0xFFFFFFFF;
  /// The child by a byte lies at base ^ byte and names its parent.
  struct Cell {
    std::uint32_t base = 0;
    std::uint32_t parent = kFree;
    std::int32_t piece = -1;
  };
  class Builder;

  std::vector<Cell> cells_;
};

}  // namespace affect::model
