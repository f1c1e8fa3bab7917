#include <gtest/gtest.h>

#include "io/chat_text.h"
#include "io/reading.h"

namespace affect::io {
namespace {

using test::error_of;
using test::Lines;
using test::read_text;
using test::spoken;

std::string words(std::string_view line) { return read_chat_text(line).text; }

TEST(Chat, TakesCodesOut) {
  EXPECT_EQ(words("I want that ."), "I want that.");
  EXPECT_EQ(words("<I want> [/] <I need> [//] I take it ."), "I want I need I take it.");
  EXPECT_EQ(words("it goed [* +ed] [: went] away ."), "it went away.");
  EXPECT_EQ(words("<a b> [: c d] e ."), "c d e.");
  EXPECT_EQ(words("red [:: blue] ball"), "red ball");
  EXPECT_EQ(words("&-um &+b &~gaga &ab (be)cause goin(g) 0to (.) (1.5) there ."), "um because going there.");
  EXPECT_EQ(words("gaga@c choo_choo@o Mary_Ann merry+go+round no:: ."), "gaga choo choo Mary Ann merry-go-round no.");
  EXPECT_EQ(words("xxx yyy www ."), "xxx yyy www.");
  EXPECT_EQ(words("well , I +..."), "well, I...");
  EXPECT_EQ(words("+< you what +/?"), "you what?");
  EXPECT_EQ(words("what +!?"), "what!?");
  EXPECT_EQ(words("he said +\"/."), "he said.");
  EXPECT_EQ(words("[- spa] hola [+ bch] ."), "hola.");
  EXPECT_EQ(words("yes \u2021 Ann \u2308now\u2309\u2197 [% loud] ?"), "yes, Ann now?");
}

TEST(Chat, BrokenCodesDoNoHarm) {
  EXPECT_EQ(words("[: a"), "a");
  EXPECT_EQ(words("[: a] > < ["), "a");
  EXPECT_EQ(words(""), "");
  EXPECT_EQ(words("<<<a> [: b]"), "b");
}

TEST(Chat, KeepsEvents) {
  const ChatText text = read_chat_text("&=laughs, oh [=! whispers] . &=imit:dog");
  EXPECT_EQ(text.text, "oh.");
  EXPECT_EQ(text.events, (Lines{"laughs", "whispers", "imit:dog"}));
}

TEST(Chat, ReadsUtterances) {
  const auto reading = read_text(
      "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tCHI Ann Target_Child,\n\tMOT Mother\n"
      "*MOT:\twhere is it ? \x15"
      "500_1900\x15\n*CHI:\there ,\n\tlook . \x15"
      "2000_2500\x15\n%com:\tpoints\n%mor:\tadv|here\n@End\n");
  EXPECT_EQ(spoken(reading), (Lines{"MOT: where is it?", "Ann: here, look."}));
  EXPECT_EQ(reading.episodes.front().language, "en");
  EXPECT_EQ(reading.episodes.front().clock.type, Clock::Type::media);
  EXPECT_DOUBLE_EQ(reading.turns[0].time->start, 0.5);
  EXPECT_DOUBLE_EQ(reading.turns[1].time->end, 2.5);
  ASSERT_EQ(reading.occurrences.size(), 1u);
  EXPECT_EQ(reading.occurrences[0].attributes.at("tier"), "%com");
  EXPECT_EQ(reading.occurrences[0].attributes.at("value"), "points");
  EXPECT_EQ(reading.occurrences[0].turn, 1);
  EXPECT_TRUE(reading.ledger.balances());
  EXPECT_EQ(reading.ledger.read_count(), 9u);
}

TEST(Chat, FaultsHavePlaces) {
  const std::string text =
      "@UTF8\n@Begin\n*CHI:\ta . \x15"
      "9_3\x15\nstray\n*CHI no colon\n%com:\tx\n@End\n";
  EXPECT_EQ(error_of(text, {}, "a.cha"), "a.cha:3: utterance ends before it begins (its time is left out)");
  const auto reading = read_text(text);
  EXPECT_EQ(spoken(reading), (Lines{"CHI: a."}));
  ASSERT_EQ(reading.rejects.size(), 3u);
  EXPECT_EQ(reading.rejects[1].place.to_string(), "memory:4:1");
  EXPECT_EQ(reading.rejects[1].what, "line is no header, utterance or tier");
  EXPECT_EQ(reading.rejects[2].place.line, 5u);
  EXPECT_TRUE(reading.ledger.balances());
}

TEST(Chat, NobodySpeaksIsAnError) {
  EXPECT_NE(error_of("@UTF8\n@Begin\n@End\n").find("nobody speaks: no line begins with *"), std::string::npos);
}

TEST(Chat, WhatBelongsToNothingIsCounted) {
  const auto reading = read_text("@UTF8\n\tlost\n@Begin\n%com:\tlost too\n*A:\thi .\n%com:\n");
  EXPECT_EQ(spoken(reading), (Lines{"A: hi."}));
  EXPECT_EQ(reading.diagnostics.count("tier_of_nothing"), 1u);
  EXPECT_EQ(reading.diagnostics.count("empty_annotation"), 1u);
  EXPECT_EQ(reading.diagnostics.count("unknown_speaker"), 1u);
  EXPECT_EQ(reading.diagnostics.count("no_end"), 1u);
  EXPECT_TRUE(reading.ledger.balances());
}

}  // namespace
}  // namespace affect::io
