#include <gtest/gtest.h>

#include "io/reading.h"

namespace affect::io {
namespace {

using test::error_of;
using test::Lines;
using test::read_text;
using test::spoken;

const std::string kHeader = "AuthorID,Author,Date,Content,Attachments,Reactions\n";

/// Ann's row of that date.
std::string row(const std::string& date, const std::string& content = "hi") {
  return "\"3\",\"Ann\",\"" + date + "\",\"" + content + "\",\"\",\"\"\n";
}

TEST(DiscordCsv, ReadsDatesOfAllVersions) {
  const Seconds evening = *parse_iso_time("2024-05-13T18:30:00");
  for (const char* date :
       {"2024-05-13T18:30:00.0000000+00:00", "2024-05-13T20:30:00+02:00", "13-May-24 06:30 PM", "13-may-2024 18:30",
        "5/13/2024 6:30 PM", "5/13/2024 6:30\xE2\x80\xAFPM", "13.05.2024 18:30", "13/05/2024 18:30:00",
        "2024-05-13 18:30", "13.05.24, 18:30", "2024/05/13 18:30", "1715625000", "1715625000000"}) {
    const auto reading = read_text(kHeader + row(date));
    ASSERT_EQ(spoken(reading), (Lines{"Ann: hi"})) << date;
    EXPECT_DOUBLE_EQ(reading.turns[0].time->start, evening) << date;
  }
  EXPECT_EQ(read_text(kHeader + row("2024-05-13T20:30:00+02:00")).episodes.front().clock.zone, "+02:00");
  EXPECT_EQ(read_text(kHeader + row("13-May-24 12:05 AM")).turns[0].time->start,
            *parse_iso_time("2024-05-13T00:05:00"));
  EXPECT_EQ(read_text(kHeader + row("13-May-24 06:30 PM")).episodes.front().clock.precision, Clock::Precision::minute);
}

TEST(DiscordCsv, ReadsOtherHeaders) {
  EXPECT_EQ(spoken(read_text("Author;Date;Content;Attachments;\n\"ann\";\"13-May-18 06:30 PM\";\"a; b\";\"\";\n")),
            (Lines{"ann: a; b"}));
  EXPECT_EQ(spoken(read_text("\"AuthorID\",\"Author\",\"Date\",\"Content\"\n3,Ann,2024-05-13T18:30:00Z,hi\n")),
            (Lines{"Ann: hi"}));
  EXPECT_NE(error_of("a,b\n1,2\n", "discord_csv", "c.csv").find("c.csv:1:1: the header names no Author"),
            std::string::npos);
}

TEST(DiscordCsv, NoticesAndMedia) {
  const auto reading = read_text(kHeader + row("2024-05-13T18:30:00Z", "Joined the server.") +
                                 row("2024-05-13T18:31:00Z", "Started a call that lasted 5 minutes.") +
                                 row("2024-05-13T18:32:00Z", "Joined the server. Twice!") +
                                 "3,Ann,2024-05-13T18:33:00Z,,https://a.example/b.jpg,\n");
  EXPECT_EQ(spoken(reading),
            (Lines{"Ann: [system]", "Ann: [system]", "Ann: Joined the server. Twice!", "Ann: [media]"}));
}

TEST(DiscordCsv, ReactionsHaveCounts) {
  const auto reading = read_text(
      kHeader +
      "3,Ann,2024-05-13T18:33:00Z,hi,,\"\xF0\x9F\x91\x8D (2),loaf (11)\"\n4,Ben,2024-05-13T18:34:00Z,ho,,odd\n");
  ASSERT_EQ(reading.occurrences.size(), 2u);
  EXPECT_EQ(reading.occurrences[0].attributes.at("emoji"), "\xF0\x9F\x91\x8D");
  EXPECT_EQ(reading.occurrences[0].attributes.at("count"), "2");
  EXPECT_EQ(reading.occurrences[1].attributes.at("emoji"), ":loaf:");
  EXPECT_EQ(reading.occurrences[1].attributes.at("count"), "11");
}

TEST(DiscordCsv, FaultsHaveTheirPlaceAndReadingGoesOn) {
  const std::vector<std::pair<std::string, std::string>> faults{
      {row("yesterday"), "3:11: is not a date with a time of day (as in "},
      {row("2024-05-13"), "3:11: is not a date with a time of day"},
      {row("13-May-24 26:30"), "3:11: is not a date with a time of day"},
      {row("31-Feb-24 06:30 PM"), "3:11: is not a date with a time of day"},
      {row("5/13/2024 6:30 PM"), "3:11: the date is written in another way than those before it"},
      {"3,Ann\n", "3:1: row has 2 fields (was the file cut?)"}};
  for (const auto& [bad, what] : faults) {
    const std::string text = kHeader + row("2024-05-13T18:30:00Z", "one") + bad + row("2024-05-13T18:40:00Z", "two");
    const std::string error = error_of(text, {}, "c.csv");
    EXPECT_NE(error.find("c.csv:" + what), std::string::npos) << bad << "\n" << error;
    const auto reading = read_text(text);
    EXPECT_EQ(spoken(reading), (Lines{"Ann: one", "Ann: two"})) << bad;
    EXPECT_TRUE(reading.ledger.balances()) << bad;
  }
  EXPECT_EQ(read_text(kHeader).episodes.size(), 1u);
}

}  // namespace
}  // namespace affect::io
