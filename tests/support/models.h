/// Models that tests run: AFFECT_MODELS, a folder that `affect models fetch --default` filled.
#pragma once
#include <cstdlib>
#include <filesystem>
#include <string>

#include "support/needs.h"

namespace affect::test {

inline bool has_model(const std::string& name) {
  const char* models = std::getenv("AFFECT_MODELS");
  return models != nullptr && std::filesystem::exists(std::filesystem::path(models) / name);
}

}  // namespace affect::test

#define AFFECT_NEEDS_MODEL(name) \
  AFFECT_NEEDS(affect::test::has_model(name), "models", "AFFECT_MODELS: a folder that holds " name)
