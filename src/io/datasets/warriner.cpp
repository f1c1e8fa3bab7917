#include <array>
#include <set>

#include "io/ascii.h"
#include "io/datasets/table.h"

namespace affect::io {
namespace {

const GoldScheme kWarriner{.perspective = Perspective::evoked, .instrument = "Warriner SAM 1..9"};
constexpr std::string_view kWarrinerReaders = "readers";

/// The words of a split; none for all words.
std::set<std::string, std::less<>> warriner_words(const DatasetInput& input) {
  std::set<std::string, std::less<>> words;
  if (input.split.files.size() < 2) return words;
  const auto source = input.files.open(input.file(1));
  LineReader lines(*source, input.context);
  for (std::string_view line; lines.next_text(line, input.context.diagnostics);) words.emplace(trim(line));
  lines.finish(input.context);
  return words;
}

void read_warriner(const DatasetInput& input, RecordSink& out) {
  const bool all = input.split.files.size() < 2;
  const auto words = warriner_words(input);
  Table table(input, input.file(), {});
  GoldWriter gold(input, input.file(), out);
  gold.open(input.episode());
  gold.subject(std::string(kWarrinerReaders), Subject::Type::audience);
  table.rows([&](const Table& row) { return all || words.contains(row["Word"]); },
             [&](const Table& row) {
               AffectState state;
               state.valence = rescale(number_of(row["V.Mean.Sum"]), 1, 9);
               state.arousal = rescale(number_of(row["A.Mean.Sum"]), 1, 9);
               state.dominance = rescale(number_of(row["D.Mean.Sum"]), 1, 9);
               constexpr std::array<std::string_view, 3> kSpread{"V.SD.Sum", "A.SD.Sum", "D.SD.Sum"};
               for (std::size_t i = 0; i < kSpread.size(); ++i) state.rater_sd[i] = number_of(row[kSpread[i]]) / 4;
               const auto turn = gold.turn({.text = row.text("Word")}, row.place());
               if (!turn) return false;
               gold.state(kWarriner, std::string(kWarrinerReaders), *turn, state);
               gold.occur({.type = "groups",
                           .subject = {},
                           .time = {},
                           .turn = *turn,
                           .attributes = row.rest({"Word", "V.Mean.Sum", "A.Mean.Sum", "D.Mean.Sum", "V.SD.Sum",
                                                   "A.SD.Sum", "D.SD.Sum"})});
               return true;
             });
  gold.close();
}

}  // namespace

void register_warriner(Engine& engine) {
  const std::string ratings = "Ratings_Warriner_et_al.csv.gz";
  add_dataset(engine,
              {.name = "warriner",
               .folder = "text/lexicon-warriner-vad",
               .title = "Warriner norms: valence, arousal, dominance of 13,915 English words",
               .paper = "040 Warriner, Kuperman and Brysbaert 2013, Behavior Research Methods",
               .licence = "CC BY-NC-ND 3.0: to be passed on unchanged or not at all",
               .licence_class = LicenceClass::non_commercial,
               .languages = {"en"},
               .gold = {{.what = "V, A, D that reading the word evokes, means and SDs",
                         .perspective = Perspective::evoked,
                         .scale = "1..9"}},
               .splits = {{"all", {ratings}, {{"rows", 13915}}},
                          {"train", {ratings, "split_crosslingual_train.txt"}, {}},
                          {"dev", {ratings, "split_crosslingual_dev.txt"}, {}},
                          {"test", {ratings, "split_crosslingual_test.txt"}, {}}},
               .traps = "train, dev and test are the copy authors' split of words; no altered copy may be passed on"},
              read_warriner);
}

}  // namespace affect::io
