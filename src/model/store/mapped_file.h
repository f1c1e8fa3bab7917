/// A file's bytes without a copy: what is never touched costs no memory.
///
/// Errors: ModelError with the file's name for one that is missing, empty or cannot be mapped. Thread-safety:
/// immutable.
#pragma once
#include <cstddef>
#include <span>
#include <string>

namespace affect::model {

class MappedFile {
 public:
  explicit MappedFile(const std::string& path);
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  /// At an address that is a multiple of the page's size.
  std::span<const std::byte> bytes() const { return {static_cast<const std::byte*>(mapping_), size_}; }

 private:
  void* mapping_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace affect::model
