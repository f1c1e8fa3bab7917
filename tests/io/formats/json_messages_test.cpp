#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "io/json_head.h"
#include "io/mapping.h"
#include "io/reading.h"

namespace affect::io {
namespace {

using test::error_of;
using test::Lines;
using test::read_text;
using test::spoken;

TEST(JsonMessages, NeedsNoMappingForKnownNames) {
  for (const char* text :
       {R"([{"speaker":"Ann","text":"hi"},{"speaker":"Bob","text":"ho"}])",
        R"({"chat":{"log":[{"From":"Ann","Body":"hi"},{"From":"Bob","Body":"ho"}]}})",
        "{\"user\":\"Ann\",\"message\":\"hi\"}\n\n{\"user\":\"Bob\",\"message\":\"ho\"}\n",
        R"([{"sender":{"name":"Ann"},"content":{"text":"hi"}},{"sender":{"name":"Bob"},"content":{"parts":["ho"]}}])",
        R"({"people":[{"name":"Ann"}],"items":[{"name":"Ann","text":"hi"},{"name":"Bob","text":"ho"}]})"}) {
    const auto reading = read_text(text);
    EXPECT_EQ(spoken(reading), (Lines{"Ann: hi", "Bob: ho"})) << text;
    EXPECT_TRUE(reading.rejects.empty()) << text;
  }
}

TEST(JsonMessages, SaysWhichKeysThereAre) {
  const std::string text = R"({"data":{"items":[{"nick":"Ann","words":"good morning to all","at":"0:01"}]}})";
  const std::string none = error_of(text, {}, "a.json");
  EXPECT_NE(none.find("a.json:1: no key for the text; found: \"nick, words, at\""), std::string::npos) << none;
  EXPECT_NE(none.find("--map text=\"words\""), std::string::npos) << none;
  const std::string speaker = error_of(text, {}, "a.json", {{"text", "words"}});
  EXPECT_NE(speaker.find("no key for the speaker"), std::string::npos) << speaker;
  EXPECT_NE(speaker.find("--map speaker=\"nick\""), std::string::npos) << speaker;
  const std::string wrong = error_of(text, {}, "a.json", {{"text", "word"}, {"speaker", "nick"}});
  EXPECT_NE(wrong.find("no key \"word\" for text; found: \"nick, words, at\""), std::string::npos) << wrong;
  const std::string place = error_of(text, {}, "a.json", {{"messages", "data.messages"}});
  EXPECT_NE(place.find("no array of messages at \"data.messages\"; arrays found: \"data.items\""), std::string::npos)
      << place;
  EXPECT_NE(place.find("--map messages=\"data.items\""), std::string::npos) << place;
  EXPECT_THROW(read_text(text, {}, {}, {{"mood", "x"}}), ConfigError);
  EXPECT_EQ(spoken(read_text(text, {}, {}, {{"text", "words"}}, "Ann")), (Lines{"Ann: good morning to all"}));
}

TEST(JsonMessages, FaultsHaveTheirPlace) {
  const std::string text =
      "{\"speaker\":\"Ann\",\"text\":\"hi\"}\n{\"speaker\":\"Bob\",\"text\":7}\n{\"speaker\":\"Cle";
  EXPECT_NE(error_of(text, {}, "a.jsonl").find("a.jsonl:2:1: \"text\" is not a text"), std::string::npos)
      << error_of(text, {}, "a.jsonl");
  const auto reading = read_text(text);
  EXPECT_EQ(spoken(reading), (Lines{"Ann: hi"}));
  ASSERT_EQ(reading.rejects.size(), 2u);
  EXPECT_EQ(reading.rejects[1].place.line, 3u);
}

TEST(JsonMessages, OneKindOfTimeThroughout) {
  const auto reading = read_text(R"([{"speaker":"Ann","text":"hi","time":1.5},{"speaker":"Bob","text":"ho","time":null},
      {"speaker":"Cleo","text":"so","time":"2024-05-01"},{"speaker":"Dan","text":"no","time":"soon"}])");
  EXPECT_EQ(spoken(reading), (Lines{"Ann: hi", "Bob: ho"}));
  EXPECT_DOUBLE_EQ(reading.turns[0].time->start, 1.5);
  EXPECT_EQ(reading.rejects.size(), 2u);
}

TEST(JsonMessages, AHeadShowsItsPathsHoweverCut) {
  const JsonHead head(R"({"a":{"b":[{"c":null,"d":"x"},{"c":7}]},"e":tru)");
  EXPECT_EQ(head.top(), '{');
  EXPECT_TRUE(head.is_cut());
  EXPECT_FALSE(head.is_sequence());
  EXPECT_TRUE(head.begins("a.b[]", '{'));
  EXPECT_EQ(head.value("a.b[].c"), "7");
  EXPECT_EQ(head.value("a.b[].d"), "\"x");
  EXPECT_FALSE(head.has("e"));
  EXPECT_TRUE(JsonHead("{\"a\":1}\n{\"a\":2}").is_sequence());
  EXPECT_EQ(JsonHead("[10:30] Ann: hi").top(), '[');
  EXPECT_EQ(JsonHead("Ann: {").top(), 0);
}

TEST(Mapping, IsReadFromToml) {
  const std::string path = (std::filesystem::temp_directory_path() / "affect_mapping_test.toml").string();
  const auto error = [&](const char* text) {
    std::ofstream(path) << text;
    try {
      read_mapping(path);
    } catch (const InputError& fault) {
      return std::string(fault.what());
    }
    return std::string();
  };
  EXPECT_EQ(error("messages = \"data.items\"\nspeaker = \"author.name\"\n"), "");
  EXPECT_EQ(read_mapping(path),
            (std::map<std::string, std::string>{{"messages", "data.items"}, {"speaker", "author.name"}}));
  EXPECT_NE(error("text = \"body\"\nspeeker = \"x\"\n").find(":2:"), std::string::npos);
  EXPECT_NE(error("speeker = \"x\"\n").find("did you mean speaker?"), std::string::npos) << error("speeker = \"x\"\n");
  EXPECT_NE(error("text = 7\n").find("text is not a string"), std::string::npos);
  EXPECT_NE(error("text = \n"), "");
  std::filesystem::remove(path);
}

TEST(JsonMessages, AKeyWithNulDoesNotEndTheMessage) {
  using std::string_literals::operator""s;
  const std::string error = error_of("[{\"use\0r\": 1, \"no\": \"x\"}]"s, "json_messages");
  EXPECT_TRUE(error.ends_with(')')) << error;
}

}  // namespace
}  // namespace affect::io
