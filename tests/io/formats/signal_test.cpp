#include <gtest/gtest.h>

#include "io/reading.h"

namespace affect::io {
namespace {

using test::error_of;
using test::Lines;
using test::read_text;
using test::spoken;

std::string archive(const std::string& items) {
  return "{\"version\":\"1\",\"backupTimeMs\":\"1714700000000\"}\n"
         "{\"recipient\":{\"id\":\"1\",\"self\":{}}}\n"
         "{\"recipient\":{\"id\":\"2\",\"contact\":{\"profileGivenName\":\"Noah\"}}}\n"
         "{\"recipient\":{\"id\":\"3\",\"contact\":{\"profileGivenName\":\"Noah\"}}}\n"
         "{\"chat\":{\"id\":\"10\",\"recipientId\":\"2\"}}\n" +
         items;
}

std::string item(const std::string& author, const std::string& sent, const std::string& content,
                 const std::string& chat = "10") {
  return "{\"chatItem\":{\"chatId\":\"" + chat + "\",\"authorId\":\"" + author + "\",\"dateSent\":\"" + sent + "\"," +
         content + "}}\n";
}

std::string envelope(const std::string& sent, const std::string& data) {
  return "{\"envelope\":{\"source\":\"+491\",\"sourceName\":\"Ida\",\"timestamp\":" + sent + ",\"dataMessage\":{" +
         data + "}}}\n";
}

TEST(Signal, PollsAreWords) {
  const std::string live =
      envelope("1714588201000", R"("pollCreate":{"question":"Tea?","allowMultiple":false,"options":["Yes","No"]})");
  const std::string kept =
      archive(item("2", "1714588201000", R"("poll":{"question":"Tea?","options":[{"option":"Yes"},{"option":"No"}]})"));
  for (const auto& reading : {read_text(live), read_text(kept, {}, "main.jsonl")}) {
    ASSERT_EQ(reading.turns.size(), 1u);
    EXPECT_EQ(reading.turns[0].text, "Tea?\nYes\nNo");
    ASSERT_EQ(reading.occurrences.size(), 1u);
    EXPECT_EQ(reading.occurrences[0].type, "poll");
  }
}

TEST(Signal, ReadsAnArchive) {
  const auto reading =
      read_text(archive(item("2", "1714588201000", "\"standardMessage\":{\"text\":{\"body\":\"Tea?\"}}") +
                        item("1", "1714588202500",
                             "\"standardMessage\":{\"text\":{\"body\":\"Yes\"},\"quote\":"
                             "{\"targetSentTimestamp\":\"1714588201000\",\"authorId\":\"2\"}}") +
                        item("3", "1714588203000", "\"stickerMessage\":{\"sticker\":{\"emoji\":\"x\"}}")),
                {}, "main.jsonl");
  EXPECT_EQ(spoken(reading), (Lines{"Noah: Tea?", "Me: Yes", "Noah (2): [media]"}));
  EXPECT_EQ(reading.diagnostics.count("duplicate_name"), 1u);
  EXPECT_EQ(reading.episodes[0].title, "Noah");
  EXPECT_EQ(reading.episodes[0].clock.zone, "UTC");
  EXPECT_EQ(reading.records[0].episode, "main/Noah");
  EXPECT_EQ(reading.turns[1].time->start, *parse_iso_time("2024-05-01T18:30:02.5"));
  EXPECT_EQ(reading.turns[1].reply_to, "1714588201000");
  ASSERT_EQ(reading.relations.size(), 1u);
  EXPECT_EQ(reading.relations[0].from, "turn:1");
  ASSERT_EQ(reading.occurrences.size(), 1u);
  EXPECT_EQ(reading.occurrences[0].attributes.at("emoji"), "x");
}

TEST(Signal, KeepsConversationsApart) {
  const std::string say = "\"standardMessage\":{\"text\":{\"body\":\"hi\"}}";
  const auto reading =
      read_text(archive(item("2", "1", say, "10") + item("2", "2", say, "11") + item("2", "3", say, "10")));
  EXPECT_EQ(reading.episodes.size(), 2u);
  EXPECT_EQ(reading.turns.size(), 3u);
}

TEST(Signal, LeavesOutWhatIsNotKnown) {
  const auto reading = read_text(archive(item("2", "1", "\"hologram\":{}") + item("2", "2", "\"updateMessage\":{}")));
  EXPECT_EQ(spoken(reading), (Lines{": [system]"}));
  EXPECT_EQ(reading.diagnostics.count("unknown_message"), 1u);
}

TEST(Signal, AppliesLaterEnvelopes) {
  const auto reading = read_text(
      envelope("1714588201000", "\"message\":\"helo\"") + envelope("1714588202000", "\"message\":\"oops\"") +
      "{\"envelope\":{\"source\":\"+491\",\"sourceName\":\"Ida\",\"timestamp\":1714588203000,\"editMessage\":{"
      "\"targetSentTimestamp\":1714588201000,\"dataMessage\":{\"message\":\"hello\"}}}}\n" +
      envelope("1714588204000", "\"reaction\":{\"emoji\":\"a\",\"targetSentTimestamp\":1714588201000}") +
      envelope("1714588205000", "\"reaction\":{\"emoji\":\"b\",\"targetSentTimestamp\":1714588201000}") +
      envelope("1714588206000", "\"remoteDelete\":{\"timestamp\":1714588202000}") +
      envelope("1714588207000", "\"reaction\":{\"emoji\":\"c\",\"targetSentTimestamp\":9}"));
  EXPECT_EQ(spoken(reading), (Lines{"Ida: hello", "Ida: [deleted]"}));
  ASSERT_EQ(reading.occurrences.size(), 2u);
  EXPECT_EQ(reading.occurrences[0].type, "edit");
  EXPECT_EQ(reading.occurrences[0].time->start, *parse_iso_time("2024-05-01T18:30:03"));
  EXPECT_EQ(reading.occurrences[1].attributes.at("emoji"), "b");
  EXPECT_EQ(reading.diagnostics.count("dangling_reaction"), 1u);
}

TEST(Signal, ReadsWhatSignalExportWrites) {
  const auto reading =
      read_text("[2024-05-01 18:30:01] Me: Tea?  \n\n[2024-05-01 18:30:05] Noah: \n\n> Tea?\n\nYes  \n(- Me: x -)\n\n",
                {}, "chat.md");
  EXPECT_EQ(spoken(reading), (Lines{"Me: Tea?", "Noah: Yes"}));
  EXPECT_EQ(reading.episodes[0].clock.zone, "");
  ASSERT_EQ(reading.occurrences.size(), 1u);
  EXPECT_EQ(reading.occurrences[0].subject, "Me");
}

TEST(Signal, ReadsXmlBackups) {
  const auto reading = read_text(
      "<smses count=\"2\"><sms address=\"+1\" contact_name=\"(Unknown)\" date=\"1714588201000\" type=\"1\" "
      "body=\"hi &#55357;&#56832;\"/><sms address=\"+1\" date=\"1714588202000\" type=\"2\" body=\"ho\"/></smses>");
  EXPECT_EQ(spoken(reading), (Lines{"+1: hi \U0001F600", "Me: ho"}));
  EXPECT_EQ(error_of("<smses>\n<sms address=\"+1\" date=\"May\" type=\"1\" body=\"a\"/></smses>", {}, "sms.xml"),
            "sms.xml:2:2: \"date\" is no time in milliseconds since 1970 (mend it there, or --keep-going)");
}

TEST(Signal, IsNoTranscript) {
  const auto reading = read_text("[2024-05-01 18:30:01] Ann: hi\n[2024-05-01 18:30:02] Ben: ho\n", {}, "talk.txt");
  EXPECT_EQ(std::get<Media>(reading.records[1].body).format, "transcript");
}

TEST(Signal, FaultsNameTheirPlace) {
  const std::string good = "{\"date\": \"2024-05-01T18:30:01\", \"sender\": \"Me\", \"body\": \"hi\"}\n";
  EXPECT_EQ(error_of(good + "{\"date\": \"May\", \"sender\": \"Me\", \"body\": \"hi\"}\n", {}, "data.json"),
            "data.json:2:1: \"date\" is no date and time (as in 2024-05-01T18:30:01)");
  EXPECT_EQ(error_of(good + "{\"date\": 5, \"sender\": \"Me\", \"body\": \"hi\"}\n", {}, "data.json"),
            "data.json:2:1: \"date\" is not a string (mend it there, or --keep-going)");
  EXPECT_EQ(error_of(archive("{\"chatItem\":3}\n"), {}, "main.jsonl"),
            "main.jsonl:6:1: \"chatItem\" is not an object (mend it there, or --keep-going)");
  const auto reading = read_text(good + "{\"date\": \n" + good);
  EXPECT_EQ(reading.turns.size(), 2u);
  ASSERT_EQ(reading.rejects.size(), 1u);
  EXPECT_EQ(reading.rejects[0].place.line, 2u);
}

}  // namespace
}  // namespace affect::io
