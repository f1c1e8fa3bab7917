#include <fmt/format.h>

#include "affect/io/reader.h"
#include "cli/program.h"
#include "cli/verb.h"

namespace affect::cli {
namespace {

class FormatsVerb : public Verb {
 public:
  VerbHelp help() const override { return {"formats", {"formats"}}; }
  void declare(CLI::App& /*app*/) override {}
  void run(const Invocation& invocation) override {
    std::string text = "Read (found by content; --format NAME decides):\n";
    for (const auto& reader : invocation.engine.components<io::Reader>()) {
      text += fmt::format("  {:<12}{}\n", reader.entry.name, reader.entry.what);
    }
    text +=
        "Written (-o decides):\n"
        "  .jsonl      records, docs/io/records.md\n"
        "  .csv        tidy table: episode,subject,turn,time,perspective,source,column,value,se\n"
        "  .html       a page of its own\n";
    print(text);
  }
};

}  // namespace

void register_formats(Engine& engine) {
  engine.add<Verb>(verb_entry("formats", "what can be read and written"),
                   [](const Engine&, const Options&) { return std::make_unique<FormatsVerb>(); });
}

}  // namespace affect::cli
