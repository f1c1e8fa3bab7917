#include "io/datasets/table.h"

namespace affect::io {
namespace {

const GoldScheme kDreadditStress{.taxonomy = "stress", .labels = {"no stress", "stress"}};

void read_dreaddit(const DatasetInput& input, RecordSink& out) {
  Table table(input, input.file(), {.windows1252 = true});
  GoldWriter gold(input, input.file(), out);
  gold.open(input.episode());
  gold.subject(std::string(kAuthor), Subject::Type::person);
  table.rows([&](const Table& row) {
    const double label = number_of(row["label"]);
    if (label != 0 && label != 1) throw InputError("a label is none of 0, 1");
    const auto turn = gold.turn({.text = row.text("text"), .id = row.text("id")}, row.place());
    if (!turn) return false;
    gold.label(kDreadditStress, std::string(kAuthor), *turn, label == 1 ? 1 : 0);
    auto features = row.rest({"text", "id", "label", "subreddit"});
    features.emplace(kCode, row.text("subreddit"));
    gold.occur({.type = "subreddit", .subject = {}, .time = {}, .turn = *turn, .attributes = std::move(features)});
    return true;
  });
  gold.close();
}

}  // namespace

void register_dreaddit(Engine& engine) {
  add_dataset(
      engine,
      {.name = "dreaddit",
       .folder = "text/dreaddit",
       .title = "Dreaddit: stress in posts",
       .paper = "Turcan and McKeown 2019, LOUHI",
       .licence = "data: not stated in the copy (its repository: MIT)",
       .licence_class = LicenceClass::restricted,
       .sensitive = true,
       .languages = {"en"},
       .gold = {{.what = "stress of the author", .taxonomy = "stress"}},
       .splits = {{"train", {"dreaddit-train.csv.gz"}, {{"rows", 2838}, {"stress:stress", 1488}}},
                  {"test", {"dreaddit-test.csv.gz"}, {{"rows", 715}, {"stress:stress", 369}}}},
       .traps = "Windows-1252; one post gives several rows (post_id), none in both splits; no label of acute risk"},
      read_dreaddit);
}

}  // namespace affect::io
