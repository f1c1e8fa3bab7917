// models/manifest.toml says what lies beside it; what no manifest may say is refused with its place.
#include "affect/model/store/manifest.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "affect/error.h"
#include "affect/io/sha256.h"
#include "support/place.h"

namespace affect::model {
namespace {

std::string content(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

const std::filesystem::path& models_folder() {
  static const std::filesystem::path kFolder = std::filesystem::path(test::source_dir()) / "models";
  return kFolder;
}

TEST(Manifest, NamesEveryModelOfItsFolderWithItsHashAndSize) {
  std::set<std::string> on_disk, named;
  for (const auto& entry : std::filesystem::directory_iterator(models_folder())) {
    if (entry.path().filename() != "manifest.toml") on_disk.insert(entry.path().filename().string());
  }
  for (const ModelEntry& entry : parse_manifest(content(models_folder() / "manifest.toml"), "manifest.toml")) {
    EXPECT_FALSE(entry.data.empty()) << entry.name << ": what is it trained on?";
    if (entry.is_fetched()) continue;
    for (const ModelFile& file : entry.files) {
      named.insert(file.name);
      const auto bytes = content(models_folder() / file.name);
      EXPECT_EQ(bytes.size(), file.bytes);
      EXPECT_EQ(io::sha256_hex(bytes), file.sha256);
      EXPECT_LE(bytes.size(), 20'000'000u) << file.name;
    }
  }
  EXPECT_EQ(named, on_disk);
}

const std::string kHash(64, 'a');

std::string whole_entry() {
  return fmt::format(
      "[[model]]\nname = \"tiny\"\ntask = \"t\"\nlicence = \"MIT\"\norigin = \"o\"\n"
      "[[model.package]]\nregistry = \"pypi\"\nname = \"p\"\nversion = \"1\"\nfile = \"p.whl\"\nbytes = 10\nsha256 = "
      "\"{0}\"\n"
      "[[model.file]]\nname = \"f.bin\"\nbytes = 20\nsha256 = \"{0}\"\nparts = [{{ package = \"p\", member = \"m/f\" "
      "}}]\n",
      kHash);
}

TEST(Manifest, ReadsWhatItSays) {
  const auto models = parse_manifest(whole_entry(), "m.toml");
  ASSERT_EQ(models.size(), 1u);
  EXPECT_TRUE(models[0].is_fetched());
  EXPECT_FALSE(models[0].is_default);
  EXPECT_EQ(models[0].download_bytes(), 10u);
  EXPECT_EQ(models[0].bytes(), 20u);
  EXPECT_EQ(models[0].files[0].parts[0].member, "m/f");
  EXPECT_TRUE(parse_manifest("", "m.toml").empty());
}

struct WrongManifest {
  std::string old, now, what;
};

class WrongManifests : public testing::TestWithParam<WrongManifest> {};

TEST_P(WrongManifests, AreRefusedWithTheirPlace) {
  std::string text = whole_entry();
  const std::size_t at = text.find(GetParam().old);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, GetParam().old.size(), GetParam().now);
  try {
    parse_manifest(text, "m.toml");
    FAIL() << text;
  } catch (const InputError& error) {
    EXPECT_NE(error.message().find(GetParam().what), std::string::npos) << error.what();
    EXPECT_EQ(error.place().file, "m.toml");
    EXPECT_GT(error.place().line, 0u);
    EXPECT_FALSE(error.hint().empty());
  }
}

INSTANTIATE_TEST_SUITE_P(
    Texts, WrongManifests,
    testing::Values(WrongManifest{"name = \"tiny\"", "name = \"../tiny\"", "name is no plain name of a file"},
                    WrongManifest{"name = \"tiny\"", "name = \"-rf\"", "name is no plain name"},
                    WrongManifest{"name = \"tiny\"", "name = 7", "name is no text"},
                    WrongManifest{"name = \"tiny\"", "name = \"ti", "string"},
                    WrongManifest{"name = \"f.bin\"", "name = \"a/f.bin\"", "name is no plain name"},
                    WrongManifest{"name = \"f.bin\"", "name = \".f\"", "name is no plain name"},
                    WrongManifest{"file = \"p.whl\"", "file = \"/etc/p.whl\"", "file is no plain name"},
                    WrongManifest{"task = \"t\"", "tasks = \"t\"", "a model of a manifest has no key tasks"},
                    WrongManifest{"task = \"t\"", "default = 1\ntask = \"t\"", "default is neither true nor false"},
                    WrongManifest{"licence = \"MIT\"\n", "", "a model of a manifest has no licence"},
                    WrongManifest{"\"pypi\"", "\"other\"", "registry other is not known"},
                    WrongManifest{"[[model]]", "[[\1model]]", "bare key starting character"},
                    WrongManifest{"[[model]]", "[[=model]]", "bare key starting character"},
                    WrongManifest{"bytes = 20", "bytes = 0", "bytes is no number from 1"},
                    WrongManifest{"bytes = 20", "bytes = 99999999999999", "bytes is no number from 1"},
                    WrongManifest{"bytes = 20", "bytes = -1", "bytes is no number from 1"},
                    WrongManifest{"aaaa\"", "aaaA\"", "sha256 is not 64 hexadecimal digits"},
                    WrongManifest{"package = \"p\"", "package = \"q\"", "the model has no package q"},
                    WrongManifest{"parts = [", "x = [", "has no key x"},
                    WrongManifest{"[[model.file]]", "[model.file]", "file is no list"},
                    WrongManifest{"[[model.package]]", "[[model.data]]", "the model has no package p"}));

TEST(Manifest, NamesStandOnce) {
  EXPECT_THROW(parse_manifest(whole_entry() + whole_entry(), "m.toml"), InputError);
  const std::string package = whole_entry().substr(whole_entry().find("[[model.package]]"));
  EXPECT_THROW(parse_manifest(whole_entry() + package, "m.toml"), InputError);
}

}  // namespace
}  // namespace affect::model
