#include "io/datasets/table.h"

namespace affect::io {
namespace {

const GoldScheme kSemeval2018{.taxonomy = "semeval2018",
                              .kind = LabelKind::independent,
                              .labels = {"anger", "anticipation", "disgust", "fear", "joy", "love", "optimism",
                                         "pessimism", "sadness", "surprise", "trust"}};

void read_semeval2018(const DatasetInput& input, RecordSink& out) {
  Table table(input, input.file(), {.separator = '\t', .quoted = false});
  GoldWriter gold(input, input.file(), out);
  gold.open(input.episode());
  gold.subject(std::string(kAuthor), Subject::Type::person);
  table.rows([&](const Table& row) {
    std::vector<double> labels;
    for (const std::string& label : kSemeval2018.labels) labels.push_back(unit_scale(number_of(row[label]), 0, 1));
    const auto turn = gold.turn({.text = row.text("Tweet"), .id = row.text("ID")}, row.place());
    if (turn) gold.labels(kSemeval2018, std::string(kAuthor), *turn, labels);
    return turn.has_value();
  });
  gold.close();
}

}  // namespace

void register_semeval2018(Engine& engine) {
  add_dataset(engine,
              {.name = "semeval2018",
               .folder = "text/semeval2018-task1-ec",
               .title = "SemEval-2018 Task 1 E-c, English: eleven emotions of tweets",
               .paper = "Mohammad et al. 2018, SemEval",
               .licence = "not stated in the copy; tweets",
               .licence_class = LicenceClass::restricted,
               .languages = {"en"},
               .gold = {{.what = "emotions of the tweet",
                         .taxonomy = "semeval2018",
                         .ekman = {{"anger", "anger"},
                                   {"disgust", "disgust"},
                                   {"fear", "fear"},
                                   {"joy", "joy"},
                                   {"sadness", "sadness"},
                                   {"surprise", "surprise"}}}},
               .splits = {{"train", {"2018-E-c-En-train.txt"}, {{"rows", 6838}}},
                          {"dev", {"2018-E-c-En-dev.txt"}, {{"rows", 886}}}},
               .traps = "no labelled test split: dev plays the test, tune on folds of train"},
              read_semeval2018);
}

}  // namespace affect::io
