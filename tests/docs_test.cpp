// Every command in a ```sh block of README.md, HACKING.md and docs/ is run as written, from the top of a copy
// of the checkout in which ./affect is the program just built. "```sh data" needs AFFECT_DATA; "```sh long"
// is not run here.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "affect/affect.h"
#include "affect/model/text/text_encoder.h"
#include "support/models.h"
#include "support/place.h"

namespace {

namespace fs = std::filesystem;
const fs::path kSource = affect::test::source_dir();

struct Block {
  int line = 0;
  std::string kind;  ///< what stands after ```sh
  std::string commands;
};

std::vector<Block> shell_blocks(const fs::path& page) {
  std::vector<Block> blocks;
  std::ifstream file(page);
  bool inside = false;
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (!inside && (line == "```sh" || line.starts_with("```sh "))) {
      blocks.push_back({number + 1, line.substr(std::min<std::size_t>(6, line.size())), ""});
      inside = true;
    } else if (inside && line.starts_with("```")) {
      inside = false;
    } else if (inside) {
      blocks.back().commands += line + "\n";
    }
  }
  return blocks;
}

std::vector<std::string> pages() {
  std::vector<std::string> found;
  for (const char* page : {"README.md", "HACKING.md", "examples/README.md"}) {
    if (fs::exists(kSource / page)) found.emplace_back(page);
  }
  for (const auto& entry : fs::recursive_directory_iterator(kSource / "docs")) {
    if (entry.path().extension() == ".md") found.push_back(fs::relative(entry.path(), kSource).generic_string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

/// A folder that looks like the checkout to a reader of the docs.
class Checkout {
 public:
  Checkout() {
    std::string pattern = (fs::temp_directory_path() / "affect-docs-XXXXXX").string();
    root_ = mkdtemp(pattern.data());
    fs::copy(kSource / "examples", root_ / "examples", fs::copy_options::recursive);
    for (const char* shared : {"docs", "data", "systems", "results", "include", "src", "tests", "tools"}) {
      fs::create_directory_symlink(kSource / shared, root_ / shared);
    }
    std::ofstream(root_ / "affect") << "#!/bin/sh\nexec \"" << affect::test::program() << "\" \"$@\"\n";
    fs::permissions(root_ / "affect", fs::perms::owner_all);
  }
  ~Checkout() { fs::remove_all(root_); }

  int run(const std::string& commands) const {
    std::ofstream(root_ / "commands.sh") << "set -euo pipefail\n" << commands;
    const auto command =
        "cd '" + root_.string() + "' && XDG_CONFIG_HOME=$PWD/settings bash commands.sh > output.txt 2>&1 < /dev/null";
    return std::system(command.c_str());
  }
  std::string output() const {
    std::ifstream file(root_ / "output.txt");
    return {std::istreambuf_iterator<char>(file), {}};
  }

 private:
  fs::path root_;
};

class Docs : public testing::TestWithParam<std::string> {};

TEST_P(Docs, CommandsRunAsWritten) {
  const char* data = std::getenv("AFFECT_DATA");
  affect::Engine engine;
  affect::register_all(engine);
  const bool models =
      affect::test::has_model("all-minilm-l6-v2") && !engine.components<affect::model::TextEncoder>().empty();
  const Checkout checkout;
  for (const auto& block : shell_blocks(kSource / GetParam())) {
    if (block.kind == "models" && !models) continue;
    if (block.kind == "long" || (block.kind == "data" && (data == nullptr || *data == '\0'))) continue;
    // The two set-up commands are what runs this test.
    if (block.commands.find("./check") != std::string::npos) continue;
    // What removes models must find none of the user's.
    const std::string own = block.kind == "models" ? "" : "export AFFECT_MODELS=$PWD/models\n";
    EXPECT_EQ(checkout.run(own + block.commands), 0) << GetParam() << ":" << block.line << "\n"
                                                     << block.commands << checkout.output();
  }
}

std::string test_name(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Pages, Docs, testing::ValuesIn(pages()), test_name);

TEST(Docs, LinksInsideTheRepositoryHold) {
  for (const auto& page : pages()) {
    std::ifstream file(kSource / page);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    for (std::size_t at = text.find("]("); at != std::string::npos; at = text.find("](", at + 2)) {
      auto target = text.substr(at + 2, text.find(')', at) - at - 2);
      target = target.substr(0, target.find('#'));
      // A lambda in a code block looks like a link with spaces in its target.
      if (target.empty() || target.find_first_of(" ,") != std::string::npos ||
          target.find("://") != std::string::npos) {
        continue;
      }
      EXPECT_TRUE(fs::exists((kSource / page).parent_path() / target)) << page << " links to " << target;
    }
  }
}

}  // namespace
