#include "io/datasets/table.h"

namespace affect::io {
namespace {

const GoldScheme kEmotion6{.perspective = Perspective::expressed,
                           .taxonomy = "emotion6",
                           .labels = {"joy", "sadness", "anger", "fear", "love", "surprise"}};

void read_emotion6(const DatasetInput& input, RecordSink& out) {
  Table table(input, input.file(), {.separator = ';', .quoted = false, .columns = {"text", "label"}});
  GoldWriter gold(input, input.file(), out);
  gold.open(input.episode());
  gold.subject(std::string(kAuthor), Subject::Type::person);
  table.rows([&](const Table& row) {
    const auto label = kEmotion6.index(row.text("label"));
    const auto turn = gold.turn({.text = row.text("text")}, row.place());
    if (turn) gold.label(kEmotion6, std::string(kAuthor), *turn, label);
    return turn.has_value();
  });
  gold.close();
}

}  // namespace

void register_emotion6(Engine& engine) {
  add_dataset(engine,
              {.name = "emotion6",
               .folder = "text/emotion6-dair",
               .title = "Emotion (CARER): six emotions of tweets, by their hashtags",
               .paper = "Saravia et al. 2018, EMNLP",
               .licence = "educational and research purposes only",
               .licence_class = LicenceClass::restricted,
               .languages = {"en"},
               .gold = {{.what = "emotion of the tweet's own hashtag",
                         .perspective = Perspective::expressed,
                         .taxonomy = "emotion6",
                         .ekman = {{"joy", "joy"},
                                   {"sadness", "sadness"},
                                   {"anger", "anger"},
                                   {"fear", "fear"},
                                   {"surprise", "surprise"}}}},
               .splits = {{"train", {"train.txt"}, {{"rows", 16000}}},
                          {"val", {"val.txt"}, {{"rows", 2000}}},
                          {"test",
                           {"test.txt"},
                           {{"rows", 2000},
                            {"emotion6:joy", 695},
                            {"emotion6:sadness", 581},
                            {"emotion6:anger", 275},
                            {"emotion6:fear", 224},
                            {"emotion6:love", 159},
                            {"emotion6:surprise", 66}}}},
               .traps = "hashtag labels on stripped text: easy and noisy, a floor and a speed test, not for claims"},
              read_emotion6);
}

}  // namespace affect::io
