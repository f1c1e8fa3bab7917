/// A file that grows on disk: what was appended stays, whatever ends the program.
///
/// Thread-safety: none. Errors: IoError, with what to do where the disk is full or the folder may not be written to.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace affect::model {

class PartFile {
 public:
  explicit PartFile(std::string path);
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  std::uint64_t size() const { return size_; }
  const std::string& path() const { return path_; }
  void append(std::string_view bytes);
  /// Begins anew.
  void clear();
  /// It is on the disk, not only in memory.
  void sync();

 private:
  std::string path_;
  int file_ = -1;
  std::uint64_t size_ = 0;
};

/// What the system refused with `error`, and what to do.
[[noreturn]] void refuse_storage(const std::string& path, int error);

}  // namespace affect::model
