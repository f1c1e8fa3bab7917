// System 004 on 30 people of WASSA's dev split: what is found stands beside as many points at random.
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "affect/error.h"
#include "affect/evaluate/results.h"
#include "affect/evaluate/system.h"
#include "support/data.h"

namespace affect::io {
void register_all(Engine& engine);
}
namespace affect::perceive::text {
void register_all(Engine& engine);
}
namespace affect::understand::trajectory {
void register_all(Engine& engine);
}
namespace affect::evaluate {
void register_all(Engine& engine);
namespace {

class System004 : public testing::Test {
 protected:
  System004() {
    io::register_all(engine_);
    perceive::text::register_all(engine_);
    understand::trajectory::register_all(engine_);
    register_all(engine_);
  }
  RunResult run(const RunOptions& options) {
    Diagnostics diagnostics;
    return run_card(engine_, find_card(engine_, "004"), options, diagnostics);
  }

  Engine engine_;
};

TEST_F(System004, SaysWhatIsMissing) { EXPECT_THROW(run({.quick = true}), ConfigError); }

TEST_F(System004, HasAFileOfRecord) {
  const auto record = find_result(engine_, find_card(engine_, "004"));
  ASSERT_TRUE(record.has_value());
  EXPECT_GT(record->figures.size(), 20u);
}

TEST_F(System004, Quick) {
  AFFECT_NEEDS_DATA(folder, "text/wassa2023");
  const auto result = run({.quick = true, .data_root = folder.substr(0, folder.rfind("/text/")), .file = {}});
  ASSERT_EQ(result.lines.size(), 1u);
  EXPECT_EQ(result.lines[0], "WASSA: 30 people, 18 lasting changes in the gold");
  std::map<std::string, double> figures;
  for (const Figure& figure : result.figures) {
    EXPECT_TRUE(figures.emplace(figure.name, figure.value).second) << "two figures have one name";
    EXPECT_GE(figure.value, 0) << figure.name;
    EXPECT_LE(figure.value, 1) << figure.name;
  }
  for (const std::string perceiver : {"lexicon", "emotion"}) {
    const auto f1 = [&](const char* within) {
      return figures.at("WASSA, " + perceiver + ": location F1 within " + within + " turns");
    };
    EXPECT_LE(f1("0"), f1("1"));
    EXPECT_LE(f1("1"), f1("2"));
    EXPECT_LE(figures.at("WASSA, as many as " + perceiver + " at random: location F1 within 2 turns"), 0.3);
  }
}

}  // namespace
}  // namespace affect::evaluate
