#include <array>

#include "io/ascii.h"
#include "io/datasets/table.h"

namespace affect::io {
namespace {

/// In the order that the files' numbers 1 to 8 count.
const GoldScheme kXed{.taxonomy = "plutchik",
                      .kind = LabelKind::independent,
                      .labels = {"anger", "anticipation", "disgust", "fear", "joy", "sadness", "surprise", "trust"}};

std::vector<double> xed_labels(std::string_view numbers) {
  std::vector<double> labels(kXed.labels.size());
  while (!numbers.empty()) {
    const auto end = std::min(numbers.find(','), numbers.size());
    const std::string_view number = trim(numbers.substr(0, end));
    if (number.size() != 1 || number[0] < '1' || number[0] > '8') throw InputError("a label is none of 1 to 8");
    labels[static_cast<std::size_t>(number[0] - '1')] = 1;
    numbers.remove_prefix(std::min(end + 1, numbers.size()));
  }
  return labels;
}

/// Neutral lines begin with a 9. A row of the other files with more or fewer than two cells is what the alignment of
/// subtitles left behind.
void read_xed(const DatasetInput& input, RecordSink& out) {
  const bool neutral = input.split.name == "en_neutral";
  TableShape shape{.separator = '\t', .quoted = false, .ragged = true};
  shape.columns = neutral ? std::vector<std::string>{"labels", "text"} : std::vector<std::string>{"text", "labels"};
  Table table(input, input.file(), shape);
  GoldWriter gold(input, input.file(), out);
  gold.open(input.episode(), input.split.name.substr(0, 2));
  gold.subject(std::string(kAuthor), Subject::Type::person);
  table.rows([&](const Table& row) {
    if (!neutral && row.size() != 2) return false;
    if (neutral && row["labels"] != "9") throw InputError("a neutral line does not begin with 9");
    const auto labels = xed_labels(neutral ? std::string_view() : row["labels"]);
    const auto turn = gold.turn({.text = row.text("text")}, row.place());
    if (turn) gold.labels(kXed, std::string(kAuthor), *turn, labels);
    return turn.has_value();
  });
  gold.close();
}

}  // namespace

void register_xed(Engine& engine) {
  add_dataset(engine,
              {.name = "xed",
               .folder = "text/xed",
               .title = "XED: eight emotions of subtitles, English and French",
               .paper = "Oehman et al. 2020, COLING",
               .licence = "CC BY 4.0",
               .licence_class = LicenceClass::attribution,
               .languages = {"en", "fr"},
               .gold = {{.what = "emotions of the line; French ones are projected from the English or Finnish line",
                         .taxonomy = "plutchik",
                         .ekman = {{"anger", "anger"},
                                   {"disgust", "disgust"},
                                   {"fear", "fear"},
                                   {"joy", "joy"},
                                   {"sadness", "sadness"},
                                   {"surprise", "surprise"}}}},
               .splits = {{"en", {"en-annotated.tsv"}, {{"rows", 17528}}},
                          {"en_neutral", {"neu_en.txt"}, {{"rows", 9674}}},
                          {"fr", {"fr-projections.tsv"}, {{"rows", 7560}, {"turns", 7303}}}},
               .traps = "no official split; English and French hold lines of one another: de-duplicate by meaning; 257 "
                        "lines of the French file are no sentences but leftovers of an alignment, skipped and counted"},
              read_xed);
}

}  // namespace affect::io
