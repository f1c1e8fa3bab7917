#include "affect/io/source.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/compressed.h"

namespace affect::io {
namespace {

/// How long a pipe may have nobody at its other end, in milliseconds.
constexpr int kPatience = 10'000;

std::string reason_of(int error) { return std::generic_category().message(error); }

class DescriptorSource : public ByteSource {
 public:
  DescriptorSource(int descriptor, std::string name, std::string path)
      : descriptor_(descriptor), name_(std::move(name)), path_(std::move(path)) {}
  DescriptorSource(const DescriptorSource&) = delete;
  DescriptorSource& operator=(const DescriptorSource&) = delete;
  ~DescriptorSource() override {
    if (descriptor_ > STDERR_FILENO) ::close(descriptor_);
  }

  std::size_t read(char* into, std::size_t size) override {
    for (;;) {
      const ssize_t got = ::read(descriptor_, into, size);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno == EAGAIN) {
        wait(-1);
      } else if (errno != EINTR) {
        throw IoError("cannot be read: " + reason_of(errno), {name_});
      }
    }
  }
  const std::string& name() const override { return name_; }
  std::string_view path() const override { return path_; }

 protected:
  /// Whether something comes within so many milliseconds (-1: any), be it the end.
  bool wait(int milliseconds) const {
    pollfd more{descriptor_, POLLIN, 0};
    int ready = 0;
    while ((ready = ::poll(&more, 1, milliseconds)) < 0 && errno == EINTR) {
    }
    return ready != 0;
  }
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
  std::string name_;
  std::string path_;
};

/// A file as it was when it was opened: something may be writing it.
class FileSource final : public DescriptorSource {
 public:
  FileSource(int descriptor, std::string name, std::string path, off_t at, off_t end)
      : DescriptorSource(descriptor, std::move(name), std::move(path)), at_(at), end_(end) {}

  std::size_t read(char* into, std::size_t size) override {
    const std::size_t most = std::min(size, static_cast<std::size_t>(end_ - at_));
    if (most == 0) return 0;
    const std::size_t got = DescriptorSource::read(into, most);
    if (got == 0) {
      throw InputError("became shorter while it was read", {name()}, "wait for what writes it, or read a copy");
    }
    at_ += static_cast<off_t>(got);
    return got;
  }
  bool has_grown() const override {
    struct stat now {};
    return ::fstat(descriptor(), &now) == 0 && now.st_size > end_;
  }

 private:
  off_t at_, end_;
};

/// A named pipe, opened without waiting for its other end.
class PipeSource final : public DescriptorSource {
 public:
  using DescriptorSource::DescriptorSource;

  std::size_t read(char* into, std::size_t size) override {
    const bool silent = !awaited_ && !wait(kPatience);
    awaited_ = true;
    // An end that nobody holds gives nothing at once; who holds it may be silent for long.
    const std::size_t got = DescriptorSource::read(into, size);
    if (got == 0 && silent) throw InputError("nobody writes to this pipe", {name()}, "start what writes to it first");
    return got;
  }

 private:
  bool awaited_ = false;
};

class MemorySource final : public ByteSource {
 public:
  MemorySource(std::string_view bytes, std::string name) : rest_(bytes), name_(std::move(name)) {}

  std::size_t read(char* into, std::size_t size) override {
    const std::size_t given = std::min(size, rest_.size());
    std::copy_n(rest_.data(), given, into);
    rest_.remove_prefix(given);
    return given;
  }
  const std::string& name() const override { return name_; }

 private:
  std::string_view rest_;
  std::string name_;
};

std::unique_ptr<ByteSource> source_of(int descriptor, const std::string& name, const std::string& path) {
  struct stat status {};
  const bool known = ::fstat(descriptor, &status) == 0;
  // Files of the system, as in /proc, say that they are empty.
  if (known && S_ISREG(status.st_mode) && status.st_size > 0) {
    const off_t at = std::max<off_t>(::lseek(descriptor, 0, SEEK_CUR), 0);
    return std::make_unique<FileSource>(descriptor, name, path, std::min(at, status.st_size), status.st_size);
  }
  if (known && S_ISFIFO(status.st_mode) && !path.empty()) {
    return std::make_unique<PipeSource>(descriptor, name, path);
  }
  auto source = std::make_unique<DescriptorSource>(descriptor, name, path);
  if (known && S_ISDIR(status.st_mode)) throw InputError("is a directory", {name}, "name a file");
  if (known && S_ISBLK(status.st_mode)) throw InputError("is a disk", {name}, "name a file");
  return source;
}

std::string hint_of(int error) {
  if (error == ENOENT || error == ENOTDIR) return "check the path";
  if (error == EACCES || error == EPERM) return "check who may read it";
  if (error == ENXIO) return "it is a socket or a device: name a file";
  return "";
}

}  // namespace

std::unique_ptr<ByteSource> open_source(const std::string& path) {
  if (path == "-") return unpack(source_of(STDIN_FILENO, "standard input", ""));
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) {
    const int error = errno;
    throw InputError("cannot be opened: " + reason_of(error), {path}, hint_of(error));
  }
  return unpack(source_of(descriptor, path, path));
}

std::unique_ptr<ByteSource> memory_source(std::string_view bytes, std::string name) {
  return std::make_unique<MemorySource>(bytes, std::move(name));
}

}  // namespace affect::io
