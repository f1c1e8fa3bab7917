#include "io/datasets/table.h"

namespace affect::io {
namespace {

const GoldScheme kVader{.instrument = "VADER -4..4"};

void read_vader_emoji(const DatasetInput& input, RecordSink& out) {
  Table table(input, input.file(), {.separator = '\t', .quoted = false, .columns = {"emoji", "description"}});
  GoldWriter gold(input, input.file(), out);
  gold.open(input.episode(), "");
  table.rows([&](const Table& row) {
    const auto turn = gold.turn({.text = row.text("emoji")}, row.place());
    if (!turn) return false;
    Occurrence description{.type = "description", .subject = {}, .time = {}, .turn = *turn};
    description.attributes.emplace("en", row.text("description"));
    gold.occur(std::move(description));
    return true;
  });
  gold.close();
}

void read_vader(const DatasetInput& input, RecordSink& out) {
  if (input.split.name == "emoji") return read_vader_emoji(input, out);
  Table table(input, input.file(), {.separator = '\t', .quoted = false, .columns = {"token", "mean", "sd", "ratings"}});
  GoldWriter gold(input, input.file(), out);
  gold.open(input.episode());
  gold.subject(std::string(kAuthor), Subject::Type::person);
  table.rows([&](const Table& row) {
    AffectState state;
    state.valence = rescale(number_of(row["mean"]), -4, 4);
    state.rater_sd[0] = number_of(row["sd"]) / 4;
    const auto turn = gold.turn({.text = row.text("token")}, row.place());
    if (!turn) return false;
    gold.state(kVader, std::string(kAuthor), *turn, state);
    Occurrence votes{.type = "votes", .subject = {}, .time = {}, .turn = *turn};
    votes.attributes.emplace("ratings", row.text("ratings"));
    gold.occur(std::move(votes));
    return true;
  });
  gold.close();
}

}  // namespace

void register_vader(Engine& engine) {
  add_dataset(engine,
              {.name = "vader",
               .folder = "text/lexicon-vader",
               .title = "VADER lexicon: valence of words and emoticons by ten raters; emoji in words",
               .paper = "Hutto and Gilbert 2014, ICWSM",
               .licence = "MIT",
               .licence_class = LicenceClass::free,
               .languages = {"en"},
               .gold = {{.what = "valence of the token, mean and SD of ten raters", .scale = "-4..4"}},
               .splits = {{"words", {"vader_lexicon.txt"}, {{"rows", 7520}}},
                          {"emoji", {"emoji_utf8_lexicon.txt"}, {{"rows", 3570}}}},
               .traps = "emoji have descriptions, no ratings"},
              read_vader);
}

}  // namespace affect::io
