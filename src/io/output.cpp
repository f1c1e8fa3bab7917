#include "affect/io/output.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstring>
#include <filesystem>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "affect/error.h"

namespace affect::io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kBuffer = 64u << 10;
constexpr std::size_t kNameSize = 200;  // leaves room for our ending in the 255 bytes of a file name

/// Paths being written aside, of the whole process: a signal handler can reach nothing else. More than these at once
/// are still removed by their destructors.
struct UnfinishedFile {
  enum State : int { free, filling, ready };
  std::atomic<int> state{free};
  std::array<char, PATH_MAX> path;
};
constinit std::array<UnfinishedFile, 16> unfinished_files{};
static_assert(std::atomic<int>::is_always_lock_free);

class Unfinished {
 public:
  explicit Unfinished(const std::string& path) {
    if (path.size() >= PATH_MAX) return;
    for (auto& file : unfinished_files) {
      int expected = UnfinishedFile::free;
      if (!file.state.compare_exchange_strong(expected, UnfinishedFile::filling)) continue;
      std::copy_n(path.c_str(), path.size() + 1, file.path.begin());
      file.state = UnfinishedFile::ready;
      file_ = &file;
      return;
    }
  }
  ~Unfinished() {
    if (file_ != nullptr) file_->state = UnfinishedFile::free;
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;

 private:
  UnfinishedFile* file_ = nullptr;
};

[[noreturn]] void fail(const std::string& name, std::string_view what, int error) {
  std::string hint;
  if (error == ENOSPC || error == EDQUOT) hint = "free some space, or choose another place with -o";
  if (error == EACCES || error == EPERM || error == EROFS) hint = "choose a place that you may write to with -o";
  if (error == ENOENT) hint = "create the folder first";
  throw IoError(fmt::format("{}: {}", what, std::strerror(error)), {name, 0, 0}, hint);
}

class Descriptor {
 public:
  explicit Descriptor(int fd, bool owned = true) : fd_(fd), owned_(owned) {}
  ~Descriptor() { close(); }
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)), owned_(other.owned_) {}
  Descriptor& operator=(Descriptor&&) = delete;

  int get() const { return fd_; }
  int close() {
    const int fd = std::exchange(fd_, -1);
    return fd >= 0 && owned_ ? ::close(fd) : 0;
  }

 private:
  int fd_;
  bool owned_;
};

/// Buffers writes to a descriptor.
class BufferedOutput : public Output {
 public:
  BufferedOutput(Descriptor descriptor, std::string name) : descriptor_(std::move(descriptor)), name_(std::move(name)) {
    buffer_.reserve(kBuffer);
  }

  void write(std::string_view bytes) override {
    if (buffer_.size() + bytes.size() > kBuffer) flush();
    if (bytes.size() >= kBuffer) {
      write_all(bytes);
    } else {
      buffer_ += bytes;
    }
  }
  void flush() override {
    write_all(buffer_);
    buffer_.clear();
  }
  void commit() override { flush(); }

 protected:
  Descriptor descriptor_;
  std::string name_;

 private:
  void write_all(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto written = ::write(descriptor_.get(), bytes.data(), bytes.size());
      if (written >= 0) {
        bytes.remove_prefix(static_cast<std::size_t>(written));
      } else if (errno == EPIPE) {
        throw OutputClosed{};
      } else if (errno != EINTR) {
        fail(name_, "cannot be written", errno);
      }
    }
  }

  std::string buffer_;
};

/// A file beside its target until commit().
class FileOutput : public BufferedOutput {
 public:
  FileOutput(Descriptor descriptor, std::string name, fs::path target, std::string aside)
      : BufferedOutput(std::move(descriptor), std::move(name)),
        target_(std::move(target)),
        aside_(std::move(aside)),
        unfinished_(aside_) {}
  ~FileOutput() override {
    if (!committed_) ::unlink(aside_.c_str());
  }
  FileOutput(const FileOutput&) = delete;
  FileOutput& operator=(const FileOutput&) = delete;

  void commit() override {
    flush();
    // Some file systems cannot sync; that is no reason to lose the output.
    if (::fsync(descriptor_.get()) != 0 && errno != EINVAL && errno != ENOTSUP) fail(name_, "cannot be written", errno);
    if (descriptor_.close() != 0) fail(name_, "cannot be written", errno);
    if (::rename(aside_.c_str(), target_.c_str()) != 0) fail(name_, "cannot be replaced", errno);
    committed_ = true;
    const Descriptor folder(::open(target_.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (folder.get() >= 0) ::fsync(folder.get());
  }

 private:
  fs::path target_;
  std::string aside_;
  Unfinished unfinished_;
  bool committed_ = false;
};

std::unique_ptr<Output> open_directly(const std::string& path) {
  Descriptor descriptor(::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
  if (descriptor.get() < 0) fail(path, "cannot be opened for writing", errno);
  return std::make_unique<BufferedOutput>(std::move(descriptor), path);
}

/// A new file gets the mode that the user's mask gives, unless `mode` says another.
std::unique_ptr<Output> open_aside(const std::string& path, const fs::path& target, std::optional<::mode_t> mode) {
  const auto name = target.filename().string().substr(0, kNameSize);
  for (int attempt = 0;; ++attempt) {
    const auto aside = target.parent_path() / fmt::format(".{}.{}-{}.unfinished", name, ::getpid(), attempt);
    Descriptor descriptor(::open(aside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode ? 0600 : 0666));
    if (descriptor.get() < 0) {
      if (errno == EEXIST) continue;
      fail(path, "cannot be written", errno);
    }
    auto output = std::make_unique<FileOutput>(std::move(descriptor), path, target, aside.string());
    if (mode) ::chmod(aside.c_str(), *mode & 07777);
    return output;
  }
}

struct OutputTarget {
  fs::path path;
  std::optional<::mode_t> mode;  ///< of the file that is there: one in its place gets it too
  bool special = false;          ///< a pipe or a device
};

OutputTarget find_target(const std::string& path) {
  struct ::stat status {};
  const bool exists = ::stat(path.c_str(), &status) == 0;
  if (!exists && errno != ENOENT) fail(path, "cannot be written", errno);
  if (exists && S_ISDIR(status.st_mode)) fail(path, "cannot be written", EISDIR);
  if (exists && !S_ISREG(status.st_mode)) return {.special = true};
  if (exists && ::access(path.c_str(), W_OK) != 0) fail(path, "cannot be written", errno);
  std::error_code error;
  // A link stays a link: what it points to is replaced.
  OutputTarget target{.path = exists ? fs::canonical(path, error) : fs::absolute(path, error)};
  if (error) fail(path, "cannot be written", error.value());
  if (exists) target.mode = status.st_mode;
  return target;
}

class StringOutput : public Output {
 public:
  explicit StringOutput(std::string& into) : into_(into) {}
  void write(std::string_view bytes) override { into_ += bytes; }
  void flush() override {}
  void commit() override {}

 private:
  std::string& into_;
};

}  // namespace

std::unique_ptr<Output> open_output(const std::string& path) {
  if (path == "-") {
    return std::make_unique<BufferedOutput>(Descriptor(STDOUT_FILENO, false), "standard output");
  }
  // These may be a file that the shell has open: to replace it would lose what others write there.
  for (std::string_view open_file : {"/dev/std", "/dev/fd/", "/proc/"}) {
    if (path.starts_with(open_file)) return open_directly(path);
  }
  const OutputTarget target = find_target(path);
  if (target.special) return open_directly(path);
  return open_aside(path, target.path, target.mode);
}

std::unique_ptr<Output> open_private_output(const std::string& path) {
  const OutputTarget target = find_target(path);
  if (target.special) throw IoError("is no file", {path}, "name a file for it");
  return open_aside(path, target.path, 0600);
}

std::unique_ptr<Output> string_output(std::string& into) { return std::make_unique<StringOutput>(into); }

namespace {

/// The folder of a file, where it is one that is written aside as a whole and nothing else lies in it.
void remove_unfinished_folder(char* path) noexcept {
  constexpr std::string_view kEnding = ".unfinished";
  const std::size_t slash = std::string_view(path).rfind('/');
  if (slash == std::string_view::npos || !std::string_view(path, slash).ends_with(kEnding)) return;
  path[slash] = '\0';
  ::rmdir(path);
}

}  // namespace

void discard_unfinished_outputs() noexcept {
  for (auto& file : unfinished_files) {
    if (file.state != UnfinishedFile::ready) continue;
    ::unlink(file.path.data());
    remove_unfinished_folder(file.path.data());
  }
}

}  // namespace affect::io
