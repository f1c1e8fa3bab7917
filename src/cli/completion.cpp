#include <CLI/App.hpp>

#include "cli/choices.h"
#include "cli/completion_model.h"
#include "cli/program.h"
#include "cli/verb.h"

namespace affect::cli {
namespace {

class CompletionVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"completion bash|zsh|fish",
            {"completion bash > affect.bash && source ./affect.bash", "completion zsh > _affect",
             "completion fish > affect.fish"}};
  }
  bool reads_settings() const override { return false; }
  void declare(CLI::App& app) override {
    offer(app.add_option("SHELL", shell_, "bash, zsh or fish: a script that it sources")->required(),
          {"bash", "zsh", "fish"});
  }
  void run(const Invocation& invocation) override {
    const auto verbs = completion_model(invocation.engine);
    if (shell_ == "bash") return print(bash_completion(verbs));
    if (shell_ == "zsh") return print(zsh_completion(verbs));
    if (shell_ == "fish") return print(fish_completion(verbs));
    throw ConfigError("nothing is known of the shell " + shell_, {}, "bash, zsh or fish");
  }

 private:
  std::string shell_;
};

}  // namespace

void register_completion(Engine& engine) {
  engine.add<Verb>(verb_entry("completion", "a script that lets a shell complete verbs, options and names"),
                   [](const Engine&, const Options&) { return std::make_unique<CompletionVerb>(); });
}

}  // namespace affect::cli
