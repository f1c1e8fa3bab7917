#include <set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "io/ascii.h"
#include "io/datasets/gold_writer.h"
#include "io/datasets/json_dialogues.h"

namespace affect::io {
namespace {

const GoldScheme kEcfEmotion{.taxonomy = "meld",
                             .labels = {"neutral", "joy", "sadness", "fear", "anger", "surprise", "disgust"}};

struct EcfTurn {
  std::string id, speaker, text, scene, start, end;
  std::size_t emotion = 0;
};

struct EcfPair {
  std::string effect, cause, span;  ///< ids of turns
};

struct EcfConversation {
  std::string id;
  std::vector<EcfTurn> turns;
  std::vector<EcfPair> pairs;
};

/// "3_surprise" -> "3" and "surprise".
std::pair<std::string, std::string> ecf_split(std::string_view text) {
  const auto at = std::min(text.find('_'), text.size());
  return {std::string(text.substr(0, at)), std::string(text.substr(std::min(at + 1, text.size())))};
}

EcfConversation parse_ecf(const JsonView& item) {
  EcfConversation conversation;
  conversation.id = item.id("conversation_ID");
  for (const JsonView& utterance : item.items("conversation")) {
    EcfTurn& turn = conversation.turns.emplace_back();
    turn.id = utterance.id("utterance_ID");
    turn.speaker = utterance.text("speaker");
    turn.text = utterance.text("text");
    turn.emotion = kEcfEmotion.index(utterance.text("emotion"));
    const auto video = utterance.items("video_source");
    if (video.size() == 3) {
      turn.scene = video[0].string();
      turn.start = video[1].string();
      turn.end = video[2].string();
    }
  }
  for (const JsonView& pair : item.items("emotion-cause_pairs")) {
    const auto ends = pair.items();
    if (ends.size() != 2) throw InputError("a pair has not two ends");
    const auto [cause, span] = ecf_split(ends[1].string());
    conversation.pairs.push_back({ecf_split(ends[0].string()).first, cause, span});
  }
  return conversation;
}

void write_ecf(const DatasetInput& input, const EcfConversation& conversation, const Place& place, GoldWriter& gold) {
  const bool timed = !conversation.turns.empty() && !conversation.turns.front().scene.empty();
  gold.open(input.episode(conversation.id), "en", {.type = timed ? Clock::Type::media : Clock::Type::order},
            timed ? conversation.turns.front().scene : std::string());
  std::map<std::string, std::int64_t> numbers;
  for (const EcfTurn& turn : conversation.turns) {
    const auto time = timed ? media_time(turn.start, turn.end, input.context, place) : std::nullopt;
    const auto number =
        gold.utterance({.speaker = turn.speaker, .text = turn.text, .time = time, .id = turn.id}, place);
    if (!number) continue;
    numbers.emplace(turn.id, *number);
    gold.label(kEcfEmotion, turn.speaker, *number, turn.emotion);
  }
  std::set<std::pair<std::int64_t, std::int64_t>> related;
  for (const EcfPair& pair : conversation.pairs) {
    const auto effect = numbers.find(pair.effect), cause = numbers.find(pair.cause);
    if (effect == numbers.end() || cause == numbers.end()) {
      input.context.diagnostics.add("dangling_cause", "a cause names a turn that is not here", place);
      continue;
    }
    Occurrence span{.type = "cause_span", .subject = {}, .time = {}, .turn = effect->second};
    span.attributes = {{"evidence", pair.cause}, {"span", pair.span}};
    gold.occur(std::move(span));
    if (related.emplace(cause->second, effect->second).second) gold.cause(cause->second, effect->second);
  }
  gold.close();
}

void read_ecf(const DatasetInput& input, RecordSink& out) {
  const auto source = input.files.open(input.file());
  LineReader lines(*source, input.context);
  GoldWriter gold(input, input.file(), out);
  read_json(lines, input.context, [&](JsonStream& json) {
    json.items([&] {
      read_dialogue(json, input.context, parse_ecf, [&](const EcfConversation& conversation, const Place& place) {
        write_ecf(input, conversation, place, gold);
      });
    });
  });
}

}  // namespace

void register_ecf(Engine& engine) {
  add_dataset(
      engine,
      {.name = "ecf",
       .folder = "text/ecf-semeval2024-task3",
       .title = "ECF 2.0, SemEval-2024 Task 3: emotions of lines and the spans that cause them",
       .paper = "Wang et al. 2023, IEEE TAC; 085, 092 Wang et al. 2024, SemEval-2024 Task 3",
       .licence = "GPL-3.0; exclusively for research",
       .licence_class = LicenceClass::restricted,
       .languages = {"en"},
       .gold = {{.what = "emotion of the turn and its causes",
                 .taxonomy = "meld",
                 .ekman = {{"joy", "joy"},
                           {"sadness", "sadness"},
                           {"fear", "fear"},
                           {"anger", "anger"},
                           {"surprise", "surprise"},
                           {"disgust", "disgust"}}}},
       .splits = {{"train", {"Subtask_1_train.json"}, {{"episodes", 1374}, {"rows", 13619}, {"cause_span", 9364}}},
                  {"test", {"Subtask_1_test.json"}, {{"episodes", 341}, {"rows", 3101}, {"cause_span", 2256}}},
                  {"test_subtask2",
                   {"Subtask_2_test.json"},
                   {{"episodes", 341}, {"rows", 3101}, {"cause_span", 2462}}}},
       .traps = "train shares its dialogues with meld and emotionlines; test and test_subtask2 are the same "
                "conversations, pairs of the second have no spans"},
      read_ecf);
}

}  // namespace affect::io
