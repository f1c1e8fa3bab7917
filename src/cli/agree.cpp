#include <algorithm>

#include <CLI/App.hpp>
#include <fmt/format.h>

#include "affect/io/coded_ratings.h"
#include "affect/io/output.h"
#include "cli/agreement_report.h"
#include "cli/choices.h"
#include "cli/program.h"
#include "cli/verb.h"

namespace affect::cli {
namespace {

enum class AgreeForm { text, json, csv };

/// A resample of a large table takes long, and its interval is narrow: fewer will do.
std::size_t standard_resamples(const io::CodedRatings& coded) {
  constexpr double kWork = 3e8, kMost = 2000, kLeast = 100;
  const auto cells = static_cast<double>(coded.ratings.units() * coded.ratings.raters());
  const auto categories = static_cast<double>(coded.categories.size());
  const bool squares = coded.level == measure::Level::ordinal || coded.level == measure::Level::ratio;
  return static_cast<std::size_t>(std::clamp(kWork / (cells + (squares ? categories * categories : 0)), kLeast, kMost));
}

std::vector<std::size_t> most_apart(const io::CodedRatings& coded) {
  const auto apart = measure::unit_disagreement(coded.ratings, coded.level);
  std::vector<std::size_t> items;
  for (std::size_t i = 0; i < apart.size(); ++i) {
    if (apart[i].value_or(0) > 0) items.push_back(i);
  }
  std::stable_sort(items.begin(), items.end(), [&](std::size_t a, std::size_t b) { return *apart[a] > *apart[b]; });
  constexpr std::size_t kMost = 100;
  if (items.size() > kMost) items.resize(kMost);
  return items;
}

class AgreeVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {
        "agree FILE [--level LEVEL] [-o OUT]",
        {"agree examples/raters.csv", "agree examples/raters.csv --raters rater_1,rater_2 --item item --level nominal",
         "agree examples/raters.csv --consensus labels.csv --show", "agree examples/raters.csv -o agreement.json"}};
  }

  void declare(CLI::App& app) override {
    app.add_option(
           "FILE", file_,
           "table: a row a rating (item,rater,label), a column a rater, or items shown,best,worst; or ELAN, a tier a "
           "rater")
        ->type_name("");
    app.add_option("--item", columns_.item, "column of the item's id")->type_name("COLUMN");
    app.add_option("--rater", columns_.rater, "column of who rates, in a table of a row a rating")->type_name("COLUMN");
    app.add_option("--label", columns_.label, "column of what they say, in a table of a row a rating")
        ->type_name("COLUMN");
    app.add_option("--raters", columns_.raters, "columns, or tiers, of the raters")
        ->type_name("NAME,...")
        ->delimiter(',');
    app.add_option("--group", columns_.group, "column of what items belong to (dialogue, person): drawn together")
        ->type_name("COLUMN");
    offer(app.add_option("--level", level_, "nominal, ordinal, interval or ratio; nothing: found and said")
              ->type_name("LEVEL"),
          {"nominal", "ordinal", "interval", "ratio"});
    app.add_option("--order", scale_.order, "labels from lowest to highest: ordinal")
        ->type_name("LABEL,...")
        ->delimiter(',');
    app.add_option("--step", columns_.step_s, "ELAN: seconds between moments")->type_name("S");
    app.add_flag("--interchangeable", interchangeable_, "columns are votes of nobody in particular, not raters");
    app.add_option("--resamples", resamples_, "of the bootstrap; nothing: 2000, fewer for large tables")
        ->type_name("N");
    app.add_flag("--show", show_, "print the labels of the items on which raters are farthest apart");
    app.add_option("--consensus", consensus_, "write labels by Dawid-Skene to this CSV file")->type_name("OUT.csv");
    app.add_flag("--json", json_, "JSON on standard output");
    app.add_option("-o,--output", out_, "OUT.csv or OUT.json; nothing: this terminal")->type_name("OUT");
  }

  void run(const Invocation& invocation) override {
    const AgreeForm form = this->form();
    check();
    const auto ratings = io::read_ratings(invocation.engine, file_, columns_);
    if (const auto* answers = std::get_if<io::BestWorstTable>(&ratings)) {
      best_worst(invocation, form, *answers);
    } else {
      agree(invocation, form, std::get<io::RatingTable>(ratings));
    }
  }

 private:
  AgreeForm form() const {
    if (out_.empty() || out_ == "-") return json_ ? AgreeForm::json : AgreeForm::text;
    if (json_) throw ConfigError("--json writes to standard output", {out_}, "-o OUT.json");
    if (out_.ends_with(".json")) return AgreeForm::json;
    if (out_.ends_with(".csv")) return AgreeForm::csv;
    throw ConfigError("the extension does not say what to write", {out_}, "use .csv or .json");
  }

  void check() {
    if (file_.empty()) throw ConfigError("nothing to read: no FILE", {}, "name a table, or - for standard input");
    if (!(columns_.step_s > 0)) throw ConfigError("--step is not above 0");
    if (!consensus_.empty() && interchangeable_) {
      throw ConfigError("--consensus needs raters who can be told apart", {}, "leave out --interchangeable");
    }
    if (level_.empty()) return;
    for (const auto level :
         {measure::Level::nominal, measure::Level::ordinal, measure::Level::interval, measure::Level::ratio}) {
      if (measure::to_string(level) == level_) scale_.level = level;
    }
    if (!scale_.level) throw ConfigError("--level " + level_, {}, "one of: nominal, ordinal, interval, ratio");
  }

  void write(const std::string& text) const {
    if (out_.empty() || out_ == "-") return print(text);
    const auto output = io::open_output(out_);
    output->write(text);
    output->commit();
  }

  void agree(const Invocation& invocation, AgreeForm form, const io::RatingTable& table) const {
    const auto coded = code_placed(table);
    const auto groups = io::rating_groups(table);
    measure::AgreementOptions options{.level = coded.level, .interchangeable = interchangeable_};
    options.bootstrap.seed = invocation.common.seed;
    options.bootstrap.resamples = resamples_ > 0 ? resamples_ : standard_resamples(coded);
    const auto model = consensus_.empty() ? std::nullopt : consensus_model(coded);
    const AgreementReport report{.file = file_,
                                 .table = table,
                                 .coded = coded,
                                 .found = measure::agreement(coded.ratings, groups, options),
                                 .seed = invocation.common.seed,
                                 .groups = groups.size(),
                                 .most_apart = most_apart(coded),
                                 .show = show_};
    if (model) {
      const auto output = io::open_output(consensus_);
      output->write(consensus_csv(table, coded, *model));
      output->commit();
    }
    if (form == AgreeForm::text) {
      write(agreement_text(report) + (model ? "\n" + rater_accuracies(table, *model) : ""));
    } else {
      write(form == AgreeForm::json ? agreement_json(report) : agreement_csv(report));
    }
  }

  /// What is wrong with the ratings is wrong with the file.
  io::CodedRatings code_placed(const io::RatingTable& table) const {
    try {
      return io::code_ratings(table, scale_);
    } catch (const InputError& error) {
      throw InputError(error.message(), {file_}, error.hint());
    }
  }

  static std::optional<measure::DawidSkene> consensus_model(const io::CodedRatings& coded) {
    constexpr std::size_t kMostCategories = 200;
    if (coded.categories.size() > kMostCategories) {
      throw ConfigError(fmt::format("--consensus: {} categories are too many", coded.categories.size()), {},
                        "numbers have means: average them");
    }
    return measure::dawid_skene(coded.ratings);
  }

  void best_worst(const Invocation& invocation, AgreeForm form, const io::BestWorstTable& table) const {
    std::vector<measure::BestWorstJudgement> judgements;
    judgements.reserve(table.answers.size());
    for (const auto& answer : table.answers) judgements.push_back({answer.items, answer.best, answer.worst});
    const BestWorstReport report{
        .file = file_,
        .table = table,
        .scores = measure::best_worst_scores(table.items.size(), judgements),
        .half = measure::split_half(table.items.size(), judgements, {.seed = invocation.common.seed})};
    write(form == AgreeForm::text   ? best_worst_text(report)
          : form == AgreeForm::json ? best_worst_json(report)
                                    : best_worst_csv(report));
  }

  std::string file_, level_, out_, consensus_;
  io::RatingColumns columns_;
  io::RatingScale scale_;
  std::size_t resamples_ = 0;
  bool interchangeable_ = false, show_ = false, json_ = false;
};

}  // namespace

void register_agree(Engine& engine) {
  engine.add<Verb>(
      verb_entry("agree", "how well raters agree: coefficients with intervals, consensus, best-worst scores"),
      [](const Engine&, const Options&) { return std::make_unique<AgreeVerb>(); });
}

}  // namespace affect::cli
