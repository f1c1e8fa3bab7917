#include "model/store/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "affect/error.h"

namespace affect::model {
namespace {

/// Closed when it goes out of scope.
struct OpenFile {
  int descriptor;
  explicit OpenFile(const std::string& path) : descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() {
    if (descriptor >= 0) ::close(descriptor);
  }
};

}  // namespace

MappedFile::MappedFile(const std::string& path) {
  const OpenFile file(path);
  struct stat about {};
  if (file.descriptor < 0 || ::fstat(file.descriptor, &about) != 0 || !S_ISREG(about.st_mode)) {
    throw ModelError("the model cannot be opened", {path, 0, 0}, "see affect models");
  }
  size_ = static_cast<std::size_t>(about.st_size);
  if (size_ == 0) throw ModelError("not a whole model file: it is empty", {path, 0, 0}, "fetch or build it again");
  mapping_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file.descriptor, 0);
  if (mapping_ == MAP_FAILED) throw ModelError("the model cannot be mapped", {path, 0, 0}, "close other programs");
}

MappedFile::~MappedFile() { ::munmap(mapping_, size_); }

}  // namespace affect::model
