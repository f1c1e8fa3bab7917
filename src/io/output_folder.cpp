#include "io/output_folder.h"

#include <filesystem>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

#include "affect/error.h"

namespace affect::io {
namespace {

namespace fs = std::filesystem;

void check_folder(const std::error_code& error, const std::string& path) {
  if (error) throw IoError("cannot be written: " + error.message(), {path}, "choose another place with -o");
}

}  // namespace

OutputFolder::OutputFolder(std::string path, const std::string& mark) : path_(std::move(path)) {
  while (path_.size() > 1 && path_.ends_with('/')) path_.pop_back();
  std::error_code error;
  if (fs::exists(path_, error) && !fs::exists(fs::path(path_) / mark, error) && !fs::is_empty(path_, error)) {
    throw IoError("is there and is no such folder", {path_}, "choose another place with -o");
  }
  const fs::path target = fs::absolute(path_, error);
  aside_ = (target.parent_path() / fmt::format(".{}.{}.unfinished", target.filename().string(), ::getpid())).string();
  fs::remove_all(aside_, error);
  fs::create_directory(aside_, error);
  check_folder(error, path_);
}

OutputFolder::~OutputFolder() {
  files_.clear();
  std::error_code ignored;
  if (!committed_) fs::remove_all(aside_, ignored);
}

Output& OutputFolder::open(const std::string& name) {
  return *files_.emplace_back(open_output((fs::path(aside_) / name).string()));
}

void OutputFolder::commit() {
  for (const auto& file : files_) file->commit();
  std::error_code error;
  const std::string before = aside_ + ".before";
  const bool replaces = fs::exists(path_, error);
  if (replaces) fs::rename(path_, before, error);
  if (!error) fs::rename(aside_, path_, error);
  if (error && replaces) {
    std::error_code ignored;
    fs::rename(before, path_, ignored);
  }
  check_folder(error, path_);
  committed_ = true;
  if (replaces) fs::remove_all(before, error);
}

}  // namespace affect::io
