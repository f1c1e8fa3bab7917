#include "cli/program.h"
#include "cli/verb.h"

namespace affect::cli {
namespace {

class VersionVerb : public Verb {
 public:
  VerbHelp help() const override { return {"version", {"version"}}; }
  void declare(CLI::App& /*app*/) override {}
  void run(const Invocation& /*invocation*/) override { print(program_version() + "\n"); }
};

}  // namespace

void register_version(Engine& engine) {
  engine.add<Verb>(verb_entry("version", "name and version of this program"),
                   [](const Engine&, const Options&) { return std::make_unique<VersionVerb>(); });
}

}  // namespace affect::cli
