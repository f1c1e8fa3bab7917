#include "affect/model/store/model_store.h"

#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "affect/error.h"
#include "affect/io/sha256.h"

namespace affect::model {
namespace {

namespace fs = std::filesystem;

class Store : public testing::Test {
 protected:
  Store() {
    std::string pattern = (fs::temp_directory_path() / "affect-store-XXXXXX").string();
    root_ = mkdtemp(pattern.data());
  }
  ~Store() override { fs::remove_all(root_); }

  std::string folder(const std::string& name) const { return (root_ / name).string(); }
  void write(const std::string& name, const std::string& bytes) const {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << bytes;
  }
  ModelStore store() const {
    ModelEntry shipped{.name = "shipped", .task = "t", .licence = "MIT", .origin = "o"};
    shipped.files = {{"shipped.bin", 3, io::sha256_hex("abc"), {}}};
    ModelEntry fetched{.name = "fetched", .task = "t", .licence = "MIT", .origin = "o"};
    fetched.packages = {{"pypi", "p", "1", "p.whl", 10, std::string(64, '0')}};
    fetched.files = {{"one.bin", 3, io::sha256_hex("abc"), {{0, "m"}}},
                     {"two.bin", 2, io::sha256_hex("de"), {{0, "n"}}}};
    return {{shipped, fetched}, folder("own"), {folder("program"), folder("own"), folder("sources")}};
  }
  ModelState state(const std::string& name) const { return store().look(store().find(name)).state; }

  fs::path root_;
};

TEST_F(Store, FoldersAreSearchedInOrder) {
  EXPECT_EQ(store().folders(), (std::vector{folder("own"), folder("program"), folder("sources")}));
  write("sources/shipped.bin", "abc");
  EXPECT_EQ(store().path("shipped", "shipped.bin"), folder("sources/shipped.bin"));
  write("own/shipped.bin", "a longer one that somebody trained");
  EXPECT_EQ(store().path("shipped", "shipped.bin"), folder("own/shipped.bin"));
  EXPECT_EQ(state("shipped"), ModelState::differs);
}

TEST_F(Store, WhatIsFetchedIsWhole) {
  write("own/fetched/one.bin", "abc");
  EXPECT_EQ(state("fetched"), ModelState::differs);
  EXPECT_THROW(store().path("fetched", "one.bin"), ModelError) << "two.bin is missing";
  write("sources/fetched/one.bin", "abc");
  write("sources/fetched/two.bin", "de");
  EXPECT_EQ(store().path("fetched", "one.bin"), folder("sources/fetched/one.bin"));
  write("own/fetched/two.bin", "dx");
  EXPECT_EQ(state("fetched"), ModelState::here);
  const auto checked = store().verify(store().find("fetched"));
  EXPECT_EQ(checked.state, ModelState::differs);
  ASSERT_EQ(checked.problems.size(), 1u);
  EXPECT_TRUE(checked.problems[0].starts_with(folder("own/fetched/two.bin") + " has SHA-256 ")) << checked.problems[0];
}

TEST_F(Store, SaysWhatIsMissingWhereAndWhatMendsIt) {
  const auto what = [&](const std::string& name, const std::string& file) -> std::string {
    try {
      return store().path(name, file);
    } catch (const ModelError& error) {
      return error.what();
    }
  };
  EXPECT_EQ(
      what("fetched", "one.bin"),
      fmt::format("fetched: the model is not here; fetched/one.bin was looked for in {}, {}, {} (affect models fetch "
                  "fetched)",
                  folder("own"), folder("program"), folder("sources")));
  EXPECT_NE(what("shipped", "shipped.bin").find("AFFECT_MODELS names the folder that holds it"), std::string::npos);
  EXPECT_NE(what("fetched", "on.bin").find("the model has no file \"on.bin\" (did you mean one.bin?)"),
            std::string::npos);
  EXPECT_THROW(store().find("fetcht"), ConfigError);
}

TEST_F(Store, HashesAreOfFilesAsComponentsNameThem) {
  EXPECT_EQ(store().hash_of("shipped.bin"), std::nullopt);
  write("program/shipped.bin", "abc");
  write("program/fetched/two.bin", "de");
  EXPECT_EQ(store().hash_of("shipped.bin"), io::sha256_hex("abc"));
  EXPECT_EQ(store().hash_of("fetched/two.bin"), io::sha256_hex("de"));
  EXPECT_EQ(store().hash_of("fetched/one.bin"), std::nullopt);
  EXPECT_EQ(store().hash_of("two.bin"), std::nullopt);
}

TEST_F(Store, OnlyWhatWasFetchedIsRemoved) {
  write("own/fetched/one.bin", "abc");
  write("own/fetched.part/p.whl", "0123");
  write("sources/fetched/one.bin", "abc");
  EXPECT_EQ(store().remove("fetched"), 7u);
  EXPECT_FALSE(fs::exists(folder("own/fetched")));
  EXPECT_FALSE(fs::exists(folder("own/fetched.part")));
  EXPECT_TRUE(fs::exists(folder("sources/fetched/one.bin")));
  EXPECT_EQ(store().remove("fetched"), 0u);
  EXPECT_THROW(store().remove("shipped"), ConfigError);
}

TEST_F(Store, WithoutAFolderOfItsOwnItStillReads) {
  write("program/shipped.bin", "abc");
  const ModelStore only({store().find("shipped"), store().find("fetched")}, "", {folder("program")});
  EXPECT_EQ(only.path("shipped", "shipped.bin"), folder("program/shipped.bin"));
  EXPECT_THROW(only.fetch("fetched", {}), IoError);
}

}  // namespace
}  // namespace affect::model
