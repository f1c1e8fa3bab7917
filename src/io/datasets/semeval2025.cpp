#include <array>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "io/ascii.h"
#include "io/datasets/table.h"

namespace affect::io {
namespace {

struct SemevalLanguage {
  std::string_view code;      ///< of the file
  std::string_view language;  ///< BCP 47
  std::size_t rows;           ///< of the train split of track A
};
constexpr std::array<SemevalLanguage, 28> kSemevalLanguages{
    {{"afr", "af", 1222},     {"amh", "am", 3549},     {"arq", "arq", 901}, {"ary", "ary", 1608}, {"chn", "zh", 2642},
     {"deu", "de", 2603},     {"eng", "en", 2764},     {"esp", "es", 1996}, {"hau", "ha", 2145},  {"hin", "hi", 2556},
     {"ibo", "ig", 2880},     {"kin", "rw", 2451},     {"mar", "mr", 2415}, {"orm", "om", 3442},  {"pcm", "pcm", 3728},
     {"ptbr", "pt-BR", 2226}, {"ptmz", "pt-MZ", 1546}, {"ron", "ro", 1241}, {"rus", "ru", 2679},  {"som", "so", 3392},
     {"sun", "su", 924},      {"swa", "sw", 3307},     {"swe", "sv", 1187}, {"tat", "tt", 1000},  {"tir", "ti", 3681},
     {"ukr", "uk", 2466},     {"vmw", "vmw", 1551},    {"yor", "yo", 2992}}};
constexpr std::array<SemevalLanguage, 4> kSemevalUntrained{
    {{"ind", "id", 0}, {"jav", "jv", 0}, {"xho", "xh", 0}, {"zul", "zu", 0}}};
constexpr std::array<std::string_view, 10> kSemevalIntensity{"amh", "arq", "chn",  "deu", "eng",
                                                             "esp", "hau", "ptbr", "rus", "ukr"};

std::string semeval_language(std::string_view code) {
  for (const SemevalLanguage& one : kSemevalLanguages) {
    if (one.code == code) return std::string(one.language);
  }
  for (const SemevalLanguage& one : kSemevalUntrained) {
    if (one.code == code) return std::string(one.language);
  }
  return {};
}

/// Track B has intensities 0 to 3, the others 0 or 1. A label that a language has not is no column.
void read_semeval_file(const DatasetInput& input, const std::string& file, RecordSink& out) {
  const bool intense = input.split.name.starts_with("track_b");
  Table table(input, file, {});
  GoldScheme scheme{.taxonomy = "ekman", .kind = LabelKind::independent};
  if (intense) scheme.instrument = "SemEval-2025 Task 11 intensity 0..3";
  for (const std::string& column : table.columns()) {
    if (column != "id" && column != "text") scheme.labels.push_back(column);
  }
  const std::string code(file_stem(file));
  GoldWriter gold(input, file, out);
  gold.open(input.episode(code), semeval_language(code));
  gold.subject(std::string(kAuthor), Subject::Type::person);
  table.rows([&](const Table& row) {
    std::vector<double> labels;
    std::vector<std::optional<double>> intensities;
    for (const std::string& label : scheme.labels) {
      const double value = unit_scale(number_of(row[label]), 0, intense ? 3 : 1);
      labels.push_back(value > 0 ? 1 : 0);
      if (intense) intensities.emplace_back(value);
    }
    const auto turn = gold.turn({.text = row.text("text"), .id = row.text("id")}, row.place());
    if (turn) gold.labels(scheme, std::string(kAuthor), *turn, labels, intensities);
    return turn.has_value();
  });
  gold.close();
}

void read_semeval2025(const DatasetInput& input, RecordSink& out) {
  for (const std::string& file : input.split.files) read_semeval_file(input, file, out);
}

template <class Codes>
DatasetSplit semeval_split(std::string track, const std::string& part, const Codes& codes, std::size_t rows) {
  DatasetSplit split{track + "_" + part, {}, {{"rows", rows}, {"episodes", codes.size()}}};
  for (const std::string_view code : codes) split.files.push_back(fmt::format("{}/{}/{}.csv", track, part, code));
  return split;
}

std::vector<DatasetSplit> semeval_splits() {
  std::vector<std::string_view> all, untrained, intensity_dev(kSemevalIntensity.begin(), kSemevalIntensity.end());
  for (const SemevalLanguage& one : kSemevalLanguages) all.push_back(one.code);
  for (const SemevalLanguage& one : kSemevalUntrained) untrained.push_back(one.code);
  intensity_dev.push_back("ron");
  std::vector<DatasetSplit> splits{
      semeval_split("track_a", "train", all, 65094), semeval_split("track_a", "dev", all, 8505),
      semeval_split("track_b", "train", kSemevalIntensity, 23511), semeval_split("track_b", "dev", intensity_dev, 2662),
      semeval_split("track_c", "dev", untrained, 1864)};
  for (const SemevalLanguage& one : kSemevalLanguages) {
    splits[0].published.push_back({fmt::format("language:{}", one.language), one.rows});
  }
  splits[1].published.push_back({"language:en", 115});
  return splits;
}

std::vector<std::string> semeval_languages() {
  std::vector<std::string> languages;
  languages.reserve(kSemevalLanguages.size() + kSemevalUntrained.size());
  for (const SemevalLanguage& one : kSemevalLanguages) languages.emplace_back(one.language);
  for (const SemevalLanguage& one : kSemevalUntrained) languages.emplace_back(one.language);
  return languages;
}

}  // namespace

void register_semeval2025(Engine& engine) {
  add_dataset(engine,
              {.name = "semeval2025",
               .folder = "text/semeval2025-task11",
               .title = "SemEval-2025 Task 11: six emotions in 32 languages, intensity in 11",
               .paper = "065, 082, 094 Muhammad et al. 2025, SemEval",
               .licence = "CC BY 4.0",
               .licence_class = LicenceClass::attribution,
               .languages = semeval_languages(),
               .gold = {{.what = "emotions of the text (tracks A and C)",
                         .taxonomy = "ekman",
                         .ekman = {{"anger", "anger"},
                                   {"disgust", "disgust"},
                                   {"fear", "fear"},
                                   {"joy", "joy"},
                                   {"sadness", "sadness"},
                                   {"surprise", "surprise"}}},
                        {.what = "emotions with intensity (track B)", .taxonomy = "ekman", .scale = "0..3"}},
               .splits = semeval_splits(),
               .traps = "English has no disgust, Afrikaans no surprise: a missing label is masked, never 0; no test "
                        "split: dev plays the test; 104 German train rows differ between tracks A and B"},
              read_semeval2025);
}

}  // namespace affect::io
