#include <fmt/format.h>

#include "io/datasets/table.h"

namespace affect::io {
namespace {

const GoldScheme kEmoryEmotion{.taxonomy = "emorynlp",
                               .labels = {"Neutral", "Joyful", "Scared", "Mad", "Peaceful", "Powerful", "Sad"}};

/// "Monica Geller, Ross Geller" of the list that a cell holds: "['Monica Geller', 'Ross Geller']".
std::string emory_speakers(std::string_view list) {
  std::string names;
  for (const char c : list) {
    if (c != '[' && c != ']' && c != '\'' && c != '"') names += c;
  }
  return names;
}

void read_emorynlp(const DatasetInput& input, RecordSink& out) {
  Table table(input, input.file(), {});
  GoldWriter gold(input, input.file(), out);
  std::string scene;
  table.rows([&](const Table& row) {
    const auto emotion = kEmoryEmotion.index(row["Emotion"]);
    const std::string here = fmt::format("s{}e{}/{}", row["Season"], row["Episode"], row["Scene_ID"]);
    if (!gold.is_open() || here != scene) {
      gold.close();
      scene = here;
      gold.open(input.episode(scene), "en", {.type = Clock::Type::media},
                fmt::format("Season {}, episode {}", row["Season"], row["Episode"]));
    }
    const std::string speaker = emory_speakers(row["Speaker"]);
    const auto turn = gold.turn({.speaker = speaker,
                                 .text = row.text("Utterance"),
                                 .time = media_time(row["Start_Time"], row["End_Time"], input.context, row.place()),
                                 .id = row.text("Utterance_ID")},
                                row.place());
    if (turn) gold.label(kEmoryEmotion, speaker, *turn, emotion);
    return turn.has_value();
  });
  gold.close();
}

}  // namespace

void register_emorynlp(Engine& engine) {
  add_dataset(
      engine,
      {.name = "emorynlp",
       .folder = "text/emorynlp",
       .title = "EmoryNLP: seven emotions of lines of a television series",
       .paper = "Zahiri and Choi 2018, AffCon at AAAI",
       .licence = "not stated; television dialogue, for research",
       .licence_class = LicenceClass::restricted,
       .languages = {"en"},
       .gold = {{.what = "emotion of the turn", .taxonomy = "emorynlp"}},
       .splits = {{"train", {"emorynlp_train_final.csv"}, {{"episodes", 659}, {"rows", 7551}}},
                  {"dev", {"emorynlp_dev_final.csv"}, {{"episodes", 89}, {"rows", 954}}}},
       .traps = "shares lines with meld under other labels, and equal names do not mean the same: no map to ekman; the "
                "test split is not here"},
      read_emorynlp);
}

}  // namespace affect::io
