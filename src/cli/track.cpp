#include "cli/flow.h"

namespace affect::cli {
namespace {

class TrackVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"track FILE... [-o OUT]",
            {"track examples/quarrel.txt", "track examples/call.srt -o report.html",
             "track examples/diary.md -o diary.jsonl", "track examples/chat.csv --map speaker=speaker --map text=text",
             "track examples/eda.csv --subject Ann -o eda.html", "track --live < examples/quarrel.txt"}};
  }
  void declare(CLI::App& app) override {
    flow_.declare_input(app);
    flow_.declare_stages(app);
    flow_.declare_output(app);
    flow_.declare_live(app);
  }
  void run(const Invocation& invocation) override { flow_.run(invocation); }

 private:
  Flow flow_{{"perceive/", "understand/"}};
};

}  // namespace

void register_track(Engine& engine) {
  engine.add<Verb>(verb_entry("track", "who expressed what, and when it turned: reads, perceives, understands, shows"),
                   [](const Engine&, const Options&) { return std::make_unique<TrackVerb>(); });
}

}  // namespace affect::cli
