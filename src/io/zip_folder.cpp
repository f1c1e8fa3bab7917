#include "io/zip_folder.h"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <unordered_map>
#include <utility>

#include <zip.h>

#include "io/ascii.h"
#include "io/compressed.h"
#include "io/natural_order.h"

namespace affect::io {
namespace {

constexpr std::size_t kEndRecord = 22;
constexpr zip_int64_t kMaxEntries = 1'000'000;

using ZipHandle = std::shared_ptr<zip_t>;

class ZipEntrySource final : public ByteSource {
 public:
  ZipEntrySource(ZipHandle archive, zip_uint64_t index, std::uint64_t size, std::string name)
      : archive_(std::move(archive)),
        file_(zip_fopen_index(archive_.get(), index, 0), &zip_fclose),
        size_(size),
        name_(std::move(name)) {
    if (file_ == nullptr) throw fault(zip_strerror(archive_.get()));
  }

  std::size_t read(char* into, std::size_t size) override {
    const zip_int64_t got = zip_fread(file_.get(), into, size);
    if (got < 0) throw fault(zip_file_strerror(file_.get()));
    given_ += static_cast<std::uint64_t>(got);
    if (given_ > size_) throw fault("it is larger than the archive says");
    return static_cast<std::size_t>(got);
  }
  const std::string& name() const override { return name_; }
  std::string_view path() const override { return name_; }

 private:
  InputError fault(const std::string& why) const {
    return {"cannot be unpacked: " + why, {name_}, "copy or download the archive again, or --keep-going"};
  }

  ZipHandle archive_;
  std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file_;
  std::uint64_t size_, given_ = 0;
  std::string name_;
};

/// "a/b.txt", but neither folders nor what systems add: "__MACOSX/a", ".DS_Store".
bool is_file_for_people(std::string_view entry) {
  if (entry.empty() || entry.back() == '/' || entry.starts_with("__MACOSX/")) return false;
  const std::string_view name = file_name(entry);
  return !name.empty() && name.front() != '.';
}

class ZipFolder final : public Folder {
 public:
  explicit ZipFolder(std::string path) : name_(std::move(path)) {
    int error = 0;
    archive_ = ZipHandle(zip_open(name_.c_str(), ZIP_RDONLY, &error), [](zip_t* zip) {
      if (zip != nullptr) zip_discard(zip);
    });
    if (archive_ == nullptr) {
      zip_error_t why;
      zip_error_init_with_code(&why, error);
      const std::string reason = zip_error_strerror(&why);
      zip_error_fini(&why);
      throw InputError("cannot be read as a zip archive: " + reason, {name_},
                       "copy or download it again; or unpack it, and name the folder");
    }
    list();
  }

  const std::string& name() const override { return name_; }
  const std::vector<std::string>& files() const override { return files_; }
  bool is_archive() const override { return true; }
  const LeftOut& left_out() const override { return left_out_; }

  std::unique_ptr<ByteSource> open(std::string_view file) const override {
    const std::string entry_name = name_ + '/' + std::string(file);
    const auto found = index_.find(std::string(file));
    if (found == index_.end())
      throw InputError("is not in the archive", {entry_name}, "copy or download the archive again");
    zip_stat_t entry;
    if (zip_stat_index(archive_.get(), found->second, 0, &entry) != 0) {
      throw InputError("cannot be unpacked", {entry_name}, "copy or download the archive again");
    }
    if (entry.encryption_method != ZIP_EM_NONE) {
      throw InputError("is encrypted", {entry_name}, "unpack the archive with its password, and name the folder");
    }
    if (is_bomb(entry.comp_size, entry.size)) {
      throw InputError("swells to more than 200 times its size: this is no text", {entry_name},
                       "unpack it yourself if it is one, and name that file");
    }
    return unpack(std::make_unique<ZipEntrySource>(archive_, found->second, entry.size, entry_name));
  }

 private:
  bool is_link(zip_uint64_t index) const {
    constexpr zip_uint32_t kType = 0170000, kLink = 0120000;
    zip_uint8_t system = 0;
    zip_uint32_t attributes = 0;
    return zip_file_get_external_attributes(archive_.get(), index, 0, &system, &attributes) == 0 &&
           system == ZIP_OPSYS_UNIX && (attributes >> 16 & kType) == kLink;
  }

  void list() {
    const zip_int64_t count = zip_get_num_entries(archive_.get(), 0);
    if (count > kMaxEntries)
      throw InputError("holds more than a million files", {name_}, "unpack it, and name a folder");
    std::uint64_t packed = 0, unpacked = 0;
    for (zip_uint64_t i = 0; i < static_cast<zip_uint64_t>(count); ++i) {
      zip_stat_t entry;
      if (zip_stat_index(archive_.get(), i, 0, &entry) != 0 || entry.name == nullptr) {
        ++left_out_["damaged entries"];
        continue;
      }
      const std::string file = entry.name;
      if (!is_file_for_people(file)) continue;
      if (is_link(i)) {
        ++left_out_["links"];
        continue;
      }
      if (!index_.emplace(file, i).second) {
        ++left_out_["entries with the name of another one"];
        continue;
      }
      files_.push_back(file);
      packed += entry.comp_size;
      unpacked += std::min<std::uint64_t>(entry.size, UINT64_MAX - unpacked);
    }
    if (is_bomb(packed, unpacked)) {
      throw InputError("swells to more than 200 times its size: this is no archive of texts", {name_},
                       "unpack it yourself if it is one, and name the folder");
    }
    std::sort(files_.begin(), files_.end(), natural_less);
  }

  std::string name_;
  ZipHandle archive_;
  std::vector<std::string> files_;
  std::unordered_map<std::string, zip_uint64_t> index_;
  LeftOut left_out_;
};

/// Whether the last bytes are what ends an archive, with no comment: a program or a picture may stand before it.
bool ends_as_zip(std::ifstream& file) {
  char end[kEndRecord] = {};
  file.clear();
  file.seekg(-static_cast<std::streamoff>(sizeof end), std::ios::end);
  file.read(end, sizeof end);
  const std::string_view bytes(end, static_cast<std::size_t>(file.gcount()));
  return bytes.size() == sizeof end && bytes.starts_with("PK\x05\x06") &&
         bytes.substr(20) == std::string_view("\0\0", 2);
}

}  // namespace

bool is_zip(const std::string& path) {
  char head[4] = {};
  std::ifstream file(path, std::ios::binary);
  file.read(head, sizeof head);
  const std::string_view bytes(head, static_cast<std::size_t>(file.gcount()));
  return bytes == "PK\x03\x04" || bytes == "PK\x05\x06" || ends_as_zip(file);
}

std::unique_ptr<Folder> open_zip(const std::string& path) { return std::make_unique<ZipFolder>(path); }

}  // namespace affect::io
