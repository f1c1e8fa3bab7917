#include "cli/flow.h"

namespace affect::cli {
namespace {

class UnderstandVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"understand [FILE...] [-o OUT.jsonl]",
            {"perceive chat.txt | affect understand", "understand tracks.jsonl -o findings.jsonl"}};
  }
  void declare(CLI::App& app) override {
    flow_.read_records_only();
    flow_.declare_input(app);
    flow_.declare_stages(app);
    flow_.declare_records_output(app);
  }
  void run(const Invocation& invocation) override { flow_.run(invocation); }

 private:
  Flow flow_{{"understand/"}};
};

}  // namespace

void register_understand(Engine& engine) {
  engine.add<Verb>(
      verb_entry("understand", "adds findings to records of tracks: levels, turning points; writes records"),
      [](const Engine&, const Options&) { return std::make_unique<UnderstandVerb>(); });
}

}  // namespace affect::cli
