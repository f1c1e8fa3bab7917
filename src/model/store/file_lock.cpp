#include "model/store/file_lock.h"

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "model/store/part_file.h"

namespace affect::model {
namespace {

/// Whoever held it before has removed the file that we waited for.
bool is_still(int file, const std::string& path) {
  struct stat ours {
  }, theirs{};
  return ::fstat(file, &ours) == 0 && ::stat(path.c_str(), &theirs) == 0 && ours.st_ino == theirs.st_ino &&
         ours.st_dev == theirs.st_dev;
}

int take_lock(int file, int how) {
  int failed = 0;
  do {
    failed = ::flock(file, how);
  } while (failed != 0 && errno == EINTR);
  return failed;
}

}  // namespace

FileLock::FileLock(std::string path, const std::function<void()>& wait) : path_(std::move(path)) {
  for (;;) {
    file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (file_ < 0) refuse_storage(path_, errno);
    int failed = take_lock(file_, LOCK_EX | LOCK_NB);
    if (failed != 0 && errno == EWOULDBLOCK) {
      if (wait) wait();
      failed = take_lock(file_, LOCK_EX);
    }
    if (failed != 0) {
      const int error = errno;
      ::close(file_);
      refuse_storage(path_, error);
    }
    if (is_still(file_, path_)) return;
    ::close(file_);
  }
}

FileLock::~FileLock() {
  ::unlink(path_.c_str());
  ::close(file_);
}

}  // namespace affect::model
