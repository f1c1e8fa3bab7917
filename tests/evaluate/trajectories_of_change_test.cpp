// System 098: the messages lie in the program, so that it runs anywhere.
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "affect/evaluate/results.h"
#include "affect/evaluate/system.h"

namespace affect::io {
void register_all(Engine& engine);
}
namespace affect::evaluate {
void register_all(Engine& engine);
namespace {

TEST(System098, Quick) {
  Engine engine;
  io::register_all(engine);
  register_all(engine);
  Diagnostics diagnostics;
  const auto result =
      run_card(engine, find_card(engine, "098"), {.quick = true, .data_root = {}, .file = {}}, diagnostics);
  std::map<std::string, double> figures;
  for (const Figure& figure : result.figures) {
    EXPECT_TRUE(figures.emplace(figure.name, figure.value).second) << "two figures have one name";
  }
  EXPECT_EQ(figures.at("strongest shift, year"), 1823);
  EXPECT_LE(figures.at("in any order: p of the strongest shift"), 0.05);
  EXPECT_GT(figures.at("blocks of 8 in any order: p of the strongest shift"), 0.05) << "presidents follow one another";
  EXPECT_LE(figures.at("shuffled years: streams with a shift, p <= 0.05"), 0.25);
  EXPECT_EQ(figures.at("planted, 10 % of words: shift found, p <= 0.05"), 1);
  EXPECT_LE(figures.at("planted, 10 % of words: median rank of the five words among those that rise"), 10);
}

TEST(System098, HasAFileOfRecord) {
  Engine engine;
  register_all(engine);
  const auto record = find_result(engine, find_card(engine, "098"));
  ASSERT_TRUE(record.has_value());
  EXPECT_GE(record->figures.size(), 20u);
}

}  // namespace
}  // namespace affect::evaluate
