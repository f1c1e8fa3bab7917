#include <array>
#include <map>

#include "io/datasets/table.h"

namespace affect::io {
namespace {

const std::string kEmobankScale = "EmoBank SAM 1..5";
/// The authors' default: the weighted mean of both perspectives.
const GoldScheme kEmobankMean{.instrument = kEmobankScale, .source = "mean"};
const GoldScheme kEmobankWriter{.perspective = Perspective::expressed, .instrument = kEmobankScale};
const GoldScheme kEmobankReader{.perspective = Perspective::evoked, .instrument = kEmobankScale};
constexpr std::string_view kEmobankReaders = "readers";

using EmobankRatings = std::map<std::string, AffectState, std::less<>>;

AffectState emobank_state(const Table& row) {
  AffectState state;
  state.valence = rescale(number_of(row["V"]), 1, 5);
  state.arousal = rescale(number_of(row["A"]), 1, 5);
  state.dominance = rescale(number_of(row["D"]), 1, 5);
  return state;
}

EmobankRatings emobank_ratings(const DatasetInput& input, const std::string& file) {
  EmobankRatings ratings;
  Table table(input, file, {});
  while (table.next()) {
    AffectState state = emobank_state(table);
    constexpr std::array kSpread{"stdV", "stdA", "stdD"};
    for (std::size_t i = 0; i < kSpread.size(); ++i) state.rater_sd[i] = number_of(table[kSpread[i]]) / 2;
    ratings.emplace(table["id"], state);
  }
  return ratings;
}

std::map<std::string, std::map<std::string, std::string>, std::less<>> emobank_documents(const DatasetInput& input) {
  std::map<std::string, std::map<std::string, std::string>, std::less<>> documents;
  Table table(input, input.file(3), {.separator = '\t', .quoted = false});
  while (table.next()) {
    auto attributes = table.rest({"id", "category"});
    attributes.emplace(kCode, table.text("category"));
    documents.emplace(table["id"], std::move(attributes));
  }
  return documents;
}

void read_emobank(const DatasetInput& input, RecordSink& out) {
  const auto writer = emobank_ratings(input, input.file(1)), reader = emobank_ratings(input, input.file(2));
  const auto documents = emobank_documents(input);
  Table table(input, input.file(), {});
  GoldWriter gold(input, input.file(), out);
  gold.open(input.episode());
  gold.subject(std::string(kAuthor), Subject::Type::person);
  gold.subject(std::string(kEmobankReaders), Subject::Type::audience);
  table.rows([&](const Table& row) { return row["split"] == input.split.name; },
             [&](const Table& row) {
               const AffectState mean = emobank_state(row);
               const std::string id = row.text("id");
               const auto turn = gold.turn({.text = row.text("text"), .id = id}, row.place());
               if (!turn) return false;
               gold.state(kEmobankMean, std::string(kAuthor), *turn, mean);
               if (const auto found = writer.find(id); found != writer.end()) {
                 gold.state(kEmobankWriter, std::string(kAuthor), *turn, found->second);
               }
               if (const auto found = reader.find(id); found != reader.end()) {
                 gold.state(kEmobankReader, std::string(kEmobankReaders), *turn, found->second);
               }
               if (const auto found = documents.find(id); found != documents.end()) {
                 gold.occur({.type = "genre", .subject = {}, .time = {}, .turn = *turn, .attributes = found->second});
               }
               return true;
             });
  gold.close();
}

DatasetSplit emobank_split(std::string name, std::size_t rows) {
  return {std::move(name), {"emobank.csv", "writer.csv", "reader.csv", "meta.tsv"}, {{"rows", rows}}};
}

}  // namespace

void register_emobank(Engine& engine) {
  add_dataset(engine,
              {.name = "emobank",
               .folder = "text/emobank",
               .title = "EmoBank: valence, arousal, dominance of sentences, by writer and by reader",
               .paper = "099 Buechel and Hahn 2017, EACL",
               .licence = "CC BY-SA 4.0",
               .licence_class = LicenceClass::share_alike,
               .languages = {"en"},
               .gold = {{.what = "V, A, D by writer.csv", .perspective = Perspective::expressed, .scale = "1..5"},
                        {.what = "V, A, D by reader.csv", .perspective = Perspective::evoked, .scale = "1..5"},
                        {.what = "V, A, D by emobank.csv, the weighted mean of both (source \"mean\")",
                         .perspective = Perspective::perceived,
                         .scale = "1..5"}},
               .splits = {emobank_split("train", 8062), emobank_split("dev", 1000), emobank_split("test", 1000)},
               .traps = "writer against reader r is 0.66/0.26/0.24: say which; spreads are SDs of raters; reader.csv "
                        "and writer.csv rate a few sentences more than emobank.csv has"},
              read_emobank);
}

}  // namespace affect::io
