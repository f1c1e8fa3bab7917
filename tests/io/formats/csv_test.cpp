#include <set>

#include <gtest/gtest.h>

#include "io/reading.h"
#include "support/data.h"

namespace affect::io {
namespace {

using test::error_of;
using test::Lines;
using test::read_text;
using test::spoken;

TEST(Csv, NeedsNoMappingForKnownNames) {
  for (const char* text : {"speaker,text\nAnn,hi\nBob,ho\n", "Text;From\r\nhi;Ann\r\nho;Bob\r\n",
                           "id\tauthor\tMESSAGE\n1\tAnn\thi\n2\tBob\tho\n", "name|content\nAnn|hi\nBob|ho\n",
                           "sep=;\nsender;body\nAnn;hi\nBob;ho\n", "speaker_id,turn,text\nAnn,1,hi\nBob,2,ho\n"}) {
    EXPECT_EQ(spoken(read_text(text)), (Lines{"Ann: hi", "Bob: ho"})) << text;
  }
}

TEST(Csv, FollowsRfc4180) {
  const auto reading =
      read_text("speaker,text\r\nAnn,\"one, two\r\nthree \"\"four\"\"\"\r\n\"Bob\",\"\"\r\n\r\n Cleo ,a \"b\" c\r\n");
  EXPECT_EQ(spoken(reading), (Lines{"Ann: one, two\nthree \"four\"", "Cleo: a \"b\" c"}));
  EXPECT_EQ(reading.diagnostics.count("empty_turn"), 1u);
}

TEST(Csv, MapsColumnsByNameAndNumber) {
  const std::map<std::string, std::string> names{{"speaker", "Wer"}, {"text", "was"}, {"time", "Wann"}};
  const auto named = read_text("Wann,Wer,Was\n1.5,Ann,hi\n2,Bob,ho\n", "csv", {}, names);
  EXPECT_EQ(spoken(named), (Lines{"Ann: hi", "Bob: ho"}));
  EXPECT_DOUBLE_EQ(named.turns[0].time->start, 1.5);
  const std::map<std::string, std::string> numbers{{"speaker", "#1"}, {"text", "#2"}};
  EXPECT_EQ(spoken(read_text("Ann,hi\nBob,ho\n", "csv", {}, numbers)), (Lines{"Ann: hi", "Bob: ho"}));
  EXPECT_EQ(spoken(read_text("speaker,x\nAnn,hi\n", "csv", {}, numbers)), (Lines{"Ann: hi"}));
}

TEST(Csv, SaysWhichColumnsThereAre) {
  const std::string missing = error_of("wer,text\nAnn,hi\n", "csv", "a.csv");
  EXPECT_NE(missing.find("a.csv:1:1: no column for the speaker; found: \"wer, text\""), std::string::npos) << missing;
  EXPECT_NE(missing.find("--map speaker=COLUMN"), std::string::npos);
  const std::string mapped = error_of("speaker,text\nAnn,hi\n", "csv", "a.csv", {{"text", "nachricht"}});
  EXPECT_NE(mapped.find("no column \"nachricht\" for text; found: \"speaker, text\""), std::string::npos) << mapped;
  EXPECT_THROW(read_text("speaker,text\nAnn,hi\n", "csv", {}, {{"mood", "x"}}), ConfigError);
  EXPECT_EQ(spoken(read_text("when,text\n,hi\n", "csv", {}, {}, "Ann")), (Lines{"Ann: hi"}));
}

TEST(Csv, RaggedRowsAreFaultsWithTheirPlace) {
  const std::string text = "speaker,text\nAnn,hi\nBob\nCleo,a,b\nDan,ho,\nEve,\"x\"y\nFay,so\n";
  EXPECT_NE(error_of(text, {}, "a.csv").find("a.csv:3:4: row has 1 fields, the header 2"), std::string::npos);
  const auto reading = read_text(text);
  EXPECT_EQ(spoken(reading), (Lines{"Ann: hi", "Dan: ho", "Fay: so"}));
  ASSERT_EQ(reading.rejects.size(), 3u);
  EXPECT_EQ(reading.rejects[1].place.column, 8u);
  EXPECT_EQ(reading.rejects[1].raw, "Cleo,a,b");
  EXPECT_EQ(reading.rejects[2].place.column, 8u);
}

TEST(Csv, AQuoteWithoutEndSaysWhereItBegan) {
  EXPECT_NE(error_of("speaker,text\nAnn,\"hi\nBob,ho\n", {}, "a.csv").find("a.csv:2:5: a quoted field has no end"),
            std::string::npos);
}

TEST(Csv, TimesDecideTheClock) {
  const auto clock = [](const std::string& time) {
    return read_text("speaker,text,time\nAnn,hi," + time + "\n").episodes.front().clock;
  };
  EXPECT_EQ(clock("").type, Clock::Type::order);
  EXPECT_EQ(clock("12.5").type, Clock::Type::media);
  EXPECT_EQ(clock("0:12").type, Clock::Type::media);
  EXPECT_EQ(clock("2024-05-01").precision, Clock::Precision::day);
  EXPECT_EQ(clock("2024-05-01T10:00:00+02:00").zone, "+02:00");
  EXPECT_DOUBLE_EQ(*clock("1714550400").start, 1714550400);
  EXPECT_DOUBLE_EQ(*clock("1714550400123").start, 1714550400.123);
  const auto mixed = read_text("speaker,text,time\nAnn,hi,1\nBob,ho,2024-05-01\nCleo,so,soon\n");
  EXPECT_EQ(mixed.rejects.size(), 2u);
  EXPECT_EQ(mixed.turns.size(), 1u);
  const auto back = read_text("speaker,text,start,end\nAnn,hi,5,4\nBob,ho,6,7.5\n");
  EXPECT_EQ(back.rejects.size(), 1u);
  EXPECT_DOUBLE_EQ(back.turns[0].time->end, 7.5);
}

TEST(Csv, SplitsEpisodes) {
  const auto reading = read_text("dialogue_id,speaker,text\n1,Ann,hi\n1,Bob,ho\n2,Ann,so\n", {}, "talks.csv");
  ASSERT_EQ(reading.episodes.size(), 2u);
  EXPECT_EQ(reading.turns[2].turn, 0);
  EXPECT_EQ(reading.records.back().episode, "talks/2");
  EXPECT_NE(
      error_of("episode,speaker,text\n1,Ann,hi\n2,Bob,ho\n1,Ann,so\n", {}, "a.csv").find("a.csv:4:1: episode \"1\""),
      std::string::npos);
}

TEST(Csv, ReadsMeldWithoutMapping) {
  AFFECT_NEEDS_DATA(path, "text/meld/dev_sent_emo.csv");
  test::Reading reading;
  reading.keep_records = false;
  ReadContext context{.diagnostics = reading.diagnostics};
  read_file(test::reading_engine(), path, context, reading);
  EXPECT_EQ(reading.turns.size(), 1109u);
  EXPECT_EQ(reading.episodes.size(), 114u);
  EXPECT_EQ(reading.turns[0].speaker, "Phoebe");
  EXPECT_NEAR(reading.turns[0].time->start, 20 * 60 + 57.256, 1e-9);
  EXPECT_EQ(reading.episodes.front().clock.type, Clock::Type::media);
}

}  // namespace
}  // namespace affect::io
