#include "io/datasets/table.h"

namespace affect::io {
namespace {

void read_epitome(const DatasetInput& input, RecordSink& out) {
  Table table(input, input.file(), {});
  GoldWriter gold(input, input.file(), out);
  table.rows([&](const Table& row) {
    const std::string level = row.text("level");
    if (level != "0" && level != "1" && level != "2") throw InputError("a level is none of 0, 1, 2");
    std::string post = row.text("seeker_post"), answer = row.text("response_post");
    if (post.empty() || answer.empty()) return false;
    const std::string id = row.text("sp_id"), answer_id = row.text("rp_id");
    gold.open(input.episode(std::to_string(row.place().line)));
    gold.turn({.speaker = "seeker", .text = std::move(post), .id = id}, row.place());
    const auto turn =
        gold.turn({.speaker = "responder", .text = std::move(answer), .id = answer_id, .reply_to = id}, row.place());
    Occurrence empathy{.type = "empathy_level", .subject = "responder", .time = {}, .turn = *turn};
    empathy.attributes = {{std::string(kCode), level}, {"rationales", row.text("rationales")}};
    gold.occur(std::move(empathy));
    gold.close();
    return true;
  });
}

DatasetSplit epitome_part(std::string name, const std::string& file, std::size_t none, std::size_t weak,
                          std::size_t strong) {
  return {std::move(name),
          {file + "-reddit.csv.gz"},
          {{"rows", 3084}, {"empathy_level:0", none}, {"empathy_level:1", weak}, {"empathy_level:2", strong}}};
}

}  // namespace

void register_epitome(Engine& engine) {
  add_dataset(engine,
              {.name = "epitome",
               .folder = "text/epitome",
               .title = "EPITOME, Reddit part: three levels of empathy in answers, with rationales",
               .paper = "089 Sharma et al. 2020, EMNLP",
               .licence = "data: not stated; academic and attribution licences in the repository",
               .licence_class = LicenceClass::restricted,
               .sensitive = true,
               .languages = {"en"},
               .gold = {},
               .splits = {epitome_part("emotional_reactions", "emotional-reactions", 2037, 895, 152),
                          epitome_part("interpretations", "interpretations", 1626, 114, 1344),
                          epitome_part("explorations", "explorations", 2604, 104, 376)},
               .traps = "the three parts judge the same pairs; no official split: make one by the seeker's post (the "
                        "first turn's id), for some pairs stand more than once"},
              read_epitome);
}

}  // namespace affect::io
