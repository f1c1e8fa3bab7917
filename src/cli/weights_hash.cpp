#include "cli/weights_hash.h"

#include "affect/model/store/model_store.h"

namespace affect::cli {

std::function<std::optional<std::string>(const std::string& file)> weights_hash(const Engine& engine) {
  return [&engine](const std::string& file) { return model::ModelStore::here(engine).hash_of(file); };
}

}  // namespace affect::cli
