#include <chrono>
#include <cstdlib>

#include <CLI/App.hpp>
#include <fmt/format.h>

#include "affect/clock.h"
#include "affect/evaluate/card.h"
#include "affect/evaluate/results.h"
#include "affect/evaluate/system.h"
#include "affect/io/output.h"
#include "cli/console.h"
#include "cli/program.h"
#include "cli/progress.h"
#include "cli/verb.h"
#include "report/cells.h"

namespace affect::cli {
namespace {

std::string today() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return format_iso_time(std::chrono::duration<double>(now).count(), Clock::Precision::day, true);
}

class RunVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"run NNN [FILE] [--quick] [-o RESULT.json]",
            {{"run 021 --quick", Example::Needs::data},
             "run 021 examples/quarrel.txt",
             {"run 021 -o 021.json --commit HASH", Example::Needs::time}}};
  }
  void declare(CLI::App& app) override {
    app.add_option("NNN", system_, "number or name of a system (affect systems)")->required();
    app.add_option("FILE", options_.file, "a conversation of your own instead of the published data");
    app.add_flag("--quick", options_.quick, "a fixed small part of the development data, at most 5 s");
    app.add_option("-o,--output", out_, "write the figures with their provenance, as results/NNN.json")
        ->type_name("OUT");
    app.add_flag("--json", json_, "the figures with their provenance, as results/NNN.json has them");
    app.add_option("--commit", commit_, "hash of the sources, for the provenance")->type_name("HASH");
  }
  void run(const Invocation& invocation) override {
    const char* data = std::getenv("AFFECT_DATA");
    options_.data_root = data == nullptr ? "" : data;
    if (!out_.empty() && (options_.quick || !options_.file.empty())) {
      throw ConfigError("-o is for the full run on the published data", {out_}, "leave out --quick and FILE");
    }
    const auto card = evaluate::find_card(invocation.engine, system_);
    Diagnostics diagnostics;
    Progress progress(fmt::format("running {}", card.id()), shows_progress(invocation.common, false));
    const auto result = evaluate::run_card(invocation.engine, card, options_, diagnostics);
    progress.stop();
    if (!invocation.common.quiet) warn(diagnostics);
    std::string text = fmt::format("{} {} on {}\n", card.id(), card.title, report::printable(result.split));
    for (const std::string& line : evaluate::describe(result)) text += report::printable_columns(line) + "\n";
    const std::string record =
        evaluate::write_result(card, result, {commit_, invocation.command, evaluate::cpu_name(), today()});
    if (!out_.empty()) {
      const auto output = io::open_output(out_);
      output->write(record);
      output->commit();
    }
    print(json_ ? record : text);
  }

 private:
  std::string system_, out_, commit_ = "unknown";
  bool json_ = false;
  evaluate::RunOptions options_;
};

}  // namespace

void register_run(Engine& engine) {
  engine.add<Verb>(verb_entry("run", "runs a published system as composed here and prints its figures"),
                   [](const Engine&, const Options&) { return std::make_unique<RunVerb>(); });
}

}  // namespace affect::cli
