#include <CLI/App.hpp>
#include <fmt/format.h>

#include "affect/io/analysis_folder.h"
#include "cli/choices.h"
#include "cli/flow.h"
#include "cli/writer.h"

namespace affect::cli {
namespace {

class AnalysisWriter : public Writer {
 public:
  AnalysisWriter(const Engine& engine, const std::string& path, io::AnalysisOptions options)
      : folder_(engine, path, options) {}
  void accept(Record&& record) override { folder_.accept(std::move(record)); }
  void commit() override { folder_.commit(); }

 private:
  io::AnalysisFolder folder_;
};

class ExportVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {
        "export FILE... --for r|pandas -o FOLDER",
        {"export examples/call.srt --for r -o for_r", "export examples/chat.csv --for pandas -o for_pandas --redact",
         "export examples/meetings --for r -o meetings --gap 3600"}};
  }
  void declare(CLI::App& app) override {
    offer(app.add_option("--for", program_, "r or pandas: which example analysis is written beside the tables")
              ->type_name("PROGRAM"),
          {"r", "pandas"});
    app.add_option("--gap", gap_s_, "silence, s, that ends a session (21600)")->type_name("S");
    flow_.declare_input(app);
    flow_.declare_stages(app);
    flow_.run_where_nothing_is_scored();
    flow_.declare_folder_output(app, "rows.csv, codebook.csv and an example analysis");
  }
  void run(const Invocation& invocation) override {
    const io::AnalysisOptions options{.language = language(), .gap_s = gap_s_};
    if (!(gap_s_ >= 0)) throw ConfigError(fmt::format("--gap {}", gap_s_), {}, "seconds, 0 or more");
    flow_.write_with([&](Form, const std::string& path) {
      return std::make_unique<AnalysisWriter>(invocation.engine, path, options);
    });
    flow_.run(invocation);
  }

 private:
  io::AnalysisLanguage language() const {
    if (program_ == "r") return io::AnalysisLanguage::r;
    if (program_ == "pandas") return io::AnalysisLanguage::pandas;
    if (program_.empty()) throw ConfigError("nothing says what for", {}, "--for r, or --for pandas");
    throw ConfigError(fmt::format("--for {}: nothing is written for that", program_), {}, "one of: r, pandas");
  }

  Flow flow_{{"perceive/"}};
  std::string program_;
  double gap_s_ = io::kSessionGap;
};

}  // namespace

void register_export(Engine& engine) {
  engine.add<Verb>(
      verb_entry("export", "scores for R and pandas: tidy rows with lags and means, a codebook, an example analysis"),
      [](const Engine&, const Options&) { return std::make_unique<ExportVerb>(); });
}

}  // namespace affect::cli
