#include "affect/io/folder.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <sys/stat.h>

#include "io/ascii.h"

namespace affect::io {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFiles = 1'000'000;

/// "2" before "10": numbers in names by their value, then letters.
bool natural_less(std::string_view a, std::string_view b) {
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    if (is_digit(a[i]) && is_digit(b[j])) {
      const auto number = [](std::string_view text, std::size_t& at) {
        while (at < text.size() && text[at] == '0') ++at;
        const std::size_t begin = at;
        while (at < text.size() && is_digit(text[at])) ++at;
        return text.substr(begin, at - begin);
      };
      const std::string_view x = number(a, i), y = number(b, j);
      if (x.size() != y.size()) return x.size() < y.size();
      if (x != y) return x < y;
    } else if (a[i] != b[j]) {
      return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[j]);
    } else {
      ++i, ++j;
    }
  }
  if (a.size() - i != b.size() - j) return a.size() - i < b.size() - j;
  return a < b;
}

class DirectoryFolder final : public Folder {
 public:
  explicit DirectoryFolder(std::string path) : name_(std::move(path)) {
    std::error_code error;
    // Links are not followed into folders, so that none can lead out or round.
    fs::recursive_directory_iterator entries(name_, error);
    if (error) throw InputError("cannot be opened: " + error.message(), {name_}, "check who may read it");
    for (const fs::recursive_directory_iterator end; entries != end; entries.increment(error)) {
      if (error) throw InputError("cannot be read: " + error.message(), {name_}, "check who may read it");
      const std::string file = entries->path().filename().string();
      if (file.starts_with('.')) {
        entries.disable_recursion_pending();
        continue;
      }
      std::error_code ignored;
      if (!entries->is_regular_file(ignored)) continue;
      files_.push_back(entries->path().lexically_relative(name_).generic_string());
      if (files_.size() > kMaxFiles)
        throw InputError("holds more than a million files", {name_}, "name a folder in it");
    }
    std::sort(files_.begin(), files_.end(), natural_less);
  }
  const std::string& name() const override { return name_; }
  const std::vector<std::string>& files() const override { return files_; }
  std::unique_ptr<ByteSource> open(std::string_view file) const override {
    return open_source((fs::path(name_) / file).string());
  }

 private:
  std::string name_;
  std::vector<std::string> files_;
};

}  // namespace

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
  return ::stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

std::unique_ptr<Folder> open_folder(const std::string& path) { return std::make_unique<DirectoryFolder>(path); }

}  // namespace affect::io
