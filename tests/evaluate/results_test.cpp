#include "affect/evaluate/results.h"

#include <fstream>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

#include "affect/error.h"
#include "support/place.h"

namespace affect::evaluate {
void register_all(Engine& engine);
namespace {

RunResult example() {
  RunResult result;
  result.split = "test";
  result.figures = {{.name = "lexicon: \"F1\"", .value = 0.1, .low = 0.05, .high = 0.2, .n = 40, .unit = ""},
                    {.name = "loss", .value = 1.5, .low = {}, .high = {}, .n = 40, .unit = "nat"}};
  result.data = {{"b.csv", std::string(64, 'b')}, {"a.csv", std::string(64, 'a')}};
  return result;
}

Card card(int number) {
  Card card;
  card.number = number;
  card.name = "example";
  return card;
}

const Provenance kFrom{"0123456789abcdef", "affect run 007", "A CPU", "2026-01-31"};

TEST(Results, ReadBackWhatWasWritten) {
  const std::string text = write_result(card(7), example(), kFrom);
  const SystemResult back = read_result(text, "results/007.json");
  EXPECT_EQ(back.number, 7);
  EXPECT_EQ(back.split, "test");
  ASSERT_EQ(back.figures.size(), 2u);
  EXPECT_EQ(back.figures[0].name, "lexicon: \"F1\"");
  EXPECT_EQ(back.figures[0].low, 0.05);
  EXPECT_EQ(back.figures[1].unit, "nat");
  EXPECT_FALSE(back.figures[1].low.has_value());
  EXPECT_EQ(back.data[0].name, "a.csv") << "files are in order of name";
  EXPECT_EQ(back.provenance.cpu, "A CPU");
}

TEST(Results, RefuseAHashThatIsNotOfTheData) {
  std::string text = write_result(card(7), example(), kFrom);
  text.replace(text.find("a.csv"), 5, "c.csv");
  EXPECT_THROW(read_result(text, "results/007.json"), InputError);
  EXPECT_THROW(read_result("{}", "results/007.json"), InputError);
  EXPECT_THROW(read_result("not", "results/007.json"), InputError);
}

TEST(Results, DescribeAlignsFigures) {
  const auto lines = describe(example());
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0], "lexicon: \"F1\"  0.1000  [0.0500, 0.2000]  n = 40");
  EXPECT_EQ(lines[1], "loss           1.5000 nat  n = 40");
}

TEST(Results, ABenchFigureMayStandAlone) {
  const auto figures = read_bench(
      R"({"figures":[{"what":"parse","value":200,"unit":"MB/s","cpu":"A CPU","command":"bench"},
                     {"what":"score","value":9,"peer":3,"ratio":3,"unit":"s","cpu":"A CPU","command":"bench"}]})",
      "results/bench/x.json");
  ASSERT_EQ(figures.size(), 2u);
  EXPECT_FALSE(figures[0].peer.has_value());
  EXPECT_EQ(figures[1].ratio, 3.0);
}

TEST(Results, ABenchFileMayBeOneRow) {
  const auto figures = read_bench(
      R"({"what":"score","ours":9,"peer":3,"ratio":3,"unit":"1/s","extra":1,"cpu":"A CPU","command":"bench"})",
      "results/bench/x.json");
  ASSERT_EQ(figures.size(), 1u);
  EXPECT_EQ(figures[0].value, 9);
  EXPECT_THROW(read_bench(R"({"what":"score"})", "results/bench/x.json"), InputError);
}

TEST(ResultsPage, ShowsWhatTheFilesHold) {
  Engine::Configuration configuration;
  configuration.data["results/021.json"] = write_result(card(21), example(), kFrom);
  configuration.data["results/bench/x.json"] =
      R"({"figures":[{"what":"a|b","value":200,"peer":100,"peer_name":"theirs","ratio":2,"unit":"MB/s","cpu":"A CPU","command":"bench"}]})";
  const Engine engine(std::move(configuration));
  const std::string page = results_page(engine);
  EXPECT_NE(page.find("119 systems. Status: 0 reproduced, 1 works"), std::string::npos);
  EXPECT_NE(page.find("| lexicon: \"F1\" | 0.100 | 0.050 to 0.200 | 40 |"), std::string::npos);
  EXPECT_NE(page.find("recalled, not yet read"), std::string::npos);
  EXPECT_NE(page.find("| a\\|b | 200 MB/s | 100 MB/s (theirs) | 2 |"), std::string::npos);
}

TEST(ResultsPage, IsUpToDate) {
  std::ifstream file(test::source_dir() + "/docs/RESULTS.md", std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  Engine engine;
  register_all(engine);
  EXPECT_EQ(text.str(), results_page(engine)) << "make it again: ./affect systems --results > docs/RESULTS.md";
}

}  // namespace
}  // namespace affect::evaluate
