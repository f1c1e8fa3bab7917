#include "io/datasets/table.h"

namespace affect::io {
namespace {

void read_counsel_chat(const DatasetInput& input, RecordSink& out) {
  Table table(input, input.file(), {});
  GoldWriter gold(input, input.file(), out);
  table.rows([&](const Table& row) { return row["split"] == input.split.name; },
             [&](const Table& row) {
               std::string question = row.text("questionText"), answer = row.text("answerText");
               if (question.empty() || answer.empty()) return false;
               const std::string id = row.text("questionID");
               gold.open(input.episode(std::to_string(row.place().line)), "en", {}, row.text("questionTitle"));
               gold.turn({.speaker = "client", .text = std::move(question), .id = id}, row.place());
               const auto turn =
                   gold.turn({.speaker = "counsellor", .text = std::move(answer), .reply_to = id}, row.place());
               gold.code("topic", *turn, row.text("topic"));
               Occurrence votes{.type = "votes", .subject = {}, .time = {}, .turn = *turn};
               votes.attributes = {{"upvotes", row.text("upvotes")},
                                   {"views", row.text("views")},
                                   {"question_link", row.text("questionLink")}};
               gold.occur(std::move(votes));
               gold.close();
               return true;
             });
}

}  // namespace

void register_counsel_chat(Engine& engine) {
  const std::string file = "20200325_counsel_chat.csv.gz";
  add_dataset(engine,
              {.name = "counsel_chat",
               .folder = "text/counsel-chat",
               .title = "CounselChat: answers of counsellors to questions, with votes",
               .paper = "Bertagnolli 2020",
               .licence = "MIT",
               .licence_class = LicenceClass::free,
               .sensitive = true,
               .languages = {"en"},
               .gold = {},
               .splits = {{"train", {file}, {{"rows", 1839}}},
                          {"val", {file}, {{"rows", 173}}},
                          {"test", {file}, {{"rows", 117}}}},
               .traps = "an episode is one answer with its question, which comes with each of its answers; names and "
                        "pages of the counsellors, who are real, are not read"},
              read_counsel_chat);
}

}  // namespace affect::io
