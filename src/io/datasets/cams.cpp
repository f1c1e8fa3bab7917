#include "io/datasets/table.h"

namespace affect::io {
namespace {

void read_cams(const DatasetInput& input, RecordSink& out) {
  Table table(input, input.file(), {});
  const bool added = table.has("cause");
  const std::string_view cause = added ? "cause" : "ANNOTATIONS", why = added ? "inference" : "Interpretations";
  GoldWriter gold(input, input.file(), out);
  gold.open(input.episode());
  table.rows([&](const Table& row) {
    const std::string code = row.text(cause);
    if (!code.empty() && (code.size() != 1 || code[0] < '0' || code[0] > '5')) {
      throw InputError("a cause is none of 0 to 5");
    }
    const auto turn = gold.turn({.text = row.text("selftext")}, row.place());
    if (!turn) return false;
    std::map<std::string, std::string> attributes{{"interpretation", row.text(why)}};
    if (!code.empty()) attributes.emplace(kCode, code);
    gold.occur({.type = "cause", .subject = {}, .time = {}, .turn = *turn, .attributes = std::move(attributes)});
    return true;
  });
  gold.close();
}

}  // namespace

void register_cams(Engine& engine) {
  add_dataset(engine,
              {.name = "cams",
               .folder = "text/cams",
               .title = "CAMS: causes of distress in posts, with the words that show them",
               .paper = "Garg et al. 2022, LREC",
               .licence = "free for research purposes",
               .licence_class = LicenceClass::restricted,
               .sensitive = true,
               .languages = {"en"},
               .gold = {},
               .splits = {{"added", {"added_CAMS_data.csv.gz"}, {{"rows", 3155}}},
                          {"train", {"IntentSDCNL_Training.csv.gz"}, {{"rows", 1461}}},
                          {"test", {"IntentSDCNL_Testing.csv.gz"}, {{"rows", 370}}}},
               .traps = "causes are numbers 0 to 5 whose names the files do not give; three rows of train have none; "
                        "rows without a post are skipped and counted; mixed encoding: bad bytes become U+FFFD, "
                        "counted; holds most test posts of sdcnl"},
              read_cams);
}

}  // namespace affect::io
