#include "cli/flow.h"

namespace affect::cli {
namespace {

class PerceiveVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"perceive [FILE...] [-o OUT.jsonl]",
            {"perceive examples/call.srt | affect understand | affect report -o call.html",
             "perceive examples/quarrel.txt -o quarrel.jsonl",
             "perceive --live < examples/quarrel.txt | affect understand --live"}};
  }
  void declare(CLI::App& app) override {
    flow_.declare_input(app);
    flow_.declare_stages(app);
    flow_.declare_records_output(app);
    flow_.declare_live(app);
  }
  void run(const Invocation& invocation) override { flow_.run(invocation); }

 private:
  Flow flow_{{"perceive/"}};
};

}  // namespace

void register_perceive(Engine& engine) {
  engine.add<Verb>(verb_entry("perceive", "adds tracks of affect to what it reads; writes records"),
                   [](const Engine&, const Options&) { return std::make_unique<PerceiveVerb>(); });
}

}  // namespace affect::cli
