/// What is built and found on this machine, and what to do next: `affect doctor`.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "affect/engine.h"
#include "affect/model/store/model_store.h"

namespace affect::cli {

struct Checkup {
  struct Variable {
    std::string name;
    std::string remark;  ///< where nothing reads it, what may have been meant; else empty
  };
  struct Model {
    std::string name, task, licence;
    std::uint64_t bytes = 0;
    model::ModelCondition condition;
    bool is_fetched = false, is_default = false;
    std::string remedy;  ///< what brings it here or mends it
  };
  struct OptionalProgram {
    std::string name, use;
    std::string path;  ///< empty where it is missing
  };

  std::string program, system, processor;
  unsigned threads = 0;
  std::vector<std::string> rooms;
  std::size_t components = 0, data_files = 0, results = 0;
  std::vector<Model> models;
  std::string model_folder;            ///< that affect models fetch writes to; empty where there is none
  std::uint64_t default_download = 0;  ///< bytes of the default models that are missing
  std::string data_folder;             ///< of the published data sets; empty where there is none
  std::vector<std::string> sets_here, sets_missing;
  std::string cache_folder;
  std::uint64_t cache_bytes = 0;
  std::string settings;             ///< the settings file in force, else empty
  std::vector<Variable> variables;  ///< AFFECT_... in the environment
  std::vector<OptionalProgram> programs;
  std::vector<std::string> next;  ///< what to do, a line each
};

/// Reads the manifest, the cache and the models that come with the program, of others the sizes; `config` is the
/// settings file that is named. Throws InputError.
Checkup check_up(const Engine& engine, const std::string& config);
std::string checkup_as_text(const Checkup& checkup);
std::string checkup_as_json(const Checkup& checkup);

}  // namespace affect::cli
