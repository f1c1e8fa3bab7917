#include "affect/model/store/model_store.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "affect/error.h"
#include "core/nearest_name.h"
#include "model/store/file_hash.h"

namespace affect::model {
namespace {

namespace fs = std::filesystem;

/// The folder that AFFECT_MODELS names, else the user's; empty where no home is known.
std::string folder_of_user() {
  const char* data = std::getenv("XDG_DATA_HOME");
  if (data != nullptr && *data == '/') return fmt::format("{}/affect/models", data);
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home != '/') return {};
  return fmt::format("{}/.local/share/affect/models", home);
}

}  // namespace

std::string_view to_string(ModelState state) {
  switch (state) {
    case ModelState::verified:
      return "verified";
    case ModelState::here:
      return "here";
    case ModelState::differs:
      return "differs from its manifest";
    case ModelState::missing:
      return "missing";
  }
  return {};
}

ModelStore ModelStore::here(const Engine& engine) {
  constexpr const char* kManifest = "models/manifest.toml";
  std::vector<std::string> others;
  std::string own = folder_of_user();
  if (const char* chosen = std::getenv("AFFECT_MODELS"); chosen != nullptr && *chosen != '\0') {
    if (!own.empty()) others.push_back(own);
    own = chosen;
  }
  // An archive unpacked anywhere has its models beside its program.
  std::error_code unseen;
  const fs::path program = fs::read_symlink("/proc/self/exe", unseen).parent_path();
  for (const fs::path& folder :
       {program / AFFECT_MODELS_FROM_PROGRAM, fs::path(AFFECT_SOURCE_MODELS), fs::path(AFFECT_INSTALLED_MODELS)}) {
    others.push_back(folder.lexically_normal().string());
  }
  return {parse_manifest(engine.data(kManifest), kManifest), std::move(own), std::move(others)};
}

ModelStore::ModelStore(std::vector<ModelEntry> models, std::string own, std::vector<std::string> others)
    : models_(std::move(models)), own_(std::move(own)) {
  if (!own_.empty()) folders_.push_back(own_);
  for (std::string& folder : others) {
    if (std::find(folders_.begin(), folders_.end(), folder) == folders_.end()) folders_.push_back(std::move(folder));
  }
}

const std::string& ModelStore::own_folder() const {
  if (own_.empty()) throw IoError("there is no folder for models", {}, "AFFECT_MODELS names one");
  return own_;
}

const ModelEntry& ModelStore::find(std::string_view name) const {
  const auto found = std::find_if(models_.begin(), models_.end(), [&](const auto& each) { return each.name == name; });
  if (found != models_.end()) return *found;
  std::vector<std::string> names;
  std::transform(models_.begin(), models_.end(), std::back_inserter(names), [](const auto& each) { return each.name; });
  throw ConfigError(fmt::format("there is no model \"{}\"", name), {}, did_you_mean(name, names));
}

std::string ModelStore::file_in(const std::string& folder, const ModelEntry& entry, const ModelFile& file) const {
  const fs::path place(folder);
  return (entry.is_fetched() ? place / entry.name / file.name : place / file.name).string();
}

ModelCondition ModelStore::look_in(const std::string& folder, const ModelEntry& entry) const {
  ModelCondition condition{.state = ModelState::here, .folder = folder, .problems = {}};
  std::size_t missing = 0;
  for (const ModelFile& file : entry.files) {
    const std::string path = file_in(folder, entry, file);
    std::error_code failed;
    const auto bytes = fs::file_size(path, failed);
    if (failed) {
      ++missing;
      condition.problems.push_back(fmt::format("{} is missing", path));
    } else if (bytes != file.bytes) {
      condition.problems.push_back(fmt::format("{} has {} bytes, not {}", path, bytes, file.bytes));
    }
  }
  if (missing == entry.files.size()) return {};
  if (!condition.problems.empty()) condition.state = ModelState::differs;
  return condition;
}

ModelCondition ModelStore::look(const ModelEntry& entry) const {
  ModelCondition first;
  for (const std::string& folder : folders_) {
    ModelCondition condition = look_in(folder, entry);
    if (condition.state == ModelState::here) return condition;
    // What somebody trained in place of a model that comes with the program goes before it.
    if (condition.state == ModelState::differs && !entry.is_fetched()) return condition;
    if (first.state == ModelState::missing) first = std::move(condition);
  }
  return first;
}

ModelCondition ModelStore::verify(const ModelEntry& entry) const {
  ModelCondition condition = look(entry);
  if (condition.state != ModelState::here) return condition;
  condition.state = ModelState::verified;
  for (const ModelFile& file : entry.files) {
    const std::string path = file_in(condition.folder, entry, file);
    const std::string hash = file_hash(path);
    if (hash == file.sha256) continue;
    condition.problems.push_back(fmt::format("{} has SHA-256 {}, not {}", path, hash, file.sha256));
    condition.state = ModelState::differs;
  }
  return condition;
}

std::optional<std::string> ModelStore::hash_of(std::string_view file) const {
  for (const ModelEntry& entry : models_) {
    for (const ModelFile& each : entry.files) {
      if (file != (entry.is_fetched() ? fmt::format("{}/{}", entry.name, each.name) : each.name)) continue;
      const ModelCondition condition = look(entry);
      const std::string path = file_in(condition.folder, entry, each);
      std::error_code unseen;
      if (condition.state == ModelState::missing || !fs::exists(path, unseen)) return std::nullopt;
      return file_hash(path);
    }
  }
  return std::nullopt;
}

std::string ModelStore::remedy(const ModelEntry& entry) const {
  if (entry.is_fetched()) return fmt::format("affect models fetch {}", entry.name);
  return "install the program again, or AFFECT_MODELS names the folder that holds it";
}

std::string ModelStore::path(std::string_view name, std::string_view file) const {
  const ModelEntry& entry = find(name);
  const auto found =
      std::find_if(entry.files.begin(), entry.files.end(), [&](const auto& each) { return each.name == file; });
  if (found == entry.files.end()) {
    std::vector<std::string> names;
    std::transform(entry.files.begin(), entry.files.end(), std::back_inserter(names),
                   [](const auto& each) { return each.name; });
    throw ModelError(fmt::format("the model has no file \"{}\"", file), {entry.name, 0, 0}, did_you_mean(file, names));
  }
  const ModelCondition condition = look(entry);
  if (condition.state == ModelState::missing) {
    throw ModelError(fmt::format("the model is not here; {} was looked for in {}", file_in("", entry, *found),
                                 fmt::join(folders_, ", ")),
                     {entry.name, 0, 0}, remedy(entry));
  }
  if (condition.state == ModelState::differs && entry.is_fetched()) {
    throw ModelError(fmt::format("the model is not whole: {}", condition.problems.front()), {entry.name, 0, 0},
                     remedy(entry));
  }
  return file_in(condition.folder, entry, *found);
}

}  // namespace affect::model
