#include "affect/evaluate/systems_map.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "affect/error.h"
#include "support/place.h"

namespace affect::evaluate {
namespace {

TEST(SystemsMap, EveryCardHasATaskAndAMethodAndEachOfTheseACard) {
  const Engine engine;
  const SystemsMap map = systems_map(engine);
  ASSERT_EQ(map.cards.size(), 119u);
  for (const MapTopic& task : map.tasks) EXPECT_FALSE(map.of(task.name).empty()) << task.name;
  for (const MapTopic& method : map.methods) EXPECT_FALSE(map.of({}, method.name).empty()) << method.name;
  for (const Card& card : map.cards) {
    EXPECT_EQ(std::set<std::string>(card.tasks.begin(), card.tasks.end()).size(), card.tasks.size()) << card.name;
    EXPECT_FALSE(card.methods.empty()) << card.name;
  }
}

TEST(SystemsMap, FindsCardsByTaskAndMethod) {
  const Engine engine;
  const SystemsMap map = systems_map(engine);
  const auto both = map.of("emotional_support", "search_and_planning");
  ASSERT_EQ(both.size(), 2u);
  EXPECT_EQ(both[0]->number, 46);
  EXPECT_EQ(both[1]->number, 62);
}

TEST(SystemsMap, RefusesWhatTheListHasNot) {
  const Engine shipped;
  const auto fault = [&](const std::string& file, const std::string& from, const std::string& to) -> std::string {
    Engine::Configuration configuration;
    std::string text(shipped.data(file));
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    configuration.data[file] = text.replace(at, from.size(), to);
    const Engine engine(std::move(configuration));
    try {
      systems_map(engine);
    } catch (const ConfigError& error) {
      return error.what();
    }
    return "none";
  };
  EXPECT_NE(fault("systems/021-emotionlines.toml", "emotion_in_conversation", "emotion_in_conversations")
                .find("no task is called emotion_in_conversations (did you mean emotion_in_conversation?)"),
            std::string::npos);
  EXPECT_NE(fault("systems_map.toml", "name = \"emotion_labels\"", "name = \"sentiment\"").find("stands twice"),
            std::string::npos);
  EXPECT_NE(fault("systems_map.toml", "family = \"understanding\"", "family = \"seeing\"").find("\"family\" is not"),
            std::string::npos);
  EXPECT_NE(fault("systems_map.toml", "what = ", "says = ").find("\"what\" is missing"), std::string::npos);
}

TEST(SystemsMap, ThePageIsUpToDate) {
  std::ifstream file(test::source_dir() + "/docs/systems_map.md", std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  const Engine engine;
  EXPECT_EQ(text.str(), systems_map_page(engine)) << "make it again: ./affect systems --map > docs/systems_map.md";
}

}  // namespace
}  // namespace affect::evaluate
