#include "cli/model_files.h"

#include <filesystem>
#include <string_view>

#include <toml++/toml.h>

#include "affect/error.h"
#include "affect/io/sha256.h"
#include "affect/io/source.h"
#include "affect/model/store/model_folder.h"
#include "io/whole_text.h"

namespace affect::cli {
namespace {

/// Empty where it is missing.
std::string path_of_model(const std::string& file) {
  try {
    std::string path = model::model_path(file);
    std::error_code unseen;
    return std::filesystem::exists(path, unseen) ? path : std::string();
  } catch (const ModelError&) {
    return {};
  }
}

ModelFile examined(const toml::table& entry) {
  ModelFile model;
  model.name = entry["name"].value_or(std::string());
  model.task = entry["task"].value_or(std::string());
  model.licence = entry["licence"].value_or(std::string());
  const std::string file = entry["file"].value_or(std::string());
  model.path = path_of_model(file);
  if (model.path.empty()) return model;
  std::error_code unseen;
  model.bytes = std::filesystem::file_size(model.path, unseen);
  const bool same = model_hash(file) == entry["sha256"].value<std::string>();
  model.state = same ? ModelFile::State::verified : ModelFile::State::differs;
  return model;
}

}  // namespace

std::optional<std::string> model_hash(const std::string& file) {
  const std::string path = path_of_model(file);
  if (path.empty()) return std::nullopt;
  const auto source = io::open_source(path);
  io::Sha256 hash;
  std::string block(64u << 10, '\0');
  while (const std::size_t size = source->read(block.data(), block.size())) {
    hash.update(std::string_view(block).substr(0, size));
  }
  return hash.hex();
}

std::vector<ModelFile> model_files() {
  const std::string manifest = path_of_model("manifest.toml");
  if (manifest.empty()) return {};
  std::vector<ModelFile> models;
  try {
    const toml::table table = toml::parse(io::whole_text(manifest, "a manifest is a few lines of TOML"), manifest);
    if (const auto* entries = table["model"].as_array()) {
      for (const toml::node& entry : *entries) {
        if (const auto* of_model = entry.as_table()) models.push_back(examined(*of_model));
      }
    }
  } catch (const toml::parse_error& error) {
    throw InputError(std::string(error.description()), {manifest, error.source().begin.line},
                     "AFFECT_MODELS names the folder of the model files");
  }
  return models;
}

}  // namespace affect::cli
