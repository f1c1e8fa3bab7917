#include <CLI/App.hpp>
#include <fmt/format.h>

#include "affect/evaluate/card.h"
#include "affect/evaluate/results.h"
#include "affect/evaluate/systems_map.h"
#include "cli/program.h"
#include "cli/verb.h"
#include "io/json_text.h"

namespace affect::cli {
namespace {

std::string cards_as_json(const std::vector<evaluate::Card>& cards) {
  std::string text;
  io::JsonWriter json(text);
  json.open('[');
  for (const evaluate::Card& card : cards) {
    json.comma();
    json.open('{');
    json.text("id", card.id());
    json.text("name", card.name);
    json.text("title", card.title);
    json.text("room", card.room);
    json.text("status", evaluate::to_string(card.status));
    json.text("contribution", card.contribution);
    json.close('}');
  }
  json.close(']');
  return text + "\n";
}

std::string cards_as_text(const std::vector<evaluate::Card>& cards) {
  std::string text;
  for (const evaluate::Card& card : cards) {
    text += fmt::format("{}  {:<11}{:<24}{}\n", card.id(), evaluate::to_string(card.status), card.room, card.title);
  }
  return text;
}

void write_topics(io::JsonWriter& json, std::string_view key, const std::vector<evaluate::MapTopic>& topics) {
  json.key(key);
  json.open('[');
  for (const evaluate::MapTopic& topic : topics) {
    json.comma();
    json.open('{');
    json.text("name", topic.name);
    if (!topic.family.empty()) json.text("family", topic.family);
    json.text("what", topic.what);
    json.raw("survey", topic.survey ? "true" : "false");
    json.close('}');
  }
  json.close(']');
}

std::string map_as_json(const evaluate::SystemsMap& map) {
  std::string text;
  io::JsonWriter json(text);
  json.open('{');
  write_topics(json, "tasks", map.tasks);
  write_topics(json, "methods", map.methods);
  json.key("cards");
  json.open('[');
  for (const evaluate::Card& card : map.cards) {
    json.comma();
    json.open('{');
    json.text("id", card.id());
    json.text("name", card.name);
    json.text("status", evaluate::to_string(card.status));
    json.texts("tasks", card.tasks);
    json.texts("methods", card.methods);
    json.texts("parts", card.parts);
    json.close('}');
  }
  json.close(']');
  json.close('}');
  return text + "\n";
}

class SystemsVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"systems [--map] [--json | --results]",
            {"systems", "systems --json", "systems --map", "systems --map --json", "systems --results"}};
  }
  void declare(CLI::App& app) override {
    app.add_flag("--json", json_, "the cards as JSON");
    app.add_flag("--results", results_, "the page of all measured figures, docs/RESULTS.md");
    app.add_flag("--map", map_, "tasks by methods by systems, and which of ours stand, docs/systems_map.md");
  }
  void run(const Invocation& invocation) override {
    if (results_) return print(evaluate::results_page(invocation.engine));
    if (map_) {
      return print(json_ ? map_as_json(evaluate::systems_map(invocation.engine))
                         : evaluate::systems_map_page(invocation.engine));
    }
    const auto cards = evaluate::read_cards(invocation.engine);
    print(json_ ? cards_as_json(cards) : cards_as_text(cards));
  }

 private:
  bool json_ = false, results_ = false, map_ = false;
};

}  // namespace

void register_systems(Engine& engine) {
  engine.add<Verb>(verb_entry("systems", "the published systems, what each contributes and how far we are"),
                   [](const Engine&, const Options&) { return std::make_unique<SystemsVerb>(); });
}

}  // namespace affect::cli
