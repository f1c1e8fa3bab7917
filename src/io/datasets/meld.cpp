#include <fmt/format.h>

#include "io/datasets/table.h"

namespace affect::io {
namespace {

const GoldScheme kMeldEmotion{.taxonomy = "meld",
                              .labels = {"neutral", "joy", "sadness", "fear", "anger", "surprise", "disgust"}};
const GoldScheme kMeldSentiment{.taxonomy = "sentiment", .labels = {"positive", "negative", "neutral"}};

void read_meld(const DatasetInput& input, RecordSink& out) {
  Table table(input, input.file(), {});
  GoldWriter gold(input, input.file(), out);
  std::string dialogue;
  table.rows([&](const Table& row) {
    const auto emotion = kMeldEmotion.index(row["Emotion"]);
    const auto sentiment = kMeldSentiment.index(row["Sentiment"]);
    if (!gold.is_open() || row["Dialogue_ID"] != dialogue) {
      gold.close();
      dialogue = row["Dialogue_ID"];
      gold.open(input.episode(dialogue), "en", {.type = Clock::Type::media},
                fmt::format("Season {}, episode {}", row["Season"], row["Episode"]));
    }
    const std::string speaker(row["Speaker"]);
    const auto turn = gold.turn({.speaker = speaker,
                                 .text = row.text("Utterance"),
                                 .time = media_time(row["StartTime"], row["EndTime"], input.context, row.place()),
                                 .id = row.text("Utterance_ID")},
                                row.place());
    if (!turn) return false;
    gold.label(kMeldEmotion, speaker, *turn, emotion);
    gold.label(kMeldSentiment, speaker, *turn, sentiment);
    return true;
  });
  gold.close();
}

}  // namespace

void register_meld(Engine& engine) {
  add_dataset(engine,
              {.name = "meld",
               .folder = "text/meld",
               .title = "MELD: emotion and sentiment of lines of a television series",
               .paper = "Poria et al. 2019, ACL",
               .licence = "GPL-3.0 (repository); television dialogue, for research",
               .licence_class = LicenceClass::restricted,
               .languages = {"en"},
               .gold = {{.what = "emotion of the turn",
                         .taxonomy = "meld",
                         .ekman = {{"joy", "joy"},
                                   {"sadness", "sadness"},
                                   {"fear", "fear"},
                                   {"anger", "anger"},
                                   {"surprise", "surprise"},
                                   {"disgust", "disgust"}}},
                        {.what = "sentiment of the turn", .taxonomy = "sentiment"}},
               .splits = {{"train", {"train_sent_emo.csv"}, {{"episodes", 1038}, {"rows", 9989}}},
                          {"dev", {"dev_sent_emo.csv"}, {{"episodes", 114}, {"rows", 1109}}},
                          {"test",
                           {"test_sent_emo.csv"},
                           {{"episodes", 280},
                            {"rows", 2610},
                            {"meld:neutral", 1256},
                            {"meld:joy", 402},
                            {"meld:surprise", 281},
                            {"meld:anger", 345},
                            {"meld:sadness", 208},
                            {"meld:disgust", 68},
                            {"meld:fear", 50}}}},
               .traps = "shares its dialogues with emotionlines and ecf: train on one, never report on another"},
              read_meld);
}

}  // namespace affect::io
