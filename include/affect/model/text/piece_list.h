/// A model's vocabulary: its pieces by number, in one block of memory.
///
/// Thread-safety: a value.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace affect::model {

class PieceList {
 public:
  /// At most 2^32 bytes in all.
  void add(std::string_view piece) {
    bytes_ += piece;
    ends_.push_back(static_cast<std::uint32_t>(bytes_.size()));
  }
  std::size_t size() const { return ends_.size(); }
  /// `id` < size(); valid until the next add().
  std::string_view operator[](std::size_t id) const {
    const std::size_t begin = id == 0 ? 0 : ends_[id - 1];
    return std::string_view(bytes_).substr(begin, ends_[id] - begin);
  }

 private:
  std::string bytes_;
  std::vector<std::uint32_t> ends_;
};

}  // namespace affect::model
