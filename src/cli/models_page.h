/// What `affect models` prints.
#pragma once
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "affect/model/store/model_store.h"

namespace affect::cli {

struct SeenModel {
  const model::ModelEntry* entry;
  model::ModelCondition condition;
};

/// A line a model.
std::string models_table(const std::vector<SeenModel>& models);
/// All that the manifest says, and where it lies.
std::string models_in_full(const model::ModelStore& store, const std::vector<SeenModel>& models);
std::string models_as_json(const model::ModelStore& store, const std::vector<SeenModel>& models);
/// What `verify` found, with what is wrong.
std::string checks_table(const std::vector<SeenModel>& models);
/// Sizes and licences of what is to be downloaded, and their sum.
std::string download_plan(const std::vector<SeenModel>& models, const std::string& folder);
std::string paths_as_json(const std::vector<std::string>& paths);
/// Names and the bytes that were freed.
std::string freed_as_text(const std::vector<std::pair<std::string, std::uint64_t>>& freed);
std::string freed_as_json(const std::vector<std::pair<std::string, std::uint64_t>>& freed);

}  // namespace affect::cli
