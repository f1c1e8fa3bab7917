// System 059, a survey of affective computing with language models. Nothing is to be perceived: here is its map of
// tasks and methods over the published systems, and how much of it they cover.
#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "affect/evaluate/system.h"
#include "affect/evaluate/systems_map.h"
#include "affect/io/sha256.h"

namespace affect::evaluate {
namespace {

/// What the figures are computed from: which card has which tasks and methods.
std::string lines_of(const SystemsMap& map) {
  std::string lines;
  for (const Card& card : map.cards) {
    lines += card.id();
    for (const auto* names : {&card.tasks, &card.methods}) {
      for (const std::string& name : *names) lines += " " + name;
    }
    lines += '\n';
  }
  return lines;
}

class AffectiveTaskMapSystem : public System {
 public:
  RunResult run(const Engine& engine, const RunOptions& /*options*/, Diagnostics& /*diagnostics*/) const override {
    const SystemsMap map = systems_map(engine);
    RunResult result;
    result.split = fmt::format("{} cards", map.cards.size());
    result.data = {{"systems_map.toml", io::sha256_hex(engine.data("systems_map.toml"))},
                   {"systems: tasks and methods of the cards", io::sha256_hex(lines_of(map))}};
    const auto has_card = [&](const MapTopic& topic, bool task) {
      return !(task ? map.of(topic.name) : map.of({}, topic.name)).empty();
    };
    add_share(
        "tasks that the survey names and a card has", map.tasks, true,
        [&](const MapTopic& topic) { return has_card(topic, true); }, result);
    add_share(
        "methods that the survey names and a card has", map.methods, true,
        [&](const MapTopic& topic) { return has_card(topic, false); }, result);
    add_share(
        "all tasks of the map that a card has", map.tasks, false,
        [&](const MapTopic& topic) { return has_card(topic, true); }, result);
    add_pairs(map, result);
    return result;
  }

 private:
  template <class Holds>
  static void add_share(const std::string& name, const std::vector<MapTopic>& topics, bool of_survey, Holds holds,
                        RunResult& result) {
    std::size_t n = 0, held = 0;
    for (const MapTopic& topic : topics) {
      if (of_survey && !topic.survey) continue;
      ++n;
      held += holds(topic);
    }
    result.figures.push_back({.name = name, .value = static_cast<double>(held) / static_cast<double>(n), .n = n});
  }

  /// Of the survey's tasks by its methods: the pairs that some card has, and those that none has.
  static void add_pairs(const SystemsMap& map, RunResult& result) {
    std::size_t n = 0, held = 0;
    for (const MapTopic& task : map.tasks) {
      for (const MapTopic& method : map.methods) {
        if (!task.survey || !method.survey) continue;
        ++n;
        const bool found = !map.of(task.name, method.name).empty();
        held += found;
        if (!found) result.lines.push_back(fmt::format("no card has {} by {}", task.name, method.name));
      }
    }
    result.figures.push_back({.name = "pairs of a task and a method of the survey that a card has",
                              .value = static_cast<double>(held) / static_cast<double>(n),
                              .n = n});
  }
};

}  // namespace

void register_affective_task_map(Engine& engine) {
  engine.add<System>({.name = "affective_task_map",
                      .room = "evaluate",
                      .what = "Tasks by methods over the published systems, and what of a survey's map they cover",
                      .units = "shares [0, 1]",
                      .source = "059",
                      .options = {}},
                     [](const Engine&, const Options&) { return std::make_unique<AffectiveTaskMapSystem>(); });
}

}  // namespace affect::evaluate
