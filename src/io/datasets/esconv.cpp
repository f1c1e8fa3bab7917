#include <algorithm>
#include <map>
#include <vector>

#include "io/datasets/gold_writer.h"
#include "io/datasets/json_dialogues.h"

namespace affect::io {
namespace {

const GoldScheme kEsconvEmotion{.perspective = Perspective::felt,
                                .taxonomy = "esconv",
                                .labels = {"anxiety", "depression", "sadness", "anger", "fear", "disgust", "shame",
                                           "nervousness", "guilt", "jealousy", "pain"},
                                .instrument = "ESConv intensity 1..5"};
constexpr std::string_view kSeeker = "seeker", kSupporter = "supporter";

struct EsconvTurn {
  bool seeker = false;
  std::string text, strategy, feedback;
};

struct EsconvConversation {
  std::size_t emotion = 0;
  std::map<std::string, std::string> situation;
  std::vector<AssessmentItem> seeker, supporter;
  std::optional<double> initial, final;  ///< intensities [0, 1]
  std::vector<EsconvTurn> turns;
};

std::optional<double> esconv_intensity(const std::vector<AssessmentItem>& items, std::string_view name) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.name == name; });
  if (found == items.end() || !found->score) return std::nullopt;
  return unit_scale(*found->score, 1, 5);
}

std::vector<AssessmentItem> esconv_items(const JsonView& survey, std::string_view who) {
  std::vector<AssessmentItem> items;
  const auto answers = survey.object(who);
  if (!answers) return items;
  for (const auto& [name, value] : answers->members()) {
    if (value.is_string()) items.push_back({std::string(name), number_of(value.string()), {}});
  }
  return items;
}

/// Both files: {text, speaker: usr | sys, strategy}, and {content, speaker: speaker | listener, annotation}.
EsconvTurn esconv_turn(const JsonView& item) {
  EsconvTurn turn;
  const std::string_view speaker = item.text("speaker");
  turn.seeker = speaker == "usr" || speaker == "speaker";
  if (!turn.seeker && speaker != "sys" && speaker != "listener") throw InputError("a speaker is not known");
  const auto annotation = item.object("annotation");
  turn.text = item.text(annotation ? "content" : "text");
  turn.strategy = annotation ? annotation->text("strategy") : item.text("strategy");
  if (annotation) turn.feedback = annotation->text("feedback");
  return turn;
}

EsconvConversation parse_esconv(const JsonView& item) {
  EsconvConversation conversation;
  conversation.emotion = kEsconvEmotion.index(item.text("emotion_type"));
  for (const std::string_view key : {"experience_type", "problem_type", "situation", "seeker_question1",
                                     "seeker_question2", "supporter_question1", "supporter_question2"}) {
    if (const auto text = item.text(key); !text.empty()) conversation.situation.emplace(key, text);
  }
  if (const auto survey = item.object("survey_score")) {
    conversation.seeker = esconv_items(*survey, kSeeker);
    conversation.supporter = esconv_items(*survey, kSupporter);
    conversation.initial = esconv_intensity(conversation.seeker, "initial_emotion_intensity");
    conversation.final = esconv_intensity(conversation.seeker, "final_emotion_intensity");
  }
  for (const JsonView& turn : item.items("dialog")) conversation.turns.push_back(esconv_turn(turn));
  return conversation;
}

void write_esconv_survey(const std::vector<AssessmentItem>& items, std::string_view who, GoldWriter& gold) {
  if (items.empty()) return;
  Assessment answered;
  answered.instrument = "ESConv survey";
  answered.subject = who;
  answered.source = {std::string(kGold), "1", {}};
  answered.items = items;
  gold.add(std::move(answered));
}

void write_esconv(const EsconvConversation& conversation, std::string id, const Place& place, GoldWriter& gold) {
  gold.open(std::move(id));
  std::optional<std::int64_t> first, last;
  for (const EsconvTurn& line : conversation.turns) {
    const std::string speaker(line.seeker ? kSeeker : kSupporter);
    const auto turn = gold.utterance({.speaker = speaker, .text = line.text}, place);
    if (!turn) continue;
    gold.code("strategy", *turn, line.strategy, speaker);
    gold.code("feedback", *turn, line.feedback, speaker);
    if (!first) first = turn;
    last = turn;
  }
  if (first) gold.label(kEsconvEmotion, std::string(kSeeker), *first, conversation.emotion, conversation.initial);
  if (last && last != first && conversation.final) {
    gold.label(kEsconvEmotion, std::string(kSeeker), *last, conversation.emotion, conversation.final);
  }
  gold.occur({.type = "situation", .subject = {}, .time = {}, .turn = {}, .attributes = conversation.situation});
  write_esconv_survey(conversation.seeker, kSeeker, gold);
  write_esconv_survey(conversation.supporter, kSupporter, gold);
  gold.close();
}

void read_esconv(const DatasetInput& input, RecordSink& out) {
  const auto source = input.files.open(input.file());
  LineReader lines(*source, input.context);
  GoldWriter gold(input, input.file(), out);
  std::size_t number = 0;
  const auto write = [&](const EsconvConversation& conversation, const Place& place) {
    write_esconv(conversation, input.episode(std::to_string(number++)), place, gold);
  };
  read_json(lines, input.context, [&](JsonStream& json) {
    if (json.peek() == '[') return json.items([&] { read_dialogue(json, input.context, parse_esconv, write); });
    while (json.peek() != '\0') read_dialogue(json, input.context, parse_esconv, write);  // an object a line
  });
}

}  // namespace

void register_esconv(Engine& engine) {
  add_dataset(
      engine,
      {.name = "esconv",
       .folder = "text/esconv",
       .title = "ESConv and FailedESConv: emotional support, its strategies and what it changed",
       .paper = "Liu et al. 2021, ACL",
       .licence = "CC BY-NC 4.0; for academic research only",
       .licence_class = LicenceClass::restricted,
       .sensitive = true,
       .languages = {"en"},
       .gold = {{.what = "the seeker's emotion with its intensity at the beginning and the end",
                 .perspective = Perspective::felt,
                 .taxonomy = "esconv",
                 .scale = "1..5",
                 .ekman = {{"sadness", "sadness"}, {"anger", "anger"}, {"fear", "fear"}, {"disgust", "disgust"}}}},
       .splits = {{"train", {"train.jsonl"}, {{"episodes", 910}, {"rows", 26648}}},
                  {"valid", {"valid.jsonl"}, {{"episodes", 195}, {"rows", 5678}}},
                  {"test", {"test.jsonl"}, {{"episodes", 195}, {"rows", 6039}}},
                  {"failed", {"FailedESConv.json"}, {{"episodes", 196}, {"rows", 5230}}}},
       .traps = "selected on outcome: whoever has both ratings improved; fit it with failed, and never call it "
                "efficacy; a strategy is one that was acceptable, not the only one"},
      read_esconv);
}

}  // namespace affect::io
