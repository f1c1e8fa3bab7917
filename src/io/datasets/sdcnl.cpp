#include "io/datasets/table.h"

namespace affect::io {
namespace {

void read_sdcnl(const DatasetInput& input, RecordSink& out) {
  Table table(input, input.file(), {});
  GoldWriter gold(input, input.file(), out);
  gold.open(input.episode());
  table.rows([&](const Table& row) {
    const std::string label = row.text("is_suicide");
    if (label != "0" && label != "1") throw InputError("a label is none of 0, 1");
    const auto turn = gold.turn({.text = row.text("selftext"), .id = row.text("row")}, row.place());
    if (!turn) return false;
    Occurrence forum{.type = "forum", .subject = {}, .time = {}, .turn = *turn};
    forum.attributes = {{std::string(kCode), label == "1" ? "suicide_watch" : "depression"},
                        {"title", row.text("title")},
                        {"num_comments", row.text("num_comments")}};
    gold.occur(std::move(forum));
    return true;
  });
  gold.close();
}

}  // namespace

void register_sdcnl(Engine& engine) {
  add_dataset(engine,
              {.name = "sdcnl",
               .folder = "text/sdcnl",
               .title = "SDCNL: posts of two forums, as weak labels of ideation and depression",
               .paper = "Haque, Reddi and Giallanza 2021, ICANN",
               .licence = "not stated",
               .licence_class = LicenceClass::restricted,
               .sensitive = true,
               .languages = {"en"},
               .gold = {},
               .splits = {{"train",
                           {"training-set.reduced.csv.gz"},
                           {{"rows", 1516}, {"forum:suicide_watch", 787}, {"forum:depression", 729}}},
                          {"test",
                           {"testing-set.reduced.csv.gz"},
                           {{"rows", 379}, {"forum:suicide_watch", 193}, {"forum:depression", 186}}}},
               .traps = "the label is the forum, not a person's risk; for tests of the safety gate only"},
              read_sdcnl);
}

}  // namespace affect::io
