#include <CLI/App.hpp>
#include <fmt/format.h>

#include "cli/flow.h"
#include "cli/program.h"
#include "io/json_text.h"

namespace affect::cli {
namespace {

constexpr std::string_view kRooms = "understand/";

std::vector<const CatalogueEntry*> methods_of(const Engine& engine) {
  std::vector<const CatalogueEntry*> methods;
  for (const auto& component : engine.components<Stage>()) {
    if (component.entry.room.starts_with(kRooms)) methods.push_back(&component.entry);
  }
  return methods;
}

std::string methods_as_text(const Engine& engine) {
  std::string text;
  const auto line = [&](std::string_view name, std::string_view what, std::string_view value) {
    text += fmt::format("{:<22}{:<9}{}\n", name, what, value);
  };
  for (const CatalogueEntry* entry : methods_of(engine)) {
    if (!text.empty()) text += '\n';
    text += fmt::format("{:<22}{}{}{}\n", entry->name, entry->what, entry->by_default ? "" : " (on request: --with)",
                        entry->causal ? " (live)" : "");
    line("", "minimum", entry->minimum);
    line("", "cost", entry->cost);
    line("", "after", entry->source);
  }
  return text;
}

std::string methods_as_json(const Engine& engine) {
  std::string text;
  io::JsonWriter json(text);
  json.open('[');
  for (const CatalogueEntry* entry : methods_of(engine)) {
    json.comma();
    json.open('{');
    json.text("method", entry->name);
    json.text("version", entry->version);
    json.text("what", entry->what);
    json.text("minimum", entry->minimum);
    json.text("cost", entry->cost);
    json.text("source", entry->source);
    json.texts("references", entry->references);
    json.raw("by_default", entry->by_default ? "true" : "false");
    json.raw("causal", entry->causal ? "true" : "false");
    json.close('}');
  }
  json.close(']');
  return text + "\n";
}

class UnderstandVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"understand [FILE...] [-o OUT.jsonl]",
            {"perceive examples/quarrel.txt | affect understand",
             "perceive examples/call.srt | affect understand -o findings.jsonl", "understand --list"}};
  }
  void declare(CLI::App& app) override {
    flow_.read_records_only();
    flow_.declare_input(app);
    flow_.declare_stages(app);
    flow_.declare_records_output(app);
    flow_.declare_live(app);
    app.add_flag("--list", list_, "the methods: what each needs, what it costs, where it comes from");
    app.add_flag("--json", json_, "the list as JSON");
  }
  void run(const Invocation& invocation) override {
    if (json_ && !list_) throw ConfigError("--json goes with --list", {}, "records are JSON anyway");
    if (!list_) return flow_.run(invocation);
    print(json_ ? methods_as_json(invocation.engine) : methods_as_text(invocation.engine));
  }

 private:
  Flow flow_{{std::string(kRooms)}};
  bool list_ = false, json_ = false;
};

}  // namespace

void register_understand(Engine& engine) {
  engine.add<Verb>(
      verb_entry("understand", "adds findings to records of tracks: levels, turning points; writes records"),
      [](const Engine&, const Options&) { return std::make_unique<UnderstandVerb>(); });
}

}  // namespace affect::cli
