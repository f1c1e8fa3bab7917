#include <gtest/gtest.h>

#include "io/reading.h"

namespace affect::io {
namespace {

using test::error_of;
using test::Lines;
using test::read_text;
using test::spoken;

/// A private chat with these messages.
std::string chat_of(const std::string& messages) {
  return "{\"name\":\"Ann\",\"type\":\"personal_chat\",\"id\":4711,\"messages\":[\n" + messages + "\n]}\n";
}

std::string message(int id, const std::string& rest) {
  return "{\"id\":" + std::to_string(id) +
         ",\"type\":\"message\",\"date\":\"2024-05-01T20:30:05\",\"date_unixtime\":\"1714588205\",\"from\":\"Ann\","
         "\"from_id\":\"user1\"," +
         rest + "}";
}

TEST(Telegram, ReadsAChat) {
  const auto reading = read_text(chat_of(message(1, "\"text\":\"hi\"")), {}, "export/result.json");
  EXPECT_EQ(spoken(reading), (Lines{"Ann: hi"}));
  EXPECT_EQ(reading.records.front().episode, "result");
  EXPECT_EQ(reading.episodes.front().title, "Ann");
  EXPECT_EQ(reading.episodes.front().clock.zone, "+02:00");
  EXPECT_EQ(reading.episodes.front().clock.start, reading.turns[0].time->start);
  EXPECT_DOUBLE_EQ(reading.turns[0].time->start, 1714588205);
  EXPECT_EQ(reading.turns[0].id, "1");
  EXPECT_EQ(reading.ledger.unit(), "messages");
}

// As JsonWriter of Telegram Desktop writes them: export_output_json.cpp, Poll and TodoList.
TEST(Telegram, PollsAndTasksAreWords) {
  const auto reading = read_text(chat_of(
      message(1,
              R"("poll":{"question":"Tea?","closed":false,"total_voters":1,"answers":[{"text":"Yes","voters":1,)"
              R"("chosen":true},{"text":["No ",{"type":"bold","text":"way"}],"voters":0,"chosen":false}]},"text":"")") +
      "," +
      message(2, R"("todo_list":{"title":"Picnic","others_can_append":true,"others_can_complete":true,"answers":[)"
                 R"({"text":"Blanket","id":1},{"text":"Lemonade","id":2}]},"text":"")") +
      "," + message(3, R"("todo_list":{"title":"","answers":[]},"text":"")")));
  EXPECT_EQ(spoken(reading), (Lines{"Ann: Tea?\nYes\nNo way", "Ann: Picnic\nBlanket\nLemonade", "Ann: [media]"}));
  ASSERT_EQ(reading.occurrences.size(), 3u);
  EXPECT_EQ(reading.occurrences[0].type, "poll");
  EXPECT_EQ(reading.occurrences[1].type, "todo_list");
}

TEST(Telegram, NamesTheEpisodesOfAnAccount) {
  const std::string messages = "\"messages\":[" + message(1, "\"text\":\"hi\"") + "]}";
  const auto reading =
      read_text("{\"about\":\"x\",\"chats\":{\"list\":[{\"name\":\"Ben\",\"type\":\"personal_chat\",\"id\":1," +
                    messages + ",{\"name\":\"Ben\",\"id\":2," + messages + ",{\"name\":\"Ben\",\"id\":2," + messages +
                    ",{\"name\":null,\"id\":3," + messages + ",{\"type\":\"saved_messages\"," + messages + ",{" +
                    messages + ",{\"messages\":[]}]},\"left_chats\":{\"list\":[{\"name\":\"Old\"," + messages + "]}}",
                {}, "all.json");
  Lines ids;
  for (const Record& record : reading.records) {
    if (std::holds_alternative<EpisodeInfo>(record.body)) ids.push_back(record.episode);
  }
  EXPECT_EQ(ids, (Lines{"all/Ben", "all/Ben 2", "all/Ben 2 (2)", "all/3", "all/saved_messages", "all/chat",
                        "all/chat (2)", "all/Old"}));
  EXPECT_EQ(reading.turns.size(), 7u);
}

TEST(Telegram, FindsTheZoneOfEachChat) {
  const auto zone_of = [](const std::string& dates) {
    const auto reading =
        read_text(chat_of("{\"id\":1,\"type\":\"message\"," + dates + ",\"from\":\"A\",\"text\":\"x\"}"));
    EXPECT_TRUE(reading.rejects.empty()) << dates;
    return reading.episodes.front().clock.zone;
  };
  EXPECT_EQ(zone_of(R"("date":"2024-05-01T18:30:05","date_unixtime":"1714588205")"), "UTC");
  EXPECT_EQ(zone_of(R"("date":"2024-05-01T15:00:05","date_unixtime":1714588205)"), "-03:30");
  EXPECT_EQ(zone_of(R"("date_unixtime":"1714588205")"), "UTC");
  EXPECT_EQ(zone_of(R"("date":1714588205)"), "UTC");
  EXPECT_EQ(zone_of(R"("date":"2024-05-01T18:30:05+00:00")"), "UTC");
  EXPECT_EQ(zone_of(R"("date":"2024-05-01T18:30:05")"), "");
}

TEST(Telegram, LocalTimesAreOfTheUsersZone) {
  test::Reading reading;
  ReadContext context = reading.context();
  context.zone = "Europe/Berlin";
  const std::string text = chat_of(
      R"({"id":1,"type":"message","date":"2020-07-01T12:00:00","edited":"2020-07-01T12:05:00","from":"A","text":"x"})");
  test::SlowSource source(text, 1u << 20);
  read_source(test::reading_engine(), source, context, reading);
  EXPECT_DOUBLE_EQ(reading.turns[0].time->start, *parse_iso_time("2020-07-01T10:00:00"));
  EXPECT_DOUBLE_EQ(reading.occurrences[0].time->start, *parse_iso_time("2020-07-01T10:05:00"));
}

TEST(Telegram, ReactionsSayWhoAndWhen) {
  const auto reading = read_text(chat_of(message(
      1, R"("text":"hi","reactions":[{"type":"emoji","emoji":"x","count":3,"recent":[{"from":"Ben","from_id":"user2",)"
         R"("date":"2024-05-01T20:31:05"}]},{"type":"custom_emoji","document_id":"9","count":1}])")));
  ASSERT_EQ(reading.occurrences.size(), 3u);
  EXPECT_EQ(reading.occurrences[0].subject, "Ben");
  EXPECT_EQ(reading.occurrences[0].turn, 0);
  EXPECT_DOUBLE_EQ(reading.occurrences[0].time->start, 1714588265);
  EXPECT_EQ(reading.occurrences[1].subject, "");
  EXPECT_EQ(reading.occurrences[1].attributes.at("count"), "2");
  EXPECT_EQ(reading.occurrences[2].attributes.at("emoji"), "custom_emoji");
}

TEST(Telegram, MembersComeAndGo) {
  const auto service = [](const std::string& rest) {
    return R"({"id":1,"type":"service","date_unixtime":"1714588205","actor":"Ann","actor_id":"user1",)" + rest +
           ",\"text\":\"\"}";
  };
  const auto reading = read_text(chat_of(service(R"("action":"invite_members","members":["Ben","Ann"])") + "," +
                                         service(R"("action":"remove_members","members":["Ben"])") + "," +
                                         service(R"("action":"remove_members","members":["Ann"])") + "," +
                                         service(R"("action":"join_group_by_request")") + "," +
                                         service(R"("action":"edit_group_title")")));
  Lines seen;
  for (const Occurrence& o : reading.occurrences) seen.push_back(o.subject + " " + o.attributes.at("action"));
  EXPECT_EQ(seen, (Lines{"Ben added", "Ann joined", "Ben removed", "Ann left", "Ann joined"}));
  EXPECT_EQ(reading.turns.size(), 5u);
}

TEST(Telegram, WhatIsForwardedIsAnothersWords) {
  const auto reading = read_text(chat_of(message(1, R"("forwarded_from":"Cleo","text":"news")") + "," +
                                         message(2, R"("forwarded_from":null,"text":"more")")));
  ASSERT_EQ(reading.occurrences.size(), 2u);
  EXPECT_EQ(reading.occurrences[0].type, "forward");
  EXPECT_EQ(reading.occurrences[0].subject, "Cleo");
  EXPECT_EQ(reading.occurrences[1].subject, "");
}

TEST(Telegram, FaultsHaveTheirPlaceAndReadingGoesOn) {
  const std::string good = message(9, "\"text\":\"ok\"");
  const std::vector<std::pair<std::string, std::string>> faults{
      {R"({"id":1,"type":"message","date":"yesterday","text":"x"})", "2:1: \"date\" is not a time (as in "},
      {R"({"id":1,"type":"message","date_unixtime":"9e99","text":"x"})", "2:1: \"date_unixtime\" is not a time"},
      {message(1, "\"text\":5"), "2:1: \"text\" is not a string"},
      {message(1, "\"text\":[\"a\",5]"), "2:1: "},
      {message(1, R"("text":"a","reactions":{})"), "2:1: \"reactions\" is not an array"},
      {message(1, R"("text":"a","text":"b")"), "2:1: key \"text\" stands twice"},
      {"[]", "2:1: a value is not an object"},
      {"null", "2:1: a value is not an object"},
      {R"({"id":true,"type":"message","text":"x"})", "2:1: \"id\" is not an id"}};
  for (const auto& [bad, what] : faults) {
    const std::string error = error_of(chat_of(bad + ",\n" + good), "telegram", "r.json");
    EXPECT_NE(error.find("r.json:" + what), std::string::npos) << bad << "\n" << error;
    const auto reading = read_text(chat_of(bad + ",\n" + good), "telegram");
    EXPECT_EQ(spoken(reading), (Lines{"Ann: ok"})) << bad;
    EXPECT_EQ(reading.rejects.size(), 1u) << bad;
    EXPECT_TRUE(reading.ledger.balances()) << bad;
  }
}

TEST(Telegram, OtherOrdersAndAbsences) {
  const auto sorted = read_text("{\"id\":1,\"messages\":[" + message(1, "\"text\":\"hi\"") +
                                "],\"name\":\"Ann\",\"type\":\"personal_chat\"}");
  EXPECT_EQ(sorted.turns.size(), 1u);
  EXPECT_EQ(sorted.diagnostics.count("late_name"), 1u);
  const auto empty = read_text(chat_of(""));
  EXPECT_EQ(empty.episodes.size(), 1u);
  EXPECT_EQ(empty.turns.size(), 0u);
  EXPECT_NE(error_of("{\"name\":\"x\"}", "telegram", "r.json").find("r.json:1: no chat is in it (export"),
            std::string::npos);
  EXPECT_NE(error_of("[1]", "telegram", "r.json").find("r.json:1:1: an object should stand here"), std::string::npos);
  const auto unknown = read_text(chat_of(R"({"id":1,"type":"unsupported"})"));
  EXPECT_EQ(spoken(unknown), (Lines{": [media]"}));
  EXPECT_FALSE(unknown.turns[0].time);
}

TEST(Telegram, ACutFileKeepsWhatCameBefore) {
  const std::string text = chat_of(message(1, "\"text\":\"one\"") + ",\n" + message(2, "\"text\":\"two\""));
  const auto reading = read_text(text.substr(0, text.size() - 12), "telegram");
  EXPECT_EQ(spoken(reading), (Lines{"Ann: one"}));
  EXPECT_EQ(reading.rejects.size(), 1u);
  EXPECT_FALSE(reading.open());
  EXPECT_TRUE(reading.ledger.balances());
}

}  // namespace
}  // namespace affect::io
