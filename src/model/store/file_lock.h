/// One process at a time: a lock that the system takes back from a process however it ends.
///
/// Thread-safety: none; two locks of one path in one process wait for each other too.
#pragma once
#include <functional>
#include <string>

namespace affect::model {

class FileLock {
 public:
  /// Waits where another one holds it, after a call of `wait`. Throws IoError.
  FileLock(std::string path, const std::function<void()>& wait);
  ~FileLock();  ///< gives it back and removes the file
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  std::string path_;
  int file_ = -1;
};

}  // namespace affect::model
