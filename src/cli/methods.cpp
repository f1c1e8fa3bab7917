#include "affect/report/methods.h"

#include <CLI/App.hpp>

#include "cli/flow.h"
#include "cli/program.h"
#include "cli/weights_hash.h"
#include "cli/writer.h"

namespace affect::cli {
namespace {

class MethodsWriter : public Writer {
 public:
  MethodsWriter(const Engine& engine, Form form)
      : report_(engine, {.version = AFFECT_VERSION, .model_hash = weights_hash(engine)}), form_(form) {}
  void accept(Record&& record) override { report_.accept(std::move(record)); }
  void commit() override { print(form_ == Form::records ? report_.json() : report_.text()); }

 private:
  report::MethodsReport report_;
  Form form_;
};

class MethodsVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {
        "methods FILE... [--json]",
        {"track examples/call.srt --json | affect methods", "track examples/call.srt --json | affect methods --json"}};
  }
  void declare(CLI::App& app) override {
    flow_.read_records_only();
    flow_.declare_input(app);
    flow_.declare_standard_output(app);
  }
  void run(const Invocation& invocation) override {
    flow_.write_with([&](Form form, const std::string& /*path*/) {
      return std::make_unique<MethodsWriter>(invocation.engine, form);
    });
    flow_.run(invocation);
  }

 private:
  Flow flow_{std::vector<std::string>{}};
};

}  // namespace

void register_methods(Engine& engine) {
  engine.add<Verb>(
      verb_entry("methods", "the Methods section of a paper from records: methods, options, exclusions, BibTeX"),
      [](const Engine&, const Options&) { return std::make_unique<MethodsVerb>(); });
}

}  // namespace affect::cli
