#include "affect/io/datasets/emotionlines.h"

#include <algorithm>
#include <cstdint>
#include <numeric>

#include <fmt/core.h>

#include "affect/error.h"
#include "affect/io/json_document.h"
#include "affect/io/sha256.h"
#include "affect/io/source.h"
#include "io/datasets/gold_writer.h"
#include "io/datasets/windows1252.h"

namespace affect::io {
namespace {

constexpr int kRaters = 5;

struct Counts {
  std::size_t dialogues, utterances;
};

Counts published(EmotionLinesSplit split) {
  switch (split) {
    case EmotionLinesSplit::train:
      return {720, 10561};
    case EmotionLinesSplit::dev:
      return {80, 1178};
    case EmotionLinesSplit::test:
      return {200, 2764};
  }
  return {};
}

std::array<int, 7> votes(const std::string& digits, const std::string& file) {
  std::array<int, 7> counts{};
  const bool shaped = digits.size() == counts.size() &&
                      std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '0' + kRaters; });
  if (shaped) std::transform(digits.begin(), digits.end(), counts.begin(), [](char c) { return c - '0'; });
  if (!shaped || std::accumulate(counts.begin(), counts.end(), 0) != kRaters) {
    throw InputError(fmt::format("votes \"{}\" are not seven digits that sum to five", digits), {file});
  }
  return counts;
}

EmotionLinesUtterance utterance(const JsonDocument& line, const std::string& file) {
  EmotionLinesUtterance result;
  result.speaker = without_c1(line.at("speaker").text());
  result.text = without_c1(line.at("utterance").text());
  result.votes = votes(line.at("annotation").text(), file);
  const std::string& label = line.at("emotion").text();
  if (label == kNonNeutral) return result;
  const auto found = std::find(kEmotionLinesLabels.begin(), kEmotionLinesLabels.end(), label);
  if (found == kEmotionLinesLabels.end()) {
    throw InputError(fmt::format("\"{}\" is not a label of EmotionLines", label), {file});
  }
  result.emotion = static_cast<std::size_t>(found - kEmotionLinesLabels.begin());
  return result;
}

}  // namespace

std::string_view to_string(EmotionLinesSplit split) {
  switch (split) {
    case EmotionLinesSplit::train:
      return "train";
    case EmotionLinesSplit::dev:
      return "dev";
    case EmotionLinesSplit::test:
      return "test";
  }
  return {};
}

std::array<double, 7> EmotionLinesUtterance::soft_label() const {
  std::array<double, 7> shares{};
  std::transform(votes.begin(), votes.end(), shares.begin(),
                 [](int count) { return static_cast<double>(count) / kRaters; });
  return shares;
}

std::vector<EmotionLinesDialogue> parse_emotionlines(std::string_view json, const std::string& file) {
  std::vector<EmotionLinesDialogue> dialogues;
  const JsonDocument document = read_json_document(json, file);
  for (const JsonDocument& lines : document.items()) {
    EmotionLinesDialogue& dialogue = dialogues.emplace_back();
    for (const JsonDocument& line : lines.items()) dialogue.push_back(utterance(line, file));
  }
  return dialogues;
}

EmotionLines read_emotionlines(const std::string& data_root, EmotionLinesSplit split) {
  EmotionLines data;
  data.file = fmt::format("text/emotionlines-friends/friends_{}.json", to_string(split));
  const std::string bytes = whole(*open_source(data_root + "/" + data.file));
  data.sha256 = sha256_hex(bytes);
  data.dialogues = parse_emotionlines(bytes, data.file);
  std::size_t utterances = 0;
  for (const auto& dialogue : data.dialogues) utterances += dialogue.size();
  const Counts expected = published(split);
  if (data.dialogues.size() != expected.dialogues || utterances != expected.utterances) {
    throw InputError(fmt::format("{} dialogues with {} utterances; the published split has {} with {}",
                                 data.dialogues.size(), utterances, expected.dialogues, expected.utterances),
                     {data.file}, "fetch the file again");
  }
  return data;
}

namespace {

std::vector<std::string> emotionlines_labels() { return {kEmotionLinesLabels.begin(), kEmotionLinesLabels.end()}; }

const GoldScheme kEmotionLinesMajority{.taxonomy = "meld", .labels = emotionlines_labels()};
const GoldScheme kEmotionLinesVotes{.taxonomy = "meld", .labels = emotionlines_labels(), .source = "votes"};

void read_emotionlines_records(const DatasetInput& input, RecordSink& out) {
  const std::string file = input.file();
  GoldWriter gold(input, file, out);
  std::size_t number = 0;
  for (const EmotionLinesDialogue& dialogue : parse_emotionlines(whole(*input.files.open(file)), file)) {
    gold.open(input.episode(std::to_string(number++)));
    for (const EmotionLinesUtterance& line : dialogue) {
      const auto turn = gold.utterance({.speaker = line.speaker, .text = line.text}, {file});
      if (!turn) continue;
      gold.label(kEmotionLinesMajority, line.speaker, *turn, line.emotion);
      gold.labels(kEmotionLinesVotes, line.speaker, *turn, line.soft_label());
    }
    gold.close();
  }
}

DatasetSplit emotionlines_split(EmotionLinesSplit split) {
  const Counts counts = published(split);
  return {std::string(to_string(split)),
          {fmt::format("friends_{}.json", to_string(split))},
          {{"episodes", counts.dialogues}, {"rows", counts.utterances}}};
}

}  // namespace

void register_emotionlines(Engine& engine) {
  add_dataset(engine,
              {.name = "emotionlines",
               .folder = "text/emotionlines-friends",
               .title = "EmotionLines, Friends part: emotion of lines with five votes",
               .paper = "021 Chen et al. 2018, EmotionLines, LREC",
               .licence = "not stated; television dialogue",
               .licence_class = LicenceClass::restricted,
               .languages = {"en"},
               .gold = {{.what = "emotion of the turn: majority (gold), shares of five votes (votes)",
                         .taxonomy = "meld",
                         .ekman = {{"joy", "joy"},
                                   {"sadness", "sadness"},
                                   {"fear", "fear"},
                                   {"anger", "anger"},
                                   {"surprise", "surprise"},
                                   {"disgust", "disgust"}}}},
               .splits = {emotionlines_split(EmotionLinesSplit::train), emotionlines_split(EmotionLinesSplit::dev),
                          emotionlines_split(EmotionLinesSplit::test)},
               .traps = "non-neutral (no majority) is a row without a label; shares its dialogues with meld and ecf"},
              read_emotionlines_records);
}

}  // namespace affect::io
