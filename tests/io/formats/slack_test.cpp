#include <gtest/gtest.h>

#include "io/reading.h"
#include "io/slack_messages.h"

namespace affect::io {
namespace {

using test::error_of;
using test::Lines;
using test::read_text;
using test::spoken;

TEST(Slack, TextIsAsItWasShown) {
  SlackNames names;
  names.people = {{"U1", "Anna"}};
  names.channels = {{"C1", "general"}};
  EXPECT_EQ(slack_text("<@U1> &amp; <@U2|ben> &lt;3", names), "@Anna & @ben <3");
  EXPECT_EQ(slack_text("<#C1> <#C9|other> <#C8>", names), "#general #other #C8");
  EXPECT_EQ(slack_text("<!here> <!subteam^S1|@cooks> <!date^1^{date}|May 1>", names), "@here @cooks May 1");
  EXPECT_EQ(slack_text("<https://x.example?a=1&amp;b|the page> <https://y.example>", names),
            "the page https://y.example");
  EXPECT_EQ(slack_text("a < b <> <open &amp", names), "a < b <> <open &amp");
}

TEST(Slack, AMessageWithoutTimeIsAFaultAtItsPlace) {
  const std::string text =
      "[\n {\"type\":\"message\",\"user\":\"U1\",\"text\":\"hi\",\"ts\":\"1714588205.000200\"},\n"
      " {\"type\":\"message\",\"user\":\"U1\",\"text\":\"ho\",\"ts\":\"soon\"}]";
  const std::string error = error_of(text, {}, "day.json");
  EXPECT_NE(error.find("day.json:3:2: \"ts\" is not a time"), std::string::npos) << error;
  EXPECT_NE(error.find("\"1714588205.000200\""), std::string::npos) << error;
  const auto reading = read_text(text);
  EXPECT_EQ(spoken(reading), (Lines{"U1: hi"}));
  ASSERT_EQ(reading.rejects.size(), 1u);
  EXPECT_EQ(reading.rejects[0].place.line, 3u);
}

TEST(Slack, BotsAreAgentsAndOtherNamesAreKept) {
  const auto reading = read_text(
      R"([{"type":"message","user":"U1","text":"hi","ts":"1.0",
           "user_profile":{"display_name":"sunny","real_name":"Ida Quill","name":"ida.q"}},
          {"type":"message","subtype":"bot_message","bot_id":"B1","username":"Timer","text":"ring","ts":"2.0"}])",
      "slack");
  std::vector<Subject> subjects;
  for (const Record& record : reading.records) {
    if (const auto* subject = std::get_if<Subject>(&record.body)) subjects.push_back(*subject);
  }
  ASSERT_EQ(subjects.size(), 2u);
  EXPECT_EQ(subjects[0].type, Subject::Type::person);
  EXPECT_EQ(subjects[0].profile, R"({"real_name":"Ida Quill","username":"ida.q"})");
  EXPECT_EQ(subjects[1].type, Subject::Type::agent);
}

TEST(Slack, WrongTypesLoseNoMore) {
  const auto reading = read_text(
      R"([{"type":"message","user":"U1","text":"hi","ts":"1.0","reactions":[{"name":"x","users":[7]}]},
          {"type":"message","user":"U1","text":5,"ts":"2.0"}, 7,
          {"type":"message","user":"U1","text":"ho","ts":"3.0","thread_ts":"1.0"}])",
      "slack");
  EXPECT_EQ(spoken(reading), (Lines{"U1: hi", "U1: ho"}));
  EXPECT_EQ(reading.rejects.size(), 3u);
}

TEST(Slack, AChangeThatStandsAloneIsItsMessage) {
  const auto reading = read_text(
      R"([{"type":"message","subtype":"message_changed","ts":"5.0","message":{"type":"message","user":"U1",
           "text":"new words","ts":"1.0","edited":{"user":"U1","ts":"4.0"}}}])",
      "slack");
  ASSERT_EQ(spoken(reading), (Lines{"U1: new words"}));
  EXPECT_EQ(reading.turns[0].id, "1.0");
}

TEST(Slack, AFolderWithoutMessagesIsAnError) {
  EXPECT_NE(error_of("[]", "slack", "day.json").find("day.json:1: holds no messages"), std::string::npos);
}

}  // namespace
}  // namespace affect::io
