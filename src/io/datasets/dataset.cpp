#include "affect/io/datasets/dataset.h"

#include <algorithm>
#include <filesystem>

#include "affect/error.h"

namespace affect::io {
namespace {

namespace fs = std::filesystem;

/// Where the archive's name ends in "train.zip/a.txt", or npos.
std::size_t archive_end(std::string_view file) {
  constexpr std::string_view kZip = ".zip/";
  const auto at = file.find(kZip);
  return at == std::string_view::npos ? at : at + kZip.size() - 1;
}

class FilesOnDisk final : public DatasetFiles {
 public:
  explicit FilesOnDisk(fs::path folder) : folder_(std::move(folder)) {}
  std::unique_ptr<ByteSource> open(const std::string& file) const override {
    const auto end = archive_end(file);
    if (end == std::string::npos) return open_source((folder_ / file).string());
    return open_folder((folder_ / file.substr(0, end)).string())->open(file.substr(end + 1));
  }

 private:
  fs::path folder_;
};

}  // namespace

std::string_view to_string(LicenceClass licence) {
  switch (licence) {
    case LicenceClass::free:
      return "free";
    case LicenceClass::attribution:
      return "attribution";
    case LicenceClass::share_alike:
      return "share_alike";
    case LicenceClass::non_commercial:
      return "non_commercial";
    case LicenceClass::restricted:
      return "restricted";
  }
  return {};
}

const DatasetSplit& DatasetInfo::split(std::string_view split) const {
  std::string names;
  for (const DatasetSplit& one : splits) {
    if (one.name == split) return one;
    names += (names.empty() ? "" : ", ") + one.name;
  }
  throw ConfigError(name + " has no split \"" + std::string(split) + "\"", {}, "it has " + names);
}

void read_dataset(const Dataset& dataset, const std::string& root, std::string_view split, const ReadContext& context,
                  RecordSink& out) {
  dataset.read(FilesOnDisk(fs::path(root) / dataset.info().folder), split, context, out);
}

std::vector<std::string> missing_files(const DatasetInfo& info, const std::string& root) {
  std::vector<std::string> missing;
  for (const DatasetSplit& split : info.splits) {
    for (const std::string& file : split.files) {
      const std::string path = (fs::path(root) / info.folder / file.substr(0, archive_end(file))).string();
      std::error_code ignored;
      if (!fs::exists(path, ignored) && std::find(missing.begin(), missing.end(), path) == missing.end()) {
        missing.push_back(path);
      }
    }
  }
  return missing;
}

}  // namespace affect::io
