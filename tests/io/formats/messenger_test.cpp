#include <gtest/gtest.h>

#include "io/latin1.h"
#include "io/reading.h"

namespace affect::io {
namespace {

using test::error_of;
using test::Lines;
using test::read_text;
using test::spoken;

TEST(Messenger, MendsOnlyWhatIsBroken) {
  EXPECT_EQ(mend_latin1("caf\u00C3\u00A9"), "café");
  EXPECT_EQ(mend_latin1("\u00F0\u009F\u0098\u0080"), "😀");
  EXPECT_EQ(mend_latin1("café"), std::nullopt);
  EXPECT_EQ(mend_latin1("cafe"), std::nullopt);
  EXPECT_EQ(mend_latin1("\u00C3\u00A9 \u2764"), std::nullopt);
  EXPECT_EQ(mend_latin1(""), std::nullopt);
}

std::string thread(const std::string& messages) {
  return R"({"participants":[{"name":"Ann"},{"name":"Bob"}],"messages":[)" + messages +
         R"(],"title":"Bob","thread_path":"inbox/bob_1"})";
}

TEST(Messenger, OldestComesFirst) {
  const auto reading = read_text(thread(R"({"sender_name":"Ann","timestamp_ms":3000,"content":"c"},
      {"sender_name":"Bob","timestamp_ms":2000,"content":"b"},{"sender_name":"Ann","timestamp_ms":2000,"content":"a"})"));
  EXPECT_EQ(spoken(reading), (Lines{"Ann: a", "Bob: b", "Ann: c"}));
  EXPECT_EQ(reading.episodes[0].title, "Bob");
  EXPECT_DOUBLE_EQ(*reading.episodes[0].clock.start, 2);
  const auto ascending = read_text(thread(R"({"sender_name":"Ann","timestamp_ms":1000,"content":"a"},
      {"sender_name":"Bob","timestamp_ms":2000,"content":"b"})"));
  EXPECT_EQ(spoken(ascending), (Lines{"Ann: a", "Bob: b"}));
}

TEST(Messenger, TellsWordsFromNotices) {
  const auto event = [](const std::string& more) {
    return read_text(thread(R"({"sender_name":"Ann","timestamp_ms":1,)" + more + "}"), "messenger").turns.at(0).event;
  };
  EXPECT_EQ(event(R"("content":"I sent it")"), "");
  EXPECT_EQ(event(R"("content":"Ann sent an attachment.","share":{"link":"x"})"), "media");
  EXPECT_EQ(event(R"("gifs":[{"uri":"x"}])"), "media");
  EXPECT_EQ(event(R"("content":"Ann unsent a message")"), "deleted");
  EXPECT_EQ(event(R"("is_unsent":true)"), "deleted");
  EXPECT_EQ(event(R"("content":"Missed call","call_duration":0)"), "system");
  EXPECT_EQ(event(R"("content":"Reacted x to your message ")"), "system");
  EXPECT_EQ(event(R"("content":"I reacted too fast, sorry")"), "");
}

TEST(Messenger, FaultsHaveTheirPlace) {
  const std::string text = thread(
      "\n{\"sender_name\":\"Ann\",\"content\":\"a\"},\n"
      "{\"sender_name\":\"Bob\",\"timestamp_ms\":2000,\"content\":\"b\"}");
  const std::string error = error_of(text, "messenger", "message_1.json");
  EXPECT_NE(error.find("message_1.json:2:1: a message has no \"timestamp_ms\" (it is milliseconds"), std::string::npos)
      << error;
  EXPECT_EQ(spoken(read_text(text, "messenger")), (Lines{"Bob: b"}));
}

}  // namespace
}  // namespace affect::io
