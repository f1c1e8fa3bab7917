#include <array>
#include <string_view>

#include "io/datasets/table.h"

namespace affect::io {
namespace {

const GoldScheme kAfinn{.perspective = Perspective::expressed, .instrument = "AFINN -5..5"};

struct AfinnList {
  std::string_view split, file, language;
  std::size_t rows;
};
constexpr std::array<AfinnList, 7> kAfinnLists{{{"en", "AFINN-en-165.txt", "en", 3382},
                                                {"en_111", "AFINN-111.txt", "en", 2477},
                                                {"fr", "AFINN-fr-165.txt", "fr", 2193},
                                                {"da", "AFINN-da-32.txt", "da", 3552},
                                                {"sv", "AFINN-sv-165.txt", "sv", 3370},
                                                {"fi", "AFINN-fi-165.txt", "fi", 2576},
                                                {"emoticon", "AFINN-emoticon-8.txt", "", 96}}};

void read_afinn(const DatasetInput& input, RecordSink& out) {
  std::string language;
  for (const AfinnList& list : kAfinnLists) {
    if (list.split == input.split.name) language = list.language;
  }
  Table table(input, input.file(), {.separator = '\t', .quoted = false, .columns = {"word", "valence"}});
  GoldWriter gold(input, input.file(), out);
  gold.open(input.episode(), language);
  gold.subject(std::string(kAuthor), Subject::Type::person);
  table.rows([&](const Table& row) {
    AffectState state;
    state.valence = rescale(number_of(row["valence"]), -5, 5);
    const auto turn = gold.turn({.text = row.text("word")}, row.place());
    if (turn) gold.state(kAfinn, std::string(kAuthor), *turn, state);
    return turn.has_value();
  });
  gold.close();
}

std::vector<DatasetSplit> afinn_splits() {
  std::vector<DatasetSplit> splits;
  splits.reserve(std::size(kAfinnLists));
  for (const AfinnList& list : kAfinnLists) {
    splits.push_back({std::string(list.split), {std::string(list.file)}, {{"rows", list.rows}}});
  }
  return splits;
}

}  // namespace

void register_afinn(Engine& engine) {
  add_dataset(engine,
              {.name = "afinn",
               .folder = "text/lexicon-afinn",
               .title = "AFINN: valence of words in five languages",
               .paper = "Nielsen 2011, A new ANEW",
               .licence = "Apache-2.0",
               .licence_class = LicenceClass::free,
               .languages = {"en", "fr", "da", "sv", "fi"},
               .gold = {{.what = "valence that the word expresses, by one rater",
                         .perspective = Perspective::expressed,
                         .scale = "-5..5"}},
               .splits = afinn_splits(),
               .traps = "the Swedish list repeats entries: 2,977 different ones"},
              read_afinn);
}

}  // namespace affect::io
