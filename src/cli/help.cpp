#include <CLI/App.hpp>

#include "cli/program.h"
#include "cli/verb.h"

namespace affect::cli {
namespace {

class HelpVerb : public Verb {
 public:
  VerbHelp help() const override { return {"help [VERB]", {"help track"}}; }
  void declare(CLI::App& app) override { app.add_option("VERB", verb_, "the verb to explain"); }
  void run(const Invocation& invocation) override {
    print(verb_.empty() ? start_page(invocation.engine) : help_page(invocation.engine, verb_));
  }

 private:
  std::string verb_;
};

}  // namespace

void register_help(Engine& engine) {
  engine.add<Verb>(verb_entry("help", "explains a verb and its options"),
                   [](const Engine&, const Options&) { return std::make_unique<HelpVerb>(); });
}

}  // namespace affect::cli
