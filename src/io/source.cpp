#include "affect/io/source.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io/compressed.h"

namespace affect::io {
namespace {

std::string reason_of(int error) { return std::generic_category().message(error); }

class DescriptorSource final : public ByteSource {
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
      if (errno != EINTR) throw IoError("cannot be read: " + reason_of(errno), {name_});
    }
  }
  const std::string& name() const override { return name_; }
  std::string_view path() const override { return path_; }

 private:
  int descriptor_;
  std::string name_;
  std::string path_;
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

}  // namespace

std::unique_ptr<ByteSource> open_source(const std::string& path) {
  if (path == "-") return unpack(std::make_unique<DescriptorSource>(STDIN_FILENO, "standard input", ""));
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    const int error = errno;
    throw IoError("cannot be opened: " + reason_of(error), {path},
                  error == ENOENT ? "check the path" : "check who may read it");
  }
  auto source = std::make_unique<DescriptorSource>(descriptor, path, path);
  struct stat status {};
  if (::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
    throw IoError("is a directory", {path}, "name a file");
  }
  return unpack(std::move(source));
}

std::unique_ptr<ByteSource> memory_source(std::string_view bytes, std::string name) {
  return std::make_unique<MemorySource>(bytes, std::move(name));
}

}  // namespace affect::io
