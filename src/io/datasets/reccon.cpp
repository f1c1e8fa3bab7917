#include <map>
#include <optional>
#include <set>
#include <vector>

#include <fmt/format.h>

#include "io/datasets/gold_writer.h"
#include "io/datasets/json_dialogues.h"

namespace affect::io {
namespace {

const GoldScheme kRecconEmotion{.taxonomy = "dailydialog",
                                .labels = {"neutral", "anger", "disgust", "fear", "happiness", "sadness", "surprise"}};

struct RecconCause {
  std::string evidence;  ///< number of a turn from 1, or "b": background that no turn states
  std::string span;
};

struct RecconTurn {
  std::string speaker, text, flag, explanation;
  std::size_t emotion = 0;
  std::vector<RecconCause> causes;
  std::vector<std::string> types;
};

/// The files hold 15 labels that are misspelt or of another part of speech.
std::string_view reccon_label(std::string_view label) {
  static const std::map<std::string_view, std::string_view> kMended{
      {"happy", "happiness"}, {"happines", "happiness"}, {"excited", "happiness"},
      {"sad", "sadness"},     {"angry", "anger"},        {"surprised", "surprise"}};
  const auto mended = kMended.find(label);
  return mended == kMended.end() ? label : mended->second;
}

std::vector<RecconTurn> parse_reccon(const JsonView& dialogue) {
  std::vector<RecconTurn> turns;
  for (const JsonView& part : dialogue.items()) {
    for (const JsonView& item : part.items()) {
      RecconTurn& turn = turns.emplace_back();
      turn.speaker = item.text("speaker");
      turn.text = item.text("utterance");
      turn.flag = item.text("flag");
      turn.explanation = item.text("explanation");
      turn.emotion = kRecconEmotion.index(reccon_label(item.text("emotion")));
      const auto evidence = item.items("expanded emotion cause evidence");
      const auto spans = item.items("expanded emotion cause span");
      for (std::size_t i = 0; i < evidence.size(); ++i) {
        RecconCause& cause = turn.causes.emplace_back();
        cause.evidence = evidence[i].is_string() ? evidence[i].string() : std::to_string(evidence[i].integer());
        if (i < spans.size()) cause.span = spans[i].string();
      }
      for (const JsonView& type : item.items("type")) turn.types.emplace_back(type.string());
    }
  }
  return turns;
}

/// The turn that an evidence names, from 0.
std::optional<std::size_t> reccon_turn(const std::string& evidence, std::size_t turns) {
  for (std::size_t i = 0; i < turns; ++i) {
    if (evidence == std::to_string(i + 1)) return i;
  }
  return std::nullopt;
}

using RecconNumbers = std::vector<std::optional<std::int64_t>>;

void write_reccon_causes(const std::vector<RecconTurn>& turns, const RecconNumbers& numbers, const Place& place,
                         const ReadContext& context, GoldWriter& gold) {
  for (std::size_t i = 0; i < turns.size(); ++i) {
    if (!numbers[i]) continue;
    std::set<std::size_t> related;
    for (const RecconCause& cause : turns[i].causes) {
      Occurrence span{.type = "cause_span", .subject = {}, .time = {}, .turn = *numbers[i]};
      span.attributes = {{"evidence", cause.evidence}, {"span", cause.span}};
      gold.occur(std::move(span));
      if (cause.evidence == "b") continue;
      const auto from = reccon_turn(cause.evidence, turns.size());
      if (!from || !numbers[*from]) {
        context.diagnostics.add("dangling_cause", "a cause names a turn that is not here", place);
      } else if (related.insert(*from).second) {
        gold.cause(*numbers[*from], *numbers[i]);
      }
    }
    for (const std::string& type : turns[i].types) gold.code("cause_type", *numbers[i], type);
    if (turns[i].flag.empty() && turns[i].explanation.empty()) continue;
    Occurrence note{.type = "cause_note", .subject = {}, .time = {}, .turn = *numbers[i]};
    note.attributes = {{"explanation", turns[i].explanation}, {"flag", turns[i].flag}};
    gold.occur(std::move(note));
  }
}

void read_reccon(const DatasetInput& input, RecordSink& out) {
  const auto source = input.files.open(input.file());
  LineReader lines(*source, input.context);
  GoldWriter gold(input, input.file(), out);
  read_json(lines, input.context, [&](JsonStream& json) {
    json.members([&](std::string_view id) {
      read_dialogue(json, input.context, parse_reccon, [&](const std::vector<RecconTurn>& turns, const Place& place) {
        gold.open(input.episode(id));
        RecconNumbers numbers;
        for (const RecconTurn& turn : turns) {
          numbers.push_back(gold.utterance({.speaker = turn.speaker, .text = turn.text}, place));
          if (numbers.back()) gold.label(kRecconEmotion, turn.speaker, *numbers.back(), turn.emotion);
        }
        write_reccon_causes(turns, numbers, place, input.context, gold);
        gold.close();
      });
    });
  });
}

}  // namespace

void register_reccon(Engine& engine) {
  add_dataset(
      engine,
      {.name = "reccon",
       .folder = "text/reccon-dailydialog",
       .title = "RECCON, DailyDialog part: causes of emotions in dialogues",
       .paper = "Poria et al. 2021, Cognitive Computation",
       .licence = "not stated; DailyDialog is CC BY-NC-SA 4.0",
       .licence_class = LicenceClass::restricted,
       .languages = {"en"},
       .gold = {{.what = "emotion of the turn and its causes",
                 .taxonomy = "dailydialog",
                 .ekman = {{"anger", "anger"},
                           {"disgust", "disgust"},
                           {"fear", "fear"},
                           {"happiness", "joy"},
                           {"sadness", "sadness"},
                           {"surprise", "surprise"}}}},
       .splits = {{"train", {"dailydialog_train.json"}, {{"episodes", 834}, {"rows", 8206}, {"cause_span", 7630}}},
                  {"valid", {"dailydialog_valid.json"}, {{"episodes", 47}, {"rows", 493}, {"cause_span", 352}}},
                  {"test",
                   {"dailydialog_test.json"},
                   {{"episodes", 225}, {"rows", 2405}, {"cause_span", 1933}, {"relation:cause", 1767}}}},
       .traps = "151 of 225 test dialogues lie in the train split of dailydialog; a cause_span is one a pair as "
                "published (background \"b\" and repeated ones too), a relation is one a pair of turns"},
      read_reccon);
}

}  // namespace affect::io
