#include "affect/io/folder.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <sys/stat.h>

#include "io/natural_order.h"
#include "io/zip_folder.h"

namespace affect::io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFiles = 1'000'000;

class DirectoryFolder final : public Folder {
 public:
  explicit DirectoryFolder(std::string path) : name_(std::move(path)) {
    std::error_code error;
    // Links are not followed into folders, so that none can lead out or round.
    fs::recursive_directory_iterator entries(name_, error);
    if (error) throw InputError("cannot be opened: " + error.message(), {name_}, "check who may read it");
    for (const fs::recursive_directory_iterator end; entries != end;) {
      const std::string file = entries->path().filename().string();
      if (file.starts_with('.')) {
        entries.disable_recursion_pending();
      } else {
        take(*entries);
      }
      const std::string here = entries->path().string();
      entries.increment(error);
      if (error) throw InputError("cannot be read: " + error.message(), {here}, "check who may read it");
    }
    std::sort(files_.begin(), files_.end(), natural_less);
  }
  const std::string& name() const override { return name_; }
  const std::vector<std::string>& files() const override { return files_; }
  const LeftOut& left_out() const override { return left_out_; }
  std::unique_ptr<ByteSource> open(std::string_view file) const override {
    return open_source((fs::path(name_) / file).string());
  }

 private:
  void take(const fs::directory_entry& entry) {
    std::error_code ignored;
    if (entry.is_regular_file(ignored)) {
      files_.push_back(entry.path().lexically_relative(name_).generic_string());
    } else if (!entry.is_directory(ignored)) {
      ++left_out_[entry.exists(ignored) ? "pipes and devices" : "links that lead nowhere"];
    } else if (entry.is_symlink(ignored)) {
      ++left_out_["links to folders"];
    }
    if (files_.size() > kMaxFiles) {
      throw InputError("holds more than a million files", {name_}, "name a folder in it");
    }
  }

  std::string name_;
  std::vector<std::string> files_;
  LeftOut left_out_;
};

}  // namespace

const Folder::LeftOut& Folder::left_out() const {
  static const LeftOut nothing;
  return nothing;
}

bool Folder::has(std::string_view file) const {
  return std::find(files().begin(), files().end(), file) != files().end();
}

std::string Folder::read(std::string_view file, std::size_t limit) const {
  const auto source = open(file);
  std::string bytes;
  std::array<char, 64u << 10> chunk;
  while (const std::size_t size = source->read(chunk.data(), chunk.size())) {
    bytes.append(chunk.data(), size);
    if (bytes.size() > limit) {
      throw InputError("is larger than " + std::to_string(limit) + " bytes", {source->name()},
                       "is this the right file?");
    }
  }
  return bytes;
}

std::string Folder::head(std::string_view file, std::size_t size) const {
  const auto source = open(file);
  std::string bytes(size, '\0');
  std::size_t have = 0;
  while (have < size) {
    const std::size_t got = source->read(bytes.data() + have, size - have);
    if (got == 0) break;
    have += got;
  }
  bytes.resize(have);
  return bytes;
}

bool is_folder(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return false;
  return S_ISDIR(status.st_mode) || (S_ISREG(status.st_mode) && is_zip(path));
}

std::unique_ptr<Folder> open_folder(const std::string& path) {
  if (is_zip(path)) return open_zip(path);
  return std::make_unique<DirectoryFolder>(path);
}

}  // namespace affect::io
