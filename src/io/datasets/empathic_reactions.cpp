#include <array>
#include <optional>

#include "io/datasets/table.h"

namespace affect::io {
namespace {

const GoldScheme kEmpathicReactions{.perspective = Perspective::felt,
                                    .taxonomy = "empathy_distress",
                                    .kind = LabelKind::independent,
                                    .labels = {"empathy", "distress"},
                                    .instrument = "Batson 1..7"};

void read_empathic_reactions(const DatasetInput& input, RecordSink& out) {
  Table table(input, input.file(), {});
  GoldWriter gold(input, input.file(), out);
  gold.open(input.episode());
  table.rows([&](const Table& row) {
    const std::array<std::optional<double>, 2> felt{unit_scale(number_of(row["empathy"]), 1, 7),
                                                    unit_scale(number_of(row["distress"]), 1, 7)};
    const std::array bins{unit_scale(number_of(row["empathy_bin"]), 0, 1),
                          unit_scale(number_of(row["distress_bin"]), 0, 1)};
    const std::string person = row.text("response_id");
    const auto turn =
        gold.turn({.speaker = person, .text = row.text("essay"), .id = row.text("message_id")}, row.place());
    if (!turn) return false;
    gold.labels(kEmpathicReactions, person, *turn, bins, felt);
    Occurrence article{.type = "article", .subject = {}, .time = {}, .turn = *turn};
    article.attributes.emplace("article_id", row.text("article_id"));
    gold.occur(std::move(article));
    return true;
  });
  gold.close();
}

}  // namespace

void register_empathic_reactions(Engine& engine) {
  add_dataset(engine,
              {.name = "empathic_reactions",
               .folder = "text/empathic-reactions",
               .title = "Empathic Reactions: empathy and distress of people after a news story",
               .paper = "027 Buechel et al. 2018, EMNLP",
               .licence = "CC BY 4.0",
               .licence_class = LicenceClass::attribution,
               .languages = {"en"},
               .gold = {{.what = "empathy and distress of the author: the authors' halves, with intensity",
                         .perspective = Perspective::felt,
                         .taxonomy = "empathy_distress",
                         .scale = "1..7"}},
               .splits = {{"all", {"messages.csv"}, {{"rows", 1860}}}},
               .traps = "372 people wrote five essays each: folds by person (the speaker); no official split"},
              read_empathic_reactions);
}

}  // namespace affect::io
