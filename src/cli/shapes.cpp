#include <CLI/App.hpp>
#include <fmt/format.h>

#include "affect/understand/corpus/shape_collection.h"
#include "cli/choices.h"
#include "cli/counts.h"
#include "cli/flow.h"
#include "cli/person_scores_writer.h"
#include "cli/shape_table.h"

namespace affect::cli {
namespace {

namespace corpus = understand::corpus;

class ShapesVerb : public Verb {
 public:
  VerbHelp help() const override {
    return {"shapes FILE|FOLDER... [--bins N] [-o OUT]",
            {"shapes examples/meetings --fewest 4 --bins 4",
             "shapes examples/meetings --fewest 4 --bins 4 --dimension valence -o curves.csv",
             "shapes examples/meetings --fewest 4 --bins 4 --json"}};
  }
  void declare(CLI::App& app) override {
    flow_.declare_input(app);
    app.add_option("--bins", options_.shape.bins, "parts of a curve, 4 to 100 (20)")->type_name("N")->check(a_count());
    app.add_option("--components", options_.shape.components, "principal components to give (3)")
        ->type_name("N")
        ->check(a_count());
    app.add_option("--band", options_.shape.band, "share of its length that a curve may be stretched by (0.1)")
        ->type_name("SHARE");
    app.add_option("--fewest", options_.fewest_scores, "scores that a person needs in an episode (20)")
        ->type_name("N")
        ->check(a_count());
    offer(app.add_option("--dimension", dimension_, "only this: valence, arousal, dominance, positive, negative")
              ->type_name("NAME"),
          {"valence", "arousal", "dominance", "positive", "negative"});
    flow_.declare_stages(app);
    flow_.run_where_nothing_is_scored();
    flow_.declare_table_output(app);
  }
  void run(const Invocation& invocation) override {
    options_.shape.seed = invocation.common.seed;
    options_.dimension = chosen_dimension(dimension_);
    flow_.write_with([&](Form form, const std::string& path) {
      const auto collection = std::make_shared<corpus::ShapeCollection>(options_);
      return std::make_unique<PersonScoresWriter>(
          invocation.engine, TableWriter(form, path, shape_columns(form)),
          [collection](corpus::PersonScores&& scores) { collection->add(std::move(scores)); },
          [collection](TableWriter& table) { write_shapes(table, collection->shapes()); });
    });
    flow_.run(invocation);
  }

 private:
  Flow flow_{{"perceive/"}};
  corpus::ShapeCollectionOptions options_;
  std::string dimension_;
};

}  // namespace

void register_shapes(Engine& engine) {
  engine.add<Verb>(verb_entry("shapes", "the shapes of a corpus: what curves share, how they differ, whether in kinds"),
                   [](const Engine&, const Options&) { return std::make_unique<ShapesVerb>(); });
}

}  // namespace affect::cli
