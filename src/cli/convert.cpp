#include "cli/flow.h"

namespace affect::cli {
namespace {

class ConvertVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"convert FILE... -o OUT",
            {"convert examples/chat.csv -o chat.jsonl", "convert examples/call.srt -o call.convokit"}};
  }
  void declare(CLI::App& app) override {
    flow_.declare_input(app);
    flow_.declare_lossless_output(app);
  }
  void run(const Invocation& invocation) override { flow_.run(invocation); }

 private:
  Flow flow_{std::vector<std::string>{}};
};

}  // namespace

void register_convert(Engine& engine) {
  engine.add<Verb>(verb_entry("convert", "writes what it reads as records or as a ConvoKit corpus, and adds nothing"),
                   [](const Engine&, const Options&) { return std::make_unique<ConvertVerb>(); });
}

}  // namespace affect::cli
