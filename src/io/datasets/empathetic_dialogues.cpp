#include <array>
#include <unordered_set>

#include <fmt/format.h>

#include "io/ascii.h"
#include "io/datasets/table.h"

namespace affect::io {
namespace {

const GoldScheme kEmpatheticEmotion{
    .perspective = Perspective::felt,
    .taxonomy = "empathetic_dialogues",
    .labels = {"afraid",      "angry",     "annoyed",   "anticipating", "anxious",      "apprehensive", "ashamed",
               "caring",      "confident", "content",   "devastated",   "disappointed", "disgusted",    "embarrassed",
               "excited",     "faithful",  "furious",   "grateful",     "guilty",       "hopeful",      "impressed",
               "jealous",     "joyful",    "lonely",    "nostalgic",    "prepared",     "proud",        "sad",
               "sentimental", "surprised", "terrified", "trusting"}};
constexpr std::array<std::string_view, 15> kEmpatheticIntents{"acknowledging",
                                                              "advising",
                                                              "agreeing",
                                                              "appreciating",
                                                              "consoling",
                                                              "disapproving",
                                                              "encouraging",
                                                              "expressing_care_concern",
                                                              "expressing_relief",
                                                              "questioning",
                                                              "sharing_experience",
                                                              "sharing_opinions",
                                                              "suggesting",
                                                              "sympathizing",
                                                              "wishing"};
constexpr std::string_view kManualIntents = "manual_intents";

std::unordered_set<std::string> empathetic_ids(const DatasetInput& input) {
  std::unordered_set<std::string> ids;
  Table table(input, input.file(), {});
  while (table.next()) {
    if (table["split"] == input.split.name) ids.emplace(table["Dialog_ID"]);
  }
  return ids;
}

void read_empathetic_file(const DatasetInput& input, const std::string& file, std::size_t emotion,
                          const std::unordered_set<std::string>& ids, RecordSink& out) {
  Table table(input, file, {});
  GoldWriter gold(input, file, out);
  std::string dialogue;
  bool labelled = false;
  table.rows([&](const Table& row) { return ids.contains(std::string(row["Dialog_ID"])); },
             [&](const Table& row) {
               const std::string_view type = row["Type"];
               if (type != "situation" && type != "utterance") throw InputError("a row has no known type");
               if (!gold.is_open() || row["Dialog_ID"] != dialogue) {
                 gold.close();
                 dialogue = row["Dialog_ID"];
                 gold.open(input.episode(dialogue));
                 labelled = false;
               }
               const std::string automatic = row.text("Label");
               if (type == "situation") {
                 Occurrence situation{.type = "situation", .subject = {}, .time = {}, .turn = {}};
                 situation.attributes = {{"text", row.text("Text")}, {"automatic_label", automatic}};
                 gold.occur(std::move(situation));
                 return true;
               }
               const std::string speaker = row.text("Actor");
               const auto turn = gold.turn({.speaker = speaker, .text = row.text("Text")}, row.place());
               if (!turn) return false;
               if (!labelled) gold.label(kEmpatheticEmotion, "speaker", *turn, emotion);
               labelled = true;
               gold.code("automatic_label", *turn, automatic);
               return true;
             });
  gold.close();
}

void read_empathetic_intents(const DatasetInput& input, RecordSink& out) {
  GoldWriter gold(input, input.file(), out);
  gold.open(input.episode());
  for (const std::string& file : input.split.files) {
    const auto source = input.files.open(file);
    LineReader lines(*source, input.context);
    for (std::string_view line; lines.next_text(line, input.context.diagnostics);) {
      if (trim(line).empty()) continue;
      const auto turn = gold.utterance({.speaker = "listener", .text = std::string(trim(line))}, lines.place());
      if (turn) gold.code("intent", *turn, file_stem(file));
    }
    lines.finish(input.context);
  }
  gold.close();
}

void read_empathetic_dialogues(const DatasetInput& input, RecordSink& out) {
  if (input.split.name == kManualIntents) return read_empathetic_intents(input, out);
  const auto ids = empathetic_ids(input);
  for (std::size_t i = 0; i < kEmpatheticEmotion.labels.size(); ++i) {
    read_empathetic_file(input, input.file(i + 1), i, ids, out);
  }
}

DatasetSplit empathetic_split(std::string name, std::size_t dialogues, std::size_t turns) {
  DatasetSplit split{
      std::move(name),
      {"split.csv"},
      {{"rows", dialogues + turns}, {"episodes", dialogues}, {"situation", dialogues}, {"turns", turns}}};
  for (const std::string& label : kEmpatheticEmotion.labels) {
    split.files.push_back(fmt::format("by_emotion/{}.csv.gz", label));
  }
  return split;
}

DatasetSplit empathetic_intents() {
  DatasetSplit split{std::string(kManualIntents), {}, {{"rows", 506}, {"intent", 506}}};
  for (const std::string_view intent : kEmpatheticIntents) {
    split.files.push_back(fmt::format("manual_intents/{}.txt", intent));
  }
  return split;
}

}  // namespace

void register_empathetic_dialogues(Engine& engine) {
  add_dataset(engine,
              {.name = "empathetic_dialogues",
               .folder = "text/empathetic-dialogues",
               .title = "EmpatheticDialogues: 32 emotions of a situation and the talk about it",
               .paper = "066 Rashkin et al. 2019, ACL; intents: Welivita and Pu 2020",
               .licence = "CC BY-NC (original); of this copy not stated",
               .licence_class = LicenceClass::restricted,
               .languages = {"en"},
               .gold = {{.what = "emotion that the speaker was given and remembers, on the first turn",
                         .perspective = Perspective::felt,
                         .taxonomy = "empathetic_dialogues",
                         .ekman = {{"afraid", "fear"},
                                   {"terrified", "fear"},
                                   {"angry", "anger"},
                                   {"furious", "anger"},
                                   {"disgusted", "disgust"},
                                   {"joyful", "joy"},
                                   {"sad", "sadness"},
                                   {"surprised", "surprise"}}}},
               .splits = {empathetic_split("train", 19562, 84299), empathetic_split("valid", 2756, 12019),
                          empathetic_split("test", 2538, 10929), empathetic_intents()},
               .traps = "automatic_label is the output of a classifier, not of people; the split was recovered by "
                        "matching: about 23 dialogues of valid and test stay in train"},
              read_empathetic_dialogues);
}

}  // namespace affect::io
