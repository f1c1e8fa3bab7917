#include "model/store/part_file.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "affect/error.h"

namespace affect::model {

void refuse_storage(const std::string& path, int error) {
  std::string hint = "AFFECT_MODELS names a folder that you may write to";
  if (error == ENOSPC || error == EDQUOT) {
    hint = "free some space, or AFFECT_MODELS names a folder on another disk; what is here already is kept";
  }
  throw IoError(fmt::format("cannot be written: {}", std::strerror(error)), {path, 0, 0}, hint);
}

PartFile::PartFile(std::string path)
    : path_(std::move(path)), file_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666)) {
  struct stat about {};
  if (file_ < 0 || ::fstat(file_, &about) != 0) refuse_storage(path_, errno);
  size_ = static_cast<std::uint64_t>(about.st_size);
}

PartFile::~PartFile() {
  if (file_ >= 0) ::close(file_);
}

void PartFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(file_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) refuse_storage(path_, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
    size_ += static_cast<std::uint64_t>(written);
  }
}

void PartFile::clear() {
  if (::ftruncate(file_, 0) != 0) refuse_storage(path_, errno);
  size_ = 0;
}

void PartFile::sync() {
  // Some file systems cannot; that is no reason to refuse the file.
  if (::fsync(file_) != 0 && errno != EINVAL && errno != ENOTSUP) refuse_storage(path_, errno);
}

}  // namespace affect::model
