#include <CLI/App.hpp>

#include "cli/command_line.h"
#include "cli/help_topics.h"
#include "cli/man_page.h"
#include "cli/program.h"

namespace affect::cli {
namespace {

class HelpVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"help [VERB|exit-codes|environment|files] [--man]",
            {"help track", "help exit-codes", "help environment", "help track --man", "help --man"}};
  }
  void declare(CLI::App& app) override {
    app.add_option("VERB", verb_, "the verb, or exit-codes, environment, files");
    app.add_flag("--man", man_, "as a manual page, for man -l -");
  }
  bool reads_settings() const override { return false; }
  void run(const Invocation& invocation) override {
    const Engine& engine = invocation.engine;
    if (man_) return print(verb_.empty() ? man_page(engine) : man_page(engine, find_verb(engine, verb_)));
    for (const HelpTopic& topic : help_topics()) {
      if (topic.name == verb_) return print(as_text(topic));
    }
    print(verb_.empty() ? start_page(engine) : help_page(engine, verb_));
  }

 private:
  std::string verb_;
  bool man_ = false;
};

}  // namespace

void register_help(Engine& engine) {
  engine.add<Verb>(verb_entry("help", "explains a verb and its options"),
                   [](const Engine&, const Options&) { return std::make_unique<HelpVerb>(); });
}

}  // namespace affect::cli
