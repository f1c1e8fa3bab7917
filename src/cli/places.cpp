#include "cli/places.h"

#include <cstdlib>
#include <filesystem>
#include <sstream>

#include <unistd.h>

#include "affect/error.h"

namespace affect::cli {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

std::string cache_folder() {
  if (auto folder = variable("AFFECT_CACHE"); !folder.empty()) return folder;
  const std::string caches = variable("XDG_CACHE_HOME");
  return (caches.empty() ? variable("HOME") + "/.cache" : caches) + "/affect";
}

std::string data_folder() {
  std::string folder = variable("AFFECT_DATA");
  if (folder.empty()) folder = cache_folder() + "/data";
  std::error_code ignored;
  if (std::filesystem::is_directory(folder, ignored)) return folder;
  throw ConfigError("the published data sets are not at hand", {folder},
                    "set AFFECT_DATA to the folder that holds text/; each set comes from its authors");
}

std::string find_program(const std::string& name) {
  std::istringstream folders(variable("PATH"));
  for (std::string folder; std::getline(folders, folder, ':');) {
    const std::string path = (folder.empty() ? "." : folder) + "/" + name;
    std::error_code unseen;
    if (std::filesystem::is_regular_file(path, unseen) && access(path.c_str(), X_OK) == 0) return path;
  }
  return {};
}

}  // namespace affect::cli
