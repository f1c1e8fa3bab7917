#include "io/datasets/table.h"

namespace affect::io {
namespace {

void open_annomi(const DatasetInput& input, const Table& row, GoldWriter& gold) {
  gold.open(input.episode(row["transcript_id"]), "en", {.type = Clock::Type::media}, row.text("topic"));
  Occurrence session{.type = "session_quality", .subject = {}, .time = {}, .turn = {}};
  session.attributes = {{std::string(kCode), row.text("mi_quality")},
                        {"topic", row.text("topic")},
                        {"video_title", row.text("video_title")},
                        {"video_url", row.text("video_url")}};
  gold.occur(std::move(session));
}

void read_annomi(const DatasetInput& input, RecordSink& out) {
  constexpr std::string_view kNotCoded = "n/a";
  Table table(input, input.file(), {});
  GoldWriter gold(input, input.file(), out);
  std::string session;
  table.rows([&](const Table& row) {
    if (!gold.is_open() || row["transcript_id"] != session) {
      gold.close();
      session = row["transcript_id"];
      open_annomi(input, row, gold);
    }
    const std::string speaker = row.text("interlocutor");
    const std::string at = row.text("timestamp");
    const auto turn = gold.turn({.speaker = speaker,
                                 .text = row.text("utterance_text"),
                                 .time = media_time(at, at, input.context, row.place()),
                                 .id = row.text("utterance_id")},
                                row.place());
    if (!turn) return false;
    for (const auto& [type, column] :
         {std::pair{"behaviour", "main_therapist_behaviour"}, std::pair{"client_talk", "client_talk_type"}}) {
      if (row[column] != kNotCoded) gold.code(type, *turn, row.text(column), speaker);
    }
    return true;
  });
  gold.close();
}

}  // namespace

void register_annomi(Engine& engine) {
  add_dataset(engine,
              {.name = "annomi",
               .folder = "text/annomi",
               .title = "AnnoMI: therapist behaviour and client talk in motivational interviews",
               .paper = "Wu et al. 2022, ICASSP; 2023, Future Internet",
               .licence = "not stated (\"publicly and freely available\")",
               .licence_class = LicenceClass::restricted,
               .sensitive = true,
               .languages = {"en"},
               .gold = {},
               .splits = {{"all",
                           {"AnnoMI-simple.csv.gz"},
                           {{"episodes", 133},
                            {"rows", 9699},
                            {"behaviour:reflection", 1296},
                            {"behaviour:question", 1386},
                            {"behaviour:therapist_input", 614},
                            {"behaviour:other", 1586},
                            {"client_talk:neutral", 3102},
                            {"client_talk:change", 1174},
                            {"client_talk:sustain", 541}}}},
               .traps = "no official split: split by transcript; times are those of the videos"},
              read_annomi);
}

}  // namespace affect::io
