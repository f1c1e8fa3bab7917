#include "io/datasets/table.h"

namespace affect::io {
namespace {

/// What the three files call their text, its id and its code; empty where they have none.
struct Redsm5Columns {
  std::string_view split, text, id, code;
};
constexpr Redsm5Columns kRedsm5Files[]{{"posts", "text", "post_id", ""},
                                       {"annotations", "sentence_text", "sentence_id", "DSM5_symptom"},
                                       {"examples", "text", "", "labels"}};

void read_redsm5_sample(const DatasetInput& input, RecordSink& out) {
  Redsm5Columns columns = kRedsm5Files[0];
  for (const Redsm5Columns& one : kRedsm5Files) {
    if (one.split == input.split.name) columns = one;
  }
  Table table(input, input.file(), {});
  GoldWriter gold(input, input.file(), out);
  gold.open(input.episode());
  table.rows([&](const Table& row) {
    std::string id = columns.id.empty() ? std::string() : row.text(columns.id);
    const std::string code = columns.code.empty() ? std::string() : row.text(columns.code);
    const auto turn = gold.turn({.text = row.text(columns.text), .id = std::move(id)}, row.place());
    if (!turn || columns.code.empty()) return turn.has_value();
    auto attributes = row.rest({columns.text, columns.id, columns.code});
    attributes.emplace(kCode, code);
    gold.occur({.type = "symptom", .subject = {}, .time = {}, .turn = *turn, .attributes = std::move(attributes)});
    return true;
  });
  gold.close();
}

}  // namespace

void register_redsm5_sample(Engine& engine) {
  add_dataset(engine,
              {.name = "redsm5_sample",
               .folder = "text/redsm5-sample",
               .title = "ReDSM5, public sample: symptoms of sentences with rationales",
               .paper = "Bao, Perez and Parapar 2025",
               .licence = "not stated; the full corpus is gated",
               .licence_class = LicenceClass::restricted,
               .sensitive = true,
               .languages = {"en"},
               .gold = {},
               .splits = {{"posts", {"redsm5_posts_sample_paraphrased.csv"}, {{"rows", 17}}},
                          {"annotations", {"redsm5_annotations_sample_paraphrased.csv"}, {{"rows", 25}}},
                          {"examples", {"redsm5_sample.csv"}, {{"rows", 3}}}},
               .traps = "an example of the format, too small to measure anything"},
              read_redsm5_sample);
}

}  // namespace affect::io
