#include <CLI/App.hpp>

#include "cli/program.h"
#include "cli/verb.h"
#include "io/json_text.h"

namespace affect::cli {
namespace {

std::string version_as_json() {
  std::string text;
  io::JsonWriter json(text);
  json.open('{');
  json.text("name", "affect");
  json.text("version", AFFECT_VERSION);
  json.text("date", release_date());
  json.close('}');
  return text + "\n";
}

class VersionVerb : public Verb {
 public:
  VerbHelp help() const override { return {"version [--json]", {"version", "version --json"}}; }
  void declare(CLI::App& app) override { app.add_flag("--json", json_, "JSON on standard output"); }
  bool reads_settings() const override { return false; }
  void run(const Invocation& /*invocation*/) override { print(json_ ? version_as_json() : program_version() + "\n"); }

 private:
  bool json_ = false;
};

}  // namespace

void register_version(Engine& engine) {
  engine.add<Verb>(verb_entry("version", "name and version of this program"),
                   [](const Engine&, const Options&) { return std::make_unique<VersionVerb>(); });
}

}  // namespace affect::cli
