#include "cli/flow.h"

namespace affect::cli {
namespace {

class ReportVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"report [FILE...] [-o OUT]",
            {"track examples/call.srt --json | affect report",
             "track examples/call.srt --json | affect report -o call.html --names"}};
  }
  void declare(CLI::App& app) override {
    flow_.read_records_only();
    flow_.declare_input(app);
    flow_.declare_output(app);
  }
  void run(const Invocation& invocation) override { flow_.run(invocation); }

 private:
  Flow flow_{std::vector<std::string>{}};
};

}  // namespace

void register_report(Engine& engine) {
  engine.add<Verb>(verb_entry("report", "shows records to people: on the terminal, as a page or as a table"),
                   [](const Engine&, const Options&) { return std::make_unique<ReportVerb>(); });
}

}  // namespace affect::cli
