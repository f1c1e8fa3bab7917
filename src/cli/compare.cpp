#include <algorithm>

#include <CLI/App.hpp>
#include <fmt/format.h>

#include "affect/understand/corpus/cohort_comparison.h"
#include "cli/choices.h"
#include "cli/comparison_table.h"
#include "cli/counts.h"
#include "cli/flow.h"
#include "cli/person_scores_writer.h"

namespace affect::cli {
namespace {

namespace corpus = understand::corpus;

class CompareVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"compare FOLDER... [--by folder|subject] [--groups FILE.csv] [-o OUT]",
            {"compare examples/meetings",
             "compare examples/meetings --same-names --fewest 2 --measure mean,sd -o groups.csv",
             "compare examples/quarrel.txt --by subject"}};
  }
  void declare(CLI::App& app) override {
    flow_.declare_input(app);
    offer(app.add_option("--by", by_,
                         "folder: the folder an episode lies in is its group; subject: a name is a group (folder)")
              ->type_name("WHAT"),
          {"folder", "subject"});
    app.add_option("--groups", groups_, "who is in which group: a table with columns subject, group (and episode)")
        ->type_name("FILE.csv");
    app.add_option("--measure", options_.measures, "one number a person: mean, sd, rmssd, inertia, ... (mean)")
        ->type_name("NAME,...")
        ->delimiter(',');
    offer(app.add_option("--dimension", dimension_, "only this: valence, arousal, dominance, positive, negative")
              ->type_name("NAME"),
          {"valence", "arousal", "dominance", "positive", "negative"});
    app.add_option("--source", options_.source, "only what this one scored: lexicon")->type_name("NAME");
    app.add_option("--language", options_.language, "only episodes in this language: en")->type_name("CODE");
    app.add_option("--fewest", options_.fewest_scores, "scores that a person needs in an episode (3)")
        ->type_name("N")
        ->check(a_count());
    app.add_flag("--same-names", options_.same_names, "a name is the same person in all episodes");
    app.add_option("--link", link_, "items scored on both scales, a column each: puts one group on the other's scale")
        ->type_name("FILE.csv");
    flow_.declare_stages(app);
    flow_.run_where_nothing_is_scored();
    flow_.declare_table_output(app);
  }
  void run(const Invocation& invocation) override {
    options_.difference.seed = invocation.common.seed;
    // Twice the same row would count as two tests.
    auto& measures = options_.measures;
    for (auto measure = measures.begin(); measure != measures.end(); ++measure) {
      measures.erase(std::remove(measure + 1, measures.end(), *measure), measures.end());
    }
    group();
    options_.dimension = chosen_dimension(dimension_);
    if (!link_.empty()) {
      options_.link = corpus::read_link(io::read_csv_document(link_), {.seed = invocation.common.seed});
    }
    flow_.write_with([&](Form form, const std::string& path) {
      const auto comparison = std::make_shared<corpus::CohortComparison>(options_);
      return std::make_unique<PersonScoresWriter>(
          invocation.engine, TableWriter(form, path, comparison_columns(form)),
          [comparison](corpus::PersonScores&& scores) { comparison->add(scores); },
          [comparison](TableWriter& table) { write_comparison(table, comparison->differences()); });
    });
    flow_.run(invocation);
  }

 private:
  void group() {
    if (!groups_.empty()) {
      if (!by_.empty()) throw ConfigError("--groups and --by say two things", {}, "one of them");
      options_.by = corpus::GroupBy::table;
      options_.table.emplace(io::read_csv_document(groups_));
    } else if (by_ == "subject") {
      options_.by = corpus::GroupBy::subject;
    } else if (!by_.empty() && by_ != "folder") {
      throw ConfigError("--by " + by_, {}, "folder or subject; --groups FILE.csv for anything else");
    }
  }

  Flow flow_{{"perceive/"}};
  corpus::CohortOptions options_;
  std::string by_, groups_, dimension_, link_;
};

}  // namespace

void register_compare(Engine& engine) {
  engine.add<Verb>(verb_entry("compare", "do groups differ? one number a person, tested on people and never on turns"),
                   [](const Engine&, const Options&) { return std::make_unique<CompareVerb>(); });
}

}  // namespace affect::cli
