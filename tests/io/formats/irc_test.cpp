#include <gtest/gtest.h>

#include "io/reading.h"

namespace affect::io {
namespace {

using test::Lines;
using test::read_text;
using test::spoken;

TEST(Irc, ReadsHexChatWithDaysWithoutYears) {
  const auto reading = read_text(
      "**** BEGIN LOGGING AT Sun Dec 31 23:00:00 2023\n\nDec 31 23:59:02 *\tben (~b@example.org) has joined\n"
      "Dec 31 23:59:30 <ann>\thappy\nJan 01 00:00:01 <ann>\tnew year\nJan 01 00:00:09 *\tben waves\n");
  EXPECT_EQ(spoken(reading), (Lines{": [system]", "ann: happy", "ann: new year", "ben: waves"}));
  EXPECT_EQ(reading.turns[1].time->start, parse_iso_time("2023-12-31T23:59:30"));
  EXPECT_EQ(reading.turns[2].time->start, parse_iso_time("2024-01-01T00:00:01"));
  EXPECT_TRUE(reading.ledger.balances());
}

TEST(Irc, IsInOrderWhereNoDayIsTold) {
  const auto reading =
      read_text("[12:01] <@ann> hi: you\n[12:02] <ben> ho\n[12:02] -ChanServ- welcome\nwhat?\n", {}, "x.log");
  EXPECT_EQ(spoken(reading), (Lines{"ann: hi: you", "ben: ho", ": [system]"}));
  EXPECT_EQ(reading.episodes[0].clock.type, Clock::Type::order);
  EXPECT_EQ(reading.diagnostics.count("no_date"), 3u);
  EXPECT_EQ(reading.diagnostics.count("no_irc_line"), 1u);
}

TEST(Irc, IsNoTranscript) {
  EXPECT_EQ(spoken(read_text("[00:01:02] Ann: a <b> c\n[00:01:03] Ben: d\n")), (Lines{"Ann: a <b> c", "Ben: d"}));
}

}  // namespace
}  // namespace affect::io
