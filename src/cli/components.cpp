#include <set>

#include <CLI/App.hpp>
#include <fmt/format.h>

#include "cli/program.h"
#include "cli/verb.h"
#include "io/json_text.h"

namespace affect::cli {
namespace {

std::string_view type_name(OptionSpec::Type type) {
  switch (type) {
    case OptionSpec::Type::number:
      return "number";
    case OptionSpec::Type::integer:
      return "integer";
    case OptionSpec::Type::text:
      return "text";
    case OptionSpec::Type::choice:
      return "choice";
    case OptionSpec::Type::flag:
      return "flag";
  }
  return {};
}

void write_option(const OptionSpec& option, io::JsonWriter& json) {
  json.comma();
  json.open('{');
  json.text("name", option.name);
  json.text("type", type_name(option.type));
  json.text("default", option.standard);
  json.text("what", option.what);
  json.number("low", option.low);
  json.number("high", option.high);
  if (!option.choices.empty()) {
    json.key("choices");
    json.open('[');
    for (const std::string& choice : option.choices) {
      json.comma();
      io::append_string(json.out(), choice);
    }
    json.close(']');
  }
  json.close('}');
}

std::string as_json(const std::vector<CatalogueEntry>& catalogue) {
  std::string text;
  io::JsonWriter json(text);
  json.open('[');
  for (const CatalogueEntry& entry : catalogue) {
    json.comma();
    json.open('{');
    json.text("room", entry.room);
    json.text("name", entry.name);
    json.text("version", entry.version);
    json.text("what", entry.what);
    json.text("units", entry.units);
    json.text("source", entry.source);
    json.raw("by_default", entry.by_default ? "true" : "false");
    json.raw("causal", entry.causal ? "true" : "false");
    json.key("options");
    json.open('[');
    for (const OptionSpec& option : entry.options) write_option(option, json);
    json.close(']');
    json.close('}');
  }
  json.close(']');
  return text + "\n";
}

std::string as_text(const Engine& engine) {
  std::set<std::string> stages;
  for (const auto& stage : engine.components<Stage>()) stages.insert(stage.entry.name);
  std::string text, room;
  for (const CatalogueEntry& entry : engine.catalogue()) {
    if (entry.room == "cli") continue;
    if (entry.room != room) text += fmt::format("{}{}\n", room.empty() ? "" : "\n", entry.room);
    room = entry.room;
    const bool on_request = !entry.by_default && stages.contains(entry.name);
    text += fmt::format("  {:<16}{}{}\n", entry.name, entry.what, on_request ? " (on request: --with)" : "");
    if (!entry.units.empty()) text += fmt::format("  {:<16}gives {}\n", "", entry.units);
    if (!entry.source.empty()) text += fmt::format("  {:<16}after {}\n", "", entry.source);
    for (const OptionSpec& option : entry.options) {
      text += fmt::format("  {:<16}--set {}.{}={}  {}\n", "", entry.name, option.name, option.standard, option.what);
    }
  }
  return text;
}

class ComponentsVerb : public Verb {
 public:
  VerbHelp help() const override { return {"components [--json]", {"components", "components --json"}}; }
  void declare(CLI::App& app) override { app.add_flag("--json", json_, "the catalogue as JSON, verbs included"); }
  void run(const Invocation& invocation) override {
    print(json_ ? as_json(invocation.engine.catalogue()) : as_text(invocation.engine));
  }

 private:
  bool json_ = false;
};

}  // namespace

void register_components(Engine& engine) {
  engine.add<Verb>(verb_entry("components", "what this program is made of, with every option"),
                   [](const Engine&, const Options&) { return std::make_unique<ComponentsVerb>(); });
}

}  // namespace affect::cli
