#include <CLI/App.hpp>
#include <fmt/format.h>

#include "affect/understand/corpus/calendar_trends.h"
#include "cli/choices.h"
#include "cli/flow.h"
#include "cli/person_scores_writer.h"
#include "cli/trend_table.h"

namespace affect::cli {
namespace {

namespace corpus = understand::corpus;

class TrendVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"trend FILE|FOLDER... [--bin day|week|month] [--event DATE] [-o OUT]",
            {"trend examples/diary.md --bin day", "trend examples/diary.md --bin day --event 2024-03-10 --by person",
             "trend examples/diary.md --bin week -o trends.csv"}};
  }
  void declare(CLI::App& app) override {
    flow_.declare_input(app);
    offer(app.add_option("--bin", bin_, "day, week or month (week)")->type_name("NAME"), {"day", "week", "month"});
    app.add_option("--event", event_, "date at which level and slope may have changed: 2020-03-01")->type_name("DATE");
    offer(app.add_option("--by", by_, "person: a series each; nothing: all people together")->type_name("WHAT"),
          {"person"});
    offer(app.add_option("--dimension", dimension_, "only this: valence, arousal, dominance, positive, negative")
              ->type_name("NAME"),
          {"valence", "arousal", "dominance", "positive", "negative"});
    app.add_option("--source", options_.source, "only what this one scored: lexicon")->type_name("NAME");
    app.add_option("--language", options_.language, "only episodes in this language: en")->type_name("CODE");
    flow_.declare_stages(app);
    flow_.run_where_nothing_is_scored();
    flow_.declare_table_output(app);
  }
  void run(const Invocation& invocation) override {
    options_.trend.seed = invocation.common.seed;
    choose();
    flow_.write_with([&](Form form, const std::string& path) {
      const auto trends = std::make_shared<corpus::CalendarTrends>(options_);
      return std::make_unique<PersonScoresWriter>(
          invocation.engine, TableWriter(form, path, trend_columns(form)),
          [trends](corpus::PersonScores&& scores) { trends->add(scores); },
          [trends, options = options_](TableWriter& table) { write_trends(table, trends->trends(), options); });
    });
    flow_.run(invocation);
  }

 private:
  void choose() {
    if (!bin_.empty()) {
      const auto bin = corpus::calendar_bin(bin_);
      if (!bin) throw ConfigError("--bin " + bin_, {}, "day, week or month");
      options_.bin = *bin;
    }
    if (!event_.empty()) {
      options_.event = parse_iso_time(event_);
      if (!options_.event) throw ConfigError("--event " + event_ + " is no date", {}, "as 2020-03-01");
    }
    if (!by_.empty() && by_ != "person") throw ConfigError("--by " + by_, {}, "person, or leave it out");
    options_.by_person = !by_.empty();
    options_.dimension = chosen_dimension(dimension_);
  }

  Flow flow_{{"perceive/"}};
  corpus::CalendarTrendOptions options_;
  std::string bin_, event_, by_, dimension_;
};

}  // namespace

void register_trend(Engine& engine) {
  engine.add<Verb>(verb_entry("trend", "does a level rise or fall over months, or change at a date? for dated scores"),
                   [](const Engine&, const Options&) { return std::make_unique<TrendVerb>(); });
}

}  // namespace affect::cli
