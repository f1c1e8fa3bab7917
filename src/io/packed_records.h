/// Records held in little memory: as lines of the wire format, packed block by block. Nothing of them reaches a disk.
///
/// Thread-safety: none.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "affect/record.h"

namespace affect::io {

class PackedRecords {
 public:
  /// Throws InputError where a string is not UTF-8.
  void add(const Record& record);
  /// What is held takes so much.
  std::size_t bytes() const { return packed_bytes_ + lines_.size(); }
  /// Hands over the records as they were added, in order, and frees them on the way.
  void drain(RecordSink& out);

 private:
  struct Block {
    std::string packed;
    std::size_t size = 0;  ///< unpacked
  };
  void pack();

  std::vector<Block> blocks_;
  std::size_t packed_bytes_ = 0;
  std::string lines_;  ///< of the block that is being filled
};

}  // namespace affect::io
