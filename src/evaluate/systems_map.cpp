#include "affect/evaluate/systems_map.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/nearest_name.h"
#include "io/check_references.h"
#include "io/toml_keys.h"

namespace affect::evaluate {
namespace {

constexpr std::string_view kMapFile = "systems_map.toml";
constexpr std::array<std::string_view, 3> kFamilies{"understanding", "generation", "evaluation"};

std::vector<MapTopic> read_topics(io::TomlKeys& keys, std::string_view key, bool has_family, const std::string& file) {
  std::vector<MapTopic> topics;
  std::set<std::string> seen;
  for (const toml::table* entry : keys.tables(key)) {
    io::TomlKeys own(*entry, file);
    MapTopic topic;
    topic.name = own.text("name");
    topic.what = own.text("what");
    topic.survey = own.flag("survey");
    if (has_family) topic.family = own.text("family");
    own.nothing_else("a task or method");
    if (!seen.insert(topic.name).second) {
      throw own.error(fmt::format("{} stands twice", topic.name), own.node("name"));
    }
    if (has_family && std::find(kFamilies.begin(), kFamilies.end(), topic.family) == kFamilies.end()) {
      throw own.error(fmt::format("\"family\" is not {}", fmt::join(kFamilies, ", ")), own.node("family"));
    }
    topics.push_back(std::move(topic));
  }
  return topics;
}

void check_topics(const Card& card, const std::vector<std::string>& named, const std::vector<MapTopic>& topics,
                  std::string_view what) {
  std::vector<std::string> known;
  for (const MapTopic& topic : topics) known.push_back(topic.name);
  for (const std::string& name : named) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    throw ConfigError(fmt::format("systems/{}-{}.toml: no {} is called {}", card.id(), card.name, what, name), {},
                      did_you_mean(name, known));
  }
}

bool names_topic(const std::vector<std::string>& names, const std::string& wanted) {
  return wanted.empty() || std::find(names.begin(), names.end(), wanted) != names.end();
}

std::string topics_list(const std::vector<MapTopic>& topics) {
  std::string out;
  for (const MapTopic& topic : topics) {
    out += fmt::format("| `{}` | {} | {} |\n", topic.name, topic.what, topic.survey ? "survey" : "ours");
  }
  return out;
}

std::string numbers(const std::vector<const Card*>& cards) {
  std::vector<std::string> parts;
  for (const Card* card : cards) {
    parts.push_back(card->status == CardStatus::planned ? card->id() : fmt::format("**{}**", card->id()));
  }
  return fmt::format("{}", fmt::join(parts, " "));
}

/// "2 of 12 stand: 073 esconv partial".
std::string standing(const std::vector<const Card*>& cards) {
  std::vector<std::string> parts;
  for (const Card* card : cards) {
    if (card->status == CardStatus::planned) continue;
    parts.push_back(fmt::format("{} {} ({})", card->id(), card->name, to_string(card->status)));
  }
  if (parts.empty()) return "none of ours stands yet";
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string task_section(const SystemsMap& map, const MapTopic& task) {
  const auto cards = map.of(task.name);
  std::string out = fmt::format("### {}\n\n{} {} cards; of ours: {}.\n\n| method | cards |\n|---|---|\n", task.name,
                                task.what, cards.size(), standing(cards));
  for (const MapTopic& method : map.methods) {
    const auto both = map.of(task.name, method.name);
    if (!both.empty()) out += fmt::format("| {} | {} |\n", method.name, numbers(both));
  }
  return out + "\n";
}

}  // namespace

std::vector<const Card*> SystemsMap::of(const std::string& task, const std::string& method) const {
  std::vector<const Card*> found;
  for (const Card& card : cards) {
    if (names_topic(card.tasks, task) && names_topic(card.methods, method)) found.push_back(&card);
  }
  return found;
}

SystemsMap systems_map(const Engine& engine) {
  const std::string file(kMapFile);
  const toml::table table = io::parse_toml(engine.data(kMapFile), file);
  io::TomlKeys keys(table, file);
  SystemsMap map;
  map.tasks = read_topics(keys, "tasks", true, file);
  map.methods = read_topics(keys, "methods", false, file);
  map.references = keys.texts("references");
  keys.nothing_else("the map of systems");
  io::check_references(engine, map.references, "references", keys);
  map.cards = read_cards(engine);
  for (const Card& card : map.cards) {
    check_topics(card, card.tasks, map.tasks, "task");
    check_topics(card, card.methods, map.methods, "method");
  }
  return map;
}

std::string systems_map_page(const Engine& engine) {
  const SystemsMap map = systems_map(engine);
  const auto standing = std::count_if(map.cards.begin(), map.cards.end(),
                                      [](const Card& card) { return card.status != CardStatus::planned; });
  std::string out = fmt::format(
      "# Tasks, methods, systems\n\n"
      "Made by `affect systems --map` from `systems/*.toml` and `data/systems_map.toml`; do not edit. Each of the {} "
      "published\n"
      "systems names what it does and how, judged from its abstract; numbers in bold are those that we run ({}). "
      "System 059, a\n"
      "survey of affective computing with language models, has the two families understanding and generation and the "
      "words marked\n"
      "*survey*; those marked *ours* are for what these systems do besides.\n\n",
      map.cards.size(), standing);
  out += "| method | what it is | word of |\n|---|---|---|\n" + topics_list(map.methods) + "\n";
  for (const std::string_view family : kFamilies) {
    out += fmt::format("## {}{}\n\n", static_cast<char>(std::toupper(static_cast<unsigned char>(family.front()))),
                       family.substr(1));
    std::vector<MapTopic> own;
    std::copy_if(map.tasks.begin(), map.tasks.end(), std::back_inserter(own),
                 [&](const MapTopic& task) { return task.family == family; });
    out += "| task | what it is | word of |\n|---|---|---|\n" + topics_list(own) + "\n";
    for (const MapTopic& task : own) out += task_section(map, task);
  }
  out.pop_back();
  return out;
}

}  // namespace affect::evaluate
