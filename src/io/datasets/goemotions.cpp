#include "io/ascii.h"
#include "io/datasets/table.h"

namespace affect::io {
namespace {

/// In the order of emotions.txt, which the ids count.
const GoldScheme kGoEmotions{
    .taxonomy = "goemotions",
    .kind = LabelKind::independent,
    .labels = {"admiration", "amusement",   "anger",          "annoyance",   "approval", "caring",        "confusion",
               "curiosity",  "desire",      "disappointment", "disapproval", "disgust",  "embarrassment", "excitement",
               "fear",       "gratitude",   "grief",          "joy",         "love",     "nervousness",   "optimism",
               "pride",      "realization", "relief",         "remorse",     "sadness",  "surprise",      "neutral"}};

std::vector<double> goemotions_labels(std::string_view ids) {
  std::vector<double> labels(kGoEmotions.labels.size());
  while (!ids.empty()) {
    const auto end = std::min(ids.find(','), ids.size());
    const double id = number_of(ids.substr(0, end));
    const auto index = static_cast<std::size_t>(std::max(id, 0.0));
    if (id != static_cast<double>(index) || index >= labels.size()) throw InputError("a label id is none of 0 to 27");
    labels[index] = 1;
    ids.remove_prefix(std::min(end + 1, ids.size()));
  }
  return labels;
}

void read_goemotions(const DatasetInput& input, RecordSink& out) {
  Table table(input, input.file(), {.separator = '\t', .quoted = false, .columns = {"text", "labels", "id"}});
  GoldWriter gold(input, input.file(), out);
  gold.open(input.episode());
  gold.subject(std::string(kAuthor), Subject::Type::person);
  table.rows([&](const Table& row) {
    const auto labels = goemotions_labels(row["labels"]);
    const auto turn = gold.turn({.text = row.text("text"), .id = row.text("id")}, row.place());
    if (turn) gold.labels(kGoEmotions, std::string(kAuthor), *turn, labels);
    return turn.has_value();
  });
  gold.close();
}

std::vector<std::pair<std::string, std::string>> goemotions_to_ekman() {
  const std::vector<std::pair<std::string, std::vector<std::string>>> groups{
      {"anger", {"anger", "annoyance", "disapproval"}},
      {"disgust", {"disgust"}},
      {"fear", {"fear", "nervousness"}},
      {"joy",
       {"joy", "amusement", "approval", "excitement", "gratitude", "love", "optimism", "relief", "pride", "admiration",
        "desire", "caring"}},
      {"sadness", {"sadness", "disappointment", "embarrassment", "grief", "remorse"}},
      {"surprise", {"surprise", "realization", "confusion", "curiosity"}}};
  std::vector<std::pair<std::string, std::string>> map;
  for (const auto& [ekman, labels] : groups) {
    for (const std::string& label : labels) map.emplace_back(label, ekman);
  }
  return map;
}

}  // namespace

void register_goemotions(Engine& engine) {
  add_dataset(engine,
              {.name = "goemotions",
               .folder = "text/goemotions",
               .title = "GoEmotions: 27 emotions and neutral of comments",
               .paper = "032 Demszky et al. 2020, ACL",
               .licence = "Apache-2.0 (repository of the copy); data licence not stated",
               .licence_class = LicenceClass::free,
               .languages = {"en"},
               .gold = {{.what = "emotions of the comment", .taxonomy = "goemotions", .ekman = goemotions_to_ekman()}},
               .splits = {{"train", {"train.tsv"}, {{"rows", 43410}}},
                          {"dev", {"dev.tsv"}, {{"rows", 5426}}},
                          {"test", {"test.tsv"}, {{"rows", 5427}}}},
               .traps = "names and religions are masked; quotes are characters of the text"},
              read_goemotions);
}

}  // namespace affect::io
