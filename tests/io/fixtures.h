/// The fixtures of tests/io/fixtures/<format>/: a file or folder each, and what is expected of it in
/// <fixture>.expect.toml beside it.
#pragma once
#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "support/place.h"

namespace affect::test {

inline constexpr std::string_view kExpect = ".expect.toml";

inline std::filesystem::path fixture_folder() { return std::filesystem::path(source_dir()) / "tests/io/fixtures"; }

/// "whatsapp/ios.txt" for each.
inline std::vector<std::string> fixtures() {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(fixture_folder())) {
    const std::string name = std::filesystem::relative(entry.path(), fixture_folder()).generic_string();
    if (name.ends_with(kExpect)) found.push_back(name.substr(0, name.size() - kExpect.size()));
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace affect::test
