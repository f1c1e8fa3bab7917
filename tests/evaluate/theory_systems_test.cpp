// Systems 059 and 063: the map of tasks, and theories as taxonomies with a map that is tried on other lines.
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
namespace affect::evaluate {
void register_all(Engine& engine);
namespace {

std::map<std::string, Figure> figures_of(const std::string& card, const RunOptions& options) {
  Engine engine;
  io::register_all(engine);
  register_all(engine);
  Diagnostics diagnostics;
  const auto result = run_card(engine, find_card(engine, card), options, diagnostics);
  std::map<std::string, Figure> figures;
  for (const Figure& figure : result.figures) figures[figure.name] = figure;
  EXPECT_EQ(figures.size(), result.figures.size()) << "two figures have one name";
  EXPECT_FALSE(result.data.empty());
  return figures;
}

TEST(System059, EveryTaskAndMethodOfTheSurveyHasACard) {
  const auto figures = figures_of("059", {.quick = true, .data_root = {}, .file = {}});
  EXPECT_EQ(figures.at("tasks that the survey names and a card has").value, 1);
  EXPECT_EQ(figures.at("methods that the survey names and a card has").value, 1);
  EXPECT_EQ(figures.at("all tasks of the map that a card has").value, 1);
  const double pairs = figures.at("pairs of a task and a method of the survey that a card has").value;
  EXPECT_GT(pairs, 0.3);
  EXPECT_LT(pairs, 1);
}

TEST(System063, SaysWhatIsMissing) {
  EXPECT_THROW(figures_of("063", {.quick = true, .data_root = {}, .file = {}}), ConfigError);
}

TEST(System063, ACountedMapTellsMoreThanNames) {
  AFFECT_NEEDS_DATA(folder, "text/meld");
  const auto figures =
      figures_of("063", {.quick = true, .data_root = folder.substr(0, folder.rfind("/text/")), .file = {}});
  EXPECT_EQ(figures.at("cells of the shipped map that these lines do not give").value, 0);
  EXPECT_NEAR(figures.at("lost from meld to emorynlp").value, 2.44, 0.01);
  EXPECT_GT(figures.at("by the map counted on other lines: accuracy").value,
            figures.at("by names alike: accuracy").value);
  EXPECT_GT(figures.at("by names alike: accuracy").value, figures.at("always neutral: accuracy").value);
  EXPECT_LT(figures.at("the same by the map counted on other lines").value,
            figures.at("surprise at EmoryNLP's label by how frequent it is").value);
}

}  // namespace
}  // namespace affect::evaluate
