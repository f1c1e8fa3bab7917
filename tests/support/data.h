/// Where the published data sets lie, for tests: AFFECT_DATA. They are never part of the repository.
#pragma once
#include <cstdlib>
#include <filesystem>
#include <string>

#include "support/needs.h"

namespace affect::test {

/// Full path of a file below AFFECT_DATA ("text/emobank/emobank.csv"), or empty where it is not at hand.
inline std::string data_path(const std::string& name) {
  const char* root = std::getenv("AFFECT_DATA");
  if (root == nullptr || *root == '\0') return {};
  const auto path = std::filesystem::path(root) / name;
  return std::filesystem::exists(path) ? path.string() : std::string{};
}

}  // namespace affect::test

/// Leaves a test that needs a data set where the set is absent, and says so.
#define AFFECT_NEEDS_DATA(variable, name)                     \
  const std::string variable = affect::test::data_path(name); \
  AFFECT_NEEDS(!(variable).empty(), "data", std::string(name) + " below AFFECT_DATA")
