#include "affect/model/store/model_folder.h"

#include <cstdlib>
#include <filesystem>

#include "affect/error.h"

namespace affect::model {

std::string model_path(std::string_view file) {
  namespace fs = std::filesystem;
  if (const char* chosen = std::getenv("AFFECT_MODELS"); chosen != nullptr && *chosen != '\0') {
    return (fs::path(chosen) / file).string();
  }
  std::error_code unseen;
  // An archive unpacked anywhere has its models beside its program.
  const fs::path beside = fs::read_symlink("/proc/self/exe", unseen).parent_path() / AFFECT_MODELS_FROM_PROGRAM;
  for (const fs::path& folder : {beside, fs::path(AFFECT_SOURCE_MODELS), fs::path(AFFECT_INSTALLED_MODELS)}) {
    const auto path = folder / file;
    if (fs::exists(path, unseen)) return path.lexically_normal().string();
  }
  throw ModelError("there are no weights", {std::string(file), 0, 0}, "AFFECT_MODELS names the folder that holds them");
}

}  // namespace affect::model
