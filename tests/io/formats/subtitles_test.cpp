#include <gtest/gtest.h>

#include "io/reading.h"

namespace affect::io {
namespace {

using test::error_of;
using test::Lines;
using test::read_text;
using test::spoken;

TEST(Subtitles, ReadsSubRip) {
  const auto reading = read_text(
      "\xEF\xBB\xBF"
      "1\r\n00:00:01,500 --> 00:00:03,000\r\n<i>Hello</i>\r\n{\\an8}there.\r\n\r\n"
      "2\r\n00:01:00.000 --> 01:00:00.250\r\nANN: Go!\r\n",
      {}, "call.srt");
  EXPECT_EQ(spoken(reading), (Lines{": Hello there.", "ANN: Go!"}));
  EXPECT_DOUBLE_EQ(reading.turns[0].time->start, 1.5);
  EXPECT_DOUBLE_EQ(reading.turns[0].time->end, 3);
  EXPECT_DOUBLE_EQ(reading.turns[1].time->end, 3600.25);
  EXPECT_EQ(reading.episodes.front().clock.type, Clock::Type::media);
  EXPECT_EQ(reading.subjects, (Lines{"ANN"}));
}

TEST(Subtitles, ReadsWebVtt) {
  const auto reading = read_text(
      "WEBVTT - a title\nKind: captions\n\nNOTE\nnot said\n\nSTYLE\n::cue { color: red }\n\n"
      "intro\n00:01.000 --> 00:02.000 align:start position:10%\n<v Ann>Rock &amp; <b>roll</b></v>\n\n"
      "00:02.000 --> 00:03.000\n<v.loud Bob B>No! <v Ann>Yes!\n\nNOTE one line\n\n00:04.000 --> 00:05.000\n42\n");
  EXPECT_EQ(spoken(reading), (Lines{"Ann: Rock & roll", "Bob B: No!", "Ann: Yes!", ": 42"}));
  EXPECT_DOUBLE_EQ(reading.turns[1].time->start, 2);
}

TEST(Subtitles, SplitsCuesOfTwoSpeakers) {
  const auto reading = read_text(
      "1\n00:00:01,000 --> 00:00:02,000\n- Where were you\nall day?\n- Out.\n\n"
      "2\n00:00:03,000 --> 00:00:04,000\n>> BOB: Stay.\n\n3\n00:00:05,000 --> 00:00:06,000\n[door slams]\n");
  EXPECT_EQ(spoken(reading), (Lines{": Where were you all day?", ": Out.", "BOB: Stay.", ": [system]"}));
  EXPECT_EQ(reading.diagnostics.count("sound"), 1u);
}

TEST(Subtitles, MissingBlankLinesAndNumbers) {
  const auto reading = read_text(
      "1\n00:00:01,000 --> 00:00:02,000\nOne\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n\nstill two\n\n"
      "00:00:05,000 --> 00:00:06,000\n1984\n\n");
  EXPECT_EQ(spoken(reading), (Lines{": One", ": Two still two", ": 1984"}));
}

TEST(Subtitles, PutsCuesInOrder) {
  const auto reading = read_text("1\n00:00:05,000 --> 00:00:06,000\nlate\n\n2\n00:00:01,000 --> 00:00:02,000\nearly\n");
  EXPECT_EQ(spoken(reading), (Lines{": early", ": late"}));
  EXPECT_EQ(reading.diagnostics.count("cue_order"), 1u);
  EXPECT_EQ(reading.diagnostics.count("time_back"), 0u);
}

TEST(Subtitles, WrongTimesAreFaults) {
  const std::string text =
      "1\n00:00:05,000 --> 00:00:03,000\nnever\n\n2\n00:99:01,000 --> 00:00:02,000\nnot this\n\n"
      "3\n00:00:07,000 --> 00:00:08,000\nthis\n";
  EXPECT_NE(error_of(text, {}, "a.srt").find("a.srt:2:1: cue ends before it begins"), std::string::npos);
  const auto reading = read_text(text);
  EXPECT_EQ(reading.rejects.size(), 2u);
  EXPECT_EQ(spoken(reading), (Lines{": this"}));
}

TEST(Subtitles, NoCueIsAnError) {
  EXPECT_NE(error_of("just text\n", "subtitles").find("no cue has a time"), std::string::npos);
  EXPECT_NE(error_of("WEBVTT\n").find("no cue"), std::string::npos);
}

TEST(Subtitles, EmptyCuesAreCounted) {
  const auto reading = read_text("1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\nhi\n");
  EXPECT_EQ(spoken(reading), (Lines{": hi"}));
  EXPECT_EQ(reading.diagnostics.count("empty_turn"), 1u);
}

TEST(Subtitles, EachCueHasOneFate) {
  const auto reading = read_text(
      "stray\n1\n00:00:01,000 --> 00:00:02,000\n- A\n- B\n\n2\n00:00:05,000 --> 00:00:03,000\nnever\n\n"
      "3\n-00:00:04,000 --> 00:00:05,000\nnot this\n\n4\n00:00:06,000 --> 00:00:07,000\n\n",
      "subtitles");
  EXPECT_EQ(reading.ledger.unit(), "cues");
  EXPECT_EQ(reading.ledger.kept(), 2u);  // one cue, two voices
  EXPECT_EQ(reading.rejects.size(), 2u);
  EXPECT_EQ(reading.diagnostics.count("text_outside_cue"), 1u);
  EXPECT_TRUE(reading.ledger.balances());
}

TEST(Subtitles, BeyondTheWindowCuesStayInTheOrderOfTheFile) {
  std::string text;
  for (int i = 0; i < 70; ++i)
    text += "00:01:" + std::string(i % 60 < 10 ? "0" : "") + std::to_string(i % 60) + ",000 --> 00:03:00,000\nx\n\n";
  text += "00:00:01,000 --> 00:00:02,000\nfirst of all\n";
  const auto reading = read_text(text, "subtitles");
  EXPECT_EQ(reading.turns.size(), 71u);
  EXPECT_GE(reading.diagnostics.count("time_back"), 1u);
}

TEST(Subtitles, RubyAndBracesAreMarkup) {
  EXPECT_EQ(spoken(read_text("WEBVTT\n\n00:01.000 --> 00:02.000\n<ruby>\u6F22<rt>kan</rt>\u5B57<rt>ji</ruby> ok\n")),
            (Lines{": \u6F22\u5B57 ok"}));
  EXPECT_EQ(spoken(read_text("1\n00:00:01,000 --> 00:00:02,000\n{i}so{/i} {set} it\n")), (Lines{": so {set} it"}));
}

TEST(Subtitles, NamesInBracketsAreThoseThatComeAgain) {
  const std::string again =
      "1\n00:00:01,000 --> 00:00:02,000\n[Ann] Hi.\n\n2\n00:00:03,000 --> 00:00:04,000\n[Ann]: Bye.\n";
  EXPECT_EQ(spoken(read_text(again)), (Lines{"Ann: Hi.", "Ann: Bye."}));
  EXPECT_EQ(spoken(read_text("1\n00:00:01,000 --> 00:00:02,000\n[Once] Hi.\n")), (Lines{": [Once] Hi."}));
}

}  // namespace
}  // namespace affect::io
