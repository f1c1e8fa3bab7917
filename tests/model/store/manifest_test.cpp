// models/manifest.toml says what lies beside it.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

#include "affect/io/sha256.h"
#include "support/place.h"

namespace affect::model {
namespace {

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(Manifest, NamesEveryModelWithItsHashAndSize) {
  const std::filesystem::path folder = std::filesystem::path(test::source_dir()) / "models";
  const auto manifest = content(folder / "manifest.toml");
  std::size_t models = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().filename() == "manifest.toml") continue;
    ++models;
    const auto bytes = content(entry.path());
    const auto name = entry.path().filename().string();
    EXPECT_NE(manifest.find("file = \"" + name + "\""), std::string::npos) << name;
    EXPECT_NE(manifest.find("bytes = " + std::to_string(bytes.size()) + "\n"), std::string::npos) << name;
    EXPECT_NE(manifest.find("sha256 = \"" + io::sha256_hex(bytes) + "\""), std::string::npos) << name;
    EXPECT_LE(bytes.size(), 20'000'000u) << name;
  }
  EXPECT_EQ(models, 1u);
}

}  // namespace
}  // namespace affect::model
