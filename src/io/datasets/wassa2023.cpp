#include <algorithm>
#include <array>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "io/datasets/table.h"

namespace affect::io {
namespace {

const GoldScheme kWassaPolarity{.instrument = "WASSA 2023 polarity 0..2, 2 negative"};
const GoldScheme kWassaTurn{.taxonomy = "empathy_intensity",
                            .kind = LabelKind::independent,
                            .labels = {"emotion", "empathy"},
                            .instrument = "WASSA 2023 intensity 0..5"};
const GoldScheme kWassaEssay{.perspective = Perspective::felt,
                             .taxonomy = "empathy_distress",
                             .kind = LabelKind::independent,
                             .labels = {"empathy", "distress"},
                             .instrument = "Batson 1..7"};
const GoldScheme kWassaEmotion{.taxonomy = "wassa_emotion",
                               .kind = LabelKind::independent,
                               .labels = {"Anger", "Disgust", "Fear", "Hope", "Joy", "Neutral", "Sadness", "Surprise"}};
constexpr std::array<std::string_view, 5> kWassaPersonality{"personality_conscientiousness", "personality_openess",
                                                            "personality_extraversion", "personality_agreeableness",
                                                            "personality_stability"};
constexpr std::array<std::string_view, 4> kWassaIri{"iri_perspective_taking", "iri_personal_distress", "iri_fantasy",
                                                    "iri_empathatic_concern"};
const TableShape kWassaTsv{.separator = '\t', .quoted = false};

struct WassaLine {
  double turn_id = 0;
  std::string id, speaker, text, article;
  double polarity = 0, emotion = 0, empathy = 0;
  std::map<std::string, std::string> ids;
  Place place;
};

struct WassaConversation {
  std::string id;
  std::vector<WassaLine> lines;
};

void write_wassa_conversation(const DatasetInput& input, WassaConversation& conversation, GoldWriter& gold) {
  // Four turns of the train split stand at the file's end, away from their conversations.
  std::stable_sort(conversation.lines.begin(), conversation.lines.end(),
                   [](const WassaLine& a, const WassaLine& b) { return a.turn_id < b.turn_id; });
  gold.open(input.episode(conversation.id));
  for (WassaLine& line : conversation.lines) {
    const auto turn = gold.turn({.speaker = line.speaker, .text = std::move(line.text), .id = line.id}, line.place);
    AffectState polarity;
    polarity.valence = line.polarity;
    gold.state(kWassaPolarity, line.speaker, *turn, polarity);
    gold.labels(kWassaTurn, line.speaker, *turn, std::array{1.0, 1.0},
                std::array<std::optional<double>, 2>{line.emotion, line.empathy});
    gold.occur({.type = "ids", .subject = {}, .time = {}, .turn = *turn, .attributes = std::move(line.ids)});
  }
  gold.close();
}

void read_wassa_conversations(const DatasetInput& input, RecordSink& out) {
  Table table(input, input.file(), kWassaTsv);
  std::unique_ptr<Table> labels;
  if (input.split.files.size() > 1) {
    TableShape shape = kWassaTsv;
    shape.columns = {"EmotionalPolarity", "Emotion", "Empathy"};
    labels = std::make_unique<Table>(input, input.file(1), shape);
  }
  std::vector<WassaConversation> conversations;
  std::map<std::string, std::size_t, std::less<>> known;
  bool labelled = true;
  // The labels' line is taken even where this row is broken, so that the next ones still fit.
  const auto belongs = [&](const Table&) { return labelled = !labels || labels->next(), true; };
  table.rows(belongs, [&](const Table& row) {
    if (!labelled) throw InputError("a row has no labels", {}, "are both files whole?");
    const Table& gold = labels ? *labels : row;
    WassaLine line;
    line.id = row.text("turn_id");
    line.turn_id = number_of(line.id);
    line.text = row.text("text");
    line.polarity = -rescale(number_of(gold["EmotionalPolarity"]), 0, 2);
    line.emotion = unit_scale(number_of(gold["Emotion"]), 0, 5);
    line.empathy = unit_scale(number_of(gold["Empathy"]), 0, 5);
    line.speaker = "speaker " + row.text("speaker_number");
    for (const std::string_view id : {"article_id", "speaker_id", "essay_id"}) line.ids.emplace(id, row.text(id));
    line.place = row.place();
    if (line.text.empty()) return false;
    const auto [conversation, is_new] = known.emplace(row.text("conversation_id"), conversations.size());
    if (is_new) conversations.push_back({conversation->first, {}});
    conversations[conversation->second].lines.push_back(std::move(line));
    return true;
  });
  GoldWriter gold(input, input.file(), out);
  for (WassaConversation& conversation : conversations) write_wassa_conversation(input, conversation, gold);
}

template <std::size_t size>
Assessment wassa_answers(std::string instrument, const std::string& subject, const Table& row,
                         const std::array<std::string_view, size>& columns) {
  Assessment answered;
  answered.instrument = std::move(instrument);
  answered.subject = subject;
  answered.source = {std::string(kGold), "1", {}};
  for (const std::string_view column : columns) {
    AssessmentItem item{std::string(column), {}, {}};
    const std::string cell = row.text(column);
    if (cell != "unknown") item.score = number_of(cell);
    answered.items.push_back(std::move(item));
  }
  return answered;
}

std::vector<double> wassa_emotions(std::string_view names) {
  std::vector<double> emotions(kWassaEmotion.labels.size());
  while (!names.empty()) {
    const auto end = std::min(names.find('/'), names.size());
    emotions[kWassaEmotion.index(names.substr(0, end))] = 1;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return emotions;
}

void read_wassa_essays(const DatasetInput& input, RecordSink& out) {
  Table table(input, input.file(), kWassaTsv);
  std::unique_ptr<Table> labels;
  if (input.split.files.size() > 1) {
    TableShape shape = kWassaTsv;
    shape.columns = {"empathy", "distress", "emotion"};
    shape.columns.insert(shape.columns.end(), kWassaPersonality.begin(), kWassaPersonality.end());
    shape.columns.insert(shape.columns.end(), kWassaIri.begin(), kWassaIri.end());
    labels = std::make_unique<Table>(input, input.file(1), shape);
  }
  std::vector<std::string_view> shown{"essay", "empathy", "distress", "emotion"};
  shown.insert(shown.end(), kWassaPersonality.begin(), kWassaPersonality.end());
  shown.insert(shown.end(), kWassaIri.begin(), kWassaIri.end());
  GoldWriter gold(input, input.file(), out);
  bool labelled = true;
  const auto belongs = [&](const Table&) { return labelled = !labels || labels->next(), true; };
  table.rows(belongs, [&](const Table& row) {
    if (!labelled) throw InputError("a row has no labels", {}, "are both files whole?");
    const Table& given = labels ? *labels : row;
    const std::array<std::optional<double>, 2> felt{unit_scale(number_of(given["empathy"]), 1, 7),
                                                    unit_scale(number_of(given["distress"]), 1, 7)};
    const auto emotions = wassa_emotions(given.text("emotion"));
    const std::string speaker = "person " + row.text("speaker_id");
    Assessment traits = wassa_answers("Big Five", speaker, given, kWassaPersonality);
    Assessment empathy = wassa_answers("IRI", speaker, given, kWassaIri);
    std::string essay = row.text("essay");
    if (essay.empty()) return false;
    gold.open(input.episode(row.text("essay_id")));
    const auto turn = gold.turn({.speaker = speaker, .text = std::move(essay)}, row.place());
    gold.labels(kWassaEssay, speaker, *turn, std::array{1.0, 1.0}, felt);
    gold.labels(kWassaEmotion, speaker, *turn, emotions);
    gold.occur({.type = "person", .subject = speaker, .time = {}, .turn = *turn, .attributes = row.rest(shown)});
    gold.add(std::move(traits));
    gold.add(std::move(empathy));
    gold.close();
    return true;
  });
}

void read_wassa2023(const DatasetInput& input, RecordSink& out) {
  if (input.split.name.starts_with("conversations")) {
    read_wassa_conversations(input, out);
  } else {
    read_wassa_essays(input, out);
  }
}

}  // namespace

void register_wassa2023(Engine& engine) {
  add_dataset(
      engine,
      {.name = "wassa2023",
       .folder = "text/wassa2023",
       .title = "WASSA 2023: empathy, polarity and intensity of turns; essays with empathy, distress and traits",
       .paper = "074 Barriere et al. 2023, WASSA; data: Omitaomu et al. 2022",
       .licence = "not stated; handed out through a competition: not to be passed on",
       .licence_class = LicenceClass::restricted,
       .languages = {"en"},
       .gold = {{.what = "valence of the turn", .scale = "0..2, 2 negative"},
                {.what = "intensity of emotion and empathy of the turn",
                 .taxonomy = "empathy_intensity",
                 .scale = "0..5"},
                {.what = "empathy and distress of the essay's author",
                 .perspective = Perspective::felt,
                 .taxonomy = "empathy_distress",
                 .scale = "1..7"},
                {.what = "emotions of the essay",
                 .taxonomy = "wassa_emotion",
                 .ekman = {{"Anger", "anger"},
                           {"Disgust", "disgust"},
                           {"Fear", "fear"},
                           {"Joy", "joy"},
                           {"Sadness", "sadness"},
                           {"Surprise", "surprise"}}}},
       .splits = {{"conversations_train",
                   {"WASSA23_conv_level_with_labels_train.tsv"},
                   {{"episodes", 386}, {"rows", 8776}}},
                  {"conversations_dev", {"WASSA23_conv_level_dev.tsv", "goldstandard_CONV_dev.tsv"}, {{"rows", 2400}}},
                  {"essays_train", {"WASSA23_essay_level_with_labels_train.tsv"}, {{"rows", 792}}},
                  {"essays_dev", {"WASSA23_essay_level_dev.tsv", "goldstandard_dev.tsv"}, {{"rows", 208}}}},
       .traps = "dev shares its articles with train; no test labels; ages and incomes stand in the records of persons"},
      read_wassa2023);
}

}  // namespace affect::io
