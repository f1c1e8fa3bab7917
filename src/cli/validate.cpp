#include <map>
#include <set>

#include <CLI/App.hpp>
#include <fmt/format.h>

#include "affect/evaluate/comparison.h"
#include "affect/io/output.h"
#include "affect/io/reader.h"
#include "affect/pipeline.h"
#include "cli/console.h"
#include "cli/input_options.h"
#include "cli/program.h"
#include "cli/stage_options.h"
#include "cli/validation_report.h"
#include "cli/verb.h"

namespace affect::cli {
namespace {

class ValidateVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"validate LABELS.csv [--estimate MORE.csv] [-o CALIBRATION.toml]",
            {"validate examples/hand_codes.csv --scale 1,9",
             "validate examples/hand_codes.csv --scale 1,9 --person person --group setting",
             "validate examples/hand_codes.csv --scale 1,9 --estimate examples/more_texts.csv",
             "validate examples/hand_codes.csv --scale 1,9 -o calibration.toml"}};
  }

  void declare(CLI::App& app) override {
    app.add_option(
           "LABELS", file_,
           "table of hand codes: text, and columns valence, arousal, dominance, label, or 0 and 1 named like a label")
        ->type_name("");
    app.add_option("--in", conversations_, "conversations whose turns are coded: columns episode, turn instead of text")
        ->type_name("FILE")
        ->allow_extra_args(false);
    app.add_option("--text", columns_.text, "column of the text")->type_name("COLUMN");
    app.add_option("--value", values_, "column of a dimension: valence=pleasantness")
        ->type_name("DIMENSION=COLUMN")
        ->allow_extra_args(false);
    app.add_option("--label", columns_.label, "column of a label a text")->type_name("COLUMN");
    app.add_option("--scale", scale_, "ends of the scale of valence, arousal, dominance; nothing: -1,1")
        ->type_name("LOW,HIGH")
        ->delimiter(',')
        ->allow_extra_args(false);
    app.add_option("--group", columns_.group, "column of groups whose error is compared")->type_name("COLUMN");
    app.add_option("--person", columns_.person,
                   "column of who wrote the text: drawn together; nothing: person, if there")
        ->type_name("COLUMN");
    app.add_option("--estimate", estimate_, "texts that nobody coded: their mean, corrected by the codes")
        ->type_name("MORE.csv");
    app.add_option("--resamples", resamples_, "of the bootstrap; nothing: 2000")->type_name("N");
    stages_.declare(app);
    app.add_flag("--json", json_, "JSON on standard output");
    app.add_option("-o,--output", out_, "write the chosen recalibration to this file, .toml")->type_name("OUT.toml");
  }

  void run(const Invocation& invocation) override {
    check();
    const auto stages = stages_.chosen(invocation.engine);
    const auto settings = stages_.settings(invocation.engine, stages);
    const auto coded = io::read_coded_texts(file_, columns_);
    const evaluate::CodeScale scale{columns_.low, columns_.high};
    const auto perceived = coded.texts.empty()
                               ? perceive_turns(invocation, stages, settings, coded)
                               : evaluate::perceive_texts(invocation.engine, stages, settings, coded.texts);
    const auto comparisons = evaluate::compare(coded, perceived, scale);
    if (comparisons.found.empty()) {
      throw InputError(
          fmt::format("nothing that runs gives {} for these texts", fmt::join(comparisons.unmatched, ", ")), {file_},
          "affect components says what each writes; --with NAME runs it");
    }
    ValidationReport report{.file = file_,
                            .texts = coded.size(),
                            .persons = std::set(coded.persons.begin(), coded.persons.end()).size(),
                            .stages = stages,
                            .scale = scale,
                            .resamples = resamples_,
                            .seed = invocation.common.seed,
                            .entries = {},
                            .unmatched = comparisons.unmatched,
                            .estimate_file = estimate_};
    evaluate::ValidationOptions options;
    options.bootstrap.resamples = resamples_;
    options.bootstrap.seed = invocation.common.seed;
    for (const auto& comparison : comparisons.found) {
      const auto* values = std::get_if<evaluate::CodedValues>(&comparison.rows);
      report.entries.push_back(
          {.name = comparison.name,
           .scorer = comparison.scorer,
           .is_share = values != nullptr && values->kind == evaluate::CodeKind::share,
           .found = std::visit([&](const auto& rows) { return evaluate::validate(rows, options); }, comparison.rows),
           .estimate = {}});
    }
    if (!estimate_.empty()) estimate(invocation, stages, settings, coded, comparisons, report);
    print(json_ ? validation_json(report) : validation_text(report));
    write_calibration(report);
  }

 private:
  void check() {
    if (file_.empty()) throw ConfigError("nothing to read: no LABELS", {}, "name a table, or - for standard input");
    if (!out_.empty() && !out_.ends_with(".toml")) {
      throw ConfigError("only a calibration is written here", {out_}, "use .toml; --json prints the rest");
    }
    if (resamples_ == 0) throw ConfigError("--resamples 0", {}, "at least 1");
    if (!scale_.empty() && (scale_.size() != 2 || !(scale_[0] < scale_[1]))) {
      throw ConfigError("--scale is not two rising numbers", {}, "--scale 1,9");
    }
    if (!scale_.empty()) {
      columns_.low = scale_[0];
      columns_.high = scale_[1];
    }
    for (const std::string& value : values_) {
      const auto [dimension, column] = halves(value, "--value", "DIMENSION=COLUMN");
      if (dimension != "valence" && dimension != "arousal" && dimension != "dominance") {
        throw ConfigError(fmt::format("--value {}: no such dimension", value), {}, "valence, arousal or dominance");
      }
      columns_.values[dimension] = column;
    }
    columns_.by_turn = !conversations_.empty();
    if (columns_.by_turn && !estimate_.empty()) {
      throw ConfigError("--estimate needs texts, not turns of --in", {}, "codes with a column text");
    }
  }

  std::vector<evaluate::PerceivedColumn> perceive_turns(const Invocation& invocation,
                                                        const std::vector<std::string>& stages,
                                                        const evaluate::StageSettings& settings,
                                                        const io::CodedTexts& coded) const {
    if (coded.episodes.empty() && conversations_.size() > 1) {
      throw InputError("no column \"episode\": which of the conversations is meant?", {file_, 1});
    }
    std::vector<evaluate::TurnName> turns;
    for (std::size_t i = 0; i < coded.size(); ++i) {
      turns.push_back(
          {coded.episodes.empty() ? io::episode_name(conversations_.front()) : coded.episodes[i], coded.turns[i]});
    }
    evaluate::TurnValues values(turns);
    Pipeline pipeline(invocation.engine, stages, settings, values);
    Diagnostics diagnostics;
    for (const std::string& path : conversations_) {
      io::ReadContext context{.diagnostics = diagnostics};
      io::read_path(invocation.engine, path, context, pipeline);
    }
    pipeline.close();
    if (!invocation.common.quiet) warn(diagnostics);
    for (std::size_t i = 0; i < coded.size(); ++i) {
      if (values.seen(i)) continue;
      throw InputError(fmt::format("no turn {} with words in episode \"{}\"", turns[i].turn, turns[i].episode),
                       coded.places[i], "affect perceive FILE prints episodes and turns");
    }
    return values.columns();
  }

  void estimate(const Invocation& invocation, const std::vector<std::string>& stages,
                const evaluate::StageSettings& settings, const io::CodedTexts& coded,
                const evaluate::Comparisons& comparisons, ValidationReport& report) const {
    auto more = io::read_uncoded_texts(estimate_, columns_);
    if (coded.persons.empty()) more.persons.clear();
    if (!coded.persons.empty() && more.persons.empty()) {
      throw InputError("the coded texts say who wrote them, these do not", {estimate_, 1}, "add the column of persons");
    }
    std::map<std::string, std::size_t> known;
    for (const std::string& text : coded.texts) ++known[text];
    std::vector<std::string> texts, persons;
    for (std::size_t i = 0; i < more.size(); ++i) {
      const auto found = known.find(more.texts[i]);
      if (found != known.end() && found->second > 0) {
        --found->second;
        ++report.left_out;
        continue;
      }
      texts.push_back(more.texts[i]);
      if (!more.persons.empty()) persons.push_back(more.persons[i]);
    }
    report.others = texts.size();
    const auto perceived = evaluate::perceive_texts(invocation.engine, stages, settings, texts);
    for (std::size_t i = 0; i < comparisons.found.size(); ++i) {
      const auto* values = std::get_if<evaluate::CodedValues>(&comparisons.found[i].rows);
      if (values == nullptr) continue;
      const auto others = evaluate::values_of(comparisons.found[i], perceived, report.scale);
      report.entries[i].estimate =
          others.empty() ? evaluate::MeanEstimate{} : evaluate::estimate_mean(*values, others, persons);
    }
  }

  void write_calibration(const ValidationReport& report) const {
    if (out_.empty()) return;
    const std::string text = calibration_toml(report);
    if (text.empty()) {
      throw InputError("no recalibration is better than the engine as it is: nothing to write", {file_},
                       "leave out -o");
    }
    const auto output = io::open_output(out_);
    output->write(text);
    output->commit();
  }

  std::string file_, estimate_, out_;
  std::vector<std::string> conversations_, values_;
  std::vector<double> scale_;
  io::CodedTextColumns columns_;
  StageOptions stages_{{"perceive/"}};
  std::size_t resamples_ = 2000;
  bool json_ = false;
};

}  // namespace

void register_validate(Engine& engine) {
  engine.add<Verb>(
      verb_entry("validate",
                 "your hand codes beside the engine: agreement, recalibration, error by group, corrected means"),
      [](const Engine&, const Options&) { return std::make_unique<ValidateVerb>(); });
}

}  // namespace affect::cli
