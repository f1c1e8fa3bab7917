#include <CLI/App.hpp>
#include <fmt/format.h>

#include "affect/evaluate/card.h"
#include "affect/evaluate/results.h"
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

class SystemsVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"systems [--json | --results]", {"systems", "systems --json", "systems --results"}};
  }
  void declare(CLI::App& app) override {
    app.add_flag("--json", json_, "the cards as JSON");
    app.add_flag("--results", results_, "the page of all measured figures, docs/RESULTS.md");
  }
  void run(const Invocation& invocation) override {
    if (results_) return print(evaluate::results_page(invocation.engine));
    const auto cards = evaluate::read_cards(invocation.engine);
    print(json_ ? cards_as_json(cards) : cards_as_text(cards));
  }

 private:
  bool json_ = false, results_ = false;
};

}  // namespace

void register_systems(Engine& engine) {
  engine.add<Verb>(verb_entry("systems", "the published systems, what each contributes and how far we are"),
                   [](const Engine&, const Options&) { return std::make_unique<SystemsVerb>(); });
}

}  // namespace affect::cli
