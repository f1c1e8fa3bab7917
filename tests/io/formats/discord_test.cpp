#include <gtest/gtest.h>

#include "io/reading.h"

namespace affect::io {
namespace {

using test::error_of;
using test::Lines;
using test::read_text;
using test::spoken;

/// A channel with these messages.
std::string channel_of(const std::string& messages) {
  return "{\"guild\":{\"id\":\"1\",\"name\":\"Garden\"},\"channel\":{\"id\":\"2\",\"name\":\"beans\"},\"dateRange\":{},"
         "\"messages\":[\n" +
         messages + "\n]}\n";
}

std::string message(const std::string& id, const std::string& content, const std::string& rest = {}) {
  return "{\"id\":\"" + id +
         "\",\"type\":\"Default\",\"timestamp\":\"2024-05-01T20:30:05.1230000+02:00\",\"content\":\"" + content +
         "\",\"author\":{\"id\":\"3\",\"name\":\"ann\",\"nickname\":\"Ann\"}" + (rest.empty() ? "" : "," + rest) + "}";
}

TEST(Discord, ReadsAChannel) {
  const auto reading = read_text(channel_of(message("11", "hi")), {}, "Garden - beans [2].json");
  EXPECT_EQ(spoken(reading), (Lines{"Ann: hi"}));
  EXPECT_EQ(reading.records.front().episode, "Garden - beans [2]");
  EXPECT_EQ(reading.episodes.front().title, "Garden: beans");
  EXPECT_EQ(reading.episodes.front().clock.zone, "+02:00");
  EXPECT_DOUBLE_EQ(reading.turns[0].time->start, 1714588205.123);
  EXPECT_EQ(reading.turns[0].id, "11");
}

TEST(Discord, BotsAreAgentsAndUsernamesAreKept) {
  const auto reading = read_text(channel_of(
      message("1", "hi") +
      R"(,{"id":"2","type":"Default","timestamp":"2024-05-01T20:31:05+02:00","content":"beep","author":{"id":"4","name":"Beep","isBot":true}})"));
  std::vector<Subject> subjects;
  for (const Record& record : reading.records) {
    if (const auto* subject = std::get_if<Subject>(&record.body)) subjects.push_back(*subject);
  }
  ASSERT_EQ(subjects.size(), 2U);
  EXPECT_EQ(subjects[0].type, Subject::Type::person);
  EXPECT_EQ(subjects[0].profile, R"({"username":"ann"})");
  EXPECT_EQ(subjects[1].type, Subject::Type::agent);
  EXPECT_TRUE(subjects[1].profile.empty());
}

TEST(Discord, CodesBecomeReadable) {
  const std::string mentions =
      R"("mentions":[{"id":"7","name":"ben","nickname":"Ben"},{"id":"8","name":"cleo","nickname":null}])";
  const auto text_of = [&](const std::string& content) {
    return read_text(channel_of(message("1", content, mentions))).turns.at(0).text;
  };
  EXPECT_EQ(text_of("<@7> <@!7>, <@8>!"), "@Ben @Ben, @cleo!");
  EXPECT_EQ(text_of("<:wave:123><a:spin_2:9>"), ":wave::spin_2:");
  for (const std::string same : {"<@9>", "<@&7>", "<#5>", "<3", "<", "a < b > c", "<:wave:>", "<::1>", "<a:b>", "<>",
                                 "<<", "<t:1714588205:R>", "<:wave:12"}) {
    EXPECT_EQ(text_of(same), same);
  }
}

TEST(Discord, RepliesAndForwardsAreTold) {
  const auto reading = read_text(channel_of(
      message("1", "a") + "," + message("2", "b", R"("reference":{"messageId":"1","channelId":"2"})") + "," +
      message("3", "c", R"("reference":{"messageId":"1","channelId":"99"})") + "," +
      message("4", "",
              R"("reference":{"type":"Forward","messageId":"1","channelId":"2"},"forwardedMessage":{"content":"d"})") +
      "," + message("5", "", R"("forwardedMessage":{"content":"","attachments":[{}]})")));
  EXPECT_EQ(spoken(reading), (Lines{"Ann: a", "Ann: b", "Ann: c", "Ann: d", "Ann: [media]"}));
  ASSERT_EQ(reading.relations.size(), 1u);
  EXPECT_EQ(reading.relations[0].from, "turn:1");
  ASSERT_EQ(reading.occurrences.size(), 2u);
  EXPECT_EQ(reading.occurrences[0].type, "forward");
  EXPECT_EQ(reading.occurrences[0].turn, 3);
}

TEST(Discord, ReactionsSayWhoWhereItIsKnown) {
  const auto reading = read_text(
      channel_of(message("1", "a",
                         R"("reactions":[{"emoji":{"id":"","name":"x"},"count":2,"users":[{"id":"7","name":"ben"}]},)"
                         R"({"emoji":{"id":"5","name":"loaf"},"count":4}])")));
  ASSERT_EQ(reading.occurrences.size(), 3u);
  EXPECT_EQ(reading.occurrences[0].subject, "ben");
  EXPECT_EQ(reading.occurrences[0].attributes.at("emoji"), "x");
  EXPECT_EQ(reading.occurrences[1].attributes.at("count"), "1");
  EXPECT_EQ(reading.occurrences[2].attributes.at("emoji"), ":loaf:");
  EXPECT_EQ(reading.occurrences[2].attributes.at("count"), "4");
}

TEST(Discord, FaultsHaveTheirPlaceAndReadingGoesOn) {
  const std::vector<std::pair<std::string, std::string>> faults{
      {R"({"id":"1","timestamp":"yesterday","content":"x"})", "2:1: \"timestamp\" is not a time (as in "},
      {R"({"id":"1","timestamp":5,"content":"x"})", "2:1: \"timestamp\" is not a string"},
      {R"({"id":"1","content":["x"]})", "2:1: \"content\" is not a string"},
      {R"({"id":"1","author":"ann","content":"x"})", "2:1: \"author\" is not an object"},
      {R"({"id":"1","content":"x","reactions":[5]})", "2:1: a value is not an object"},
      {R"({"id":"1","content":"x","id":"2"})", "2:1: key \"id\" stands twice"},
      {"7", "2:1: a value is not an object"}};
  for (const auto& [bad, what] : faults) {
    const std::string text = channel_of(bad + ",\n" + message("2", "ok"));
    const std::string error = error_of(text, {}, "c.json");
    EXPECT_NE(error.find("c.json:" + what), std::string::npos) << bad << "\n" << error;
    const auto reading = read_text(text);
    EXPECT_EQ(spoken(reading), (Lines{"Ann: ok"})) << bad;
    EXPECT_TRUE(reading.ledger.balances()) << bad;
  }
  EXPECT_NE(error_of("{\"guild\":{}}", "discord", "c.json").find("c.json:1: no messages are in it (export"),
            std::string::npos);
  EXPECT_EQ(read_text(channel_of("")).episodes.size(), 1u);
}

}  // namespace
}  // namespace affect::io
