#include <gtest/gtest.h>

#include "io/reading.h"

namespace affect::io {
namespace {

using test::error_of;
using test::Lines;
using test::read_text;
using test::spoken;

std::string grid(std::string_view tiers) {
  return "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n0\n9\n<exists>\n" + std::string(tiers);
}

TEST(TextGrid, ReadsLabelsOfAllKinds) {
  const auto reading =
      read_text(grid("1\n\"IntervalTier\"\n\"Ann\"\n0\n9\n4\n0\n1\n\"\"\n1\n2\n\"say \"\"hi\"\"\"\n2\n3\n\" "
                     "two\nlines! \"\n3\n9\n\"\"\"\"\n"));
  EXPECT_EQ(spoken(reading), (Lines{"Ann: say \"hi\"", "Ann: two\nlines!", "Ann: \""}));
  EXPECT_DOUBLE_EQ(reading.turns[2].time->end, 9);
  EXPECT_EQ(reading.ledger.read_count(), 4u);
  EXPECT_EQ(reading.diagnostics.count("silence"), 1u);
}

TEST(TextGrid, CommentsAndLooseSpacing) {
  const auto reading = read_text(
      "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\nxmin=0 ! begin \"x\"\nxmax =9\ntiers? <exists>\nsize= "
      "1\n"
      "item []:\nitem [1]:\nclass=\"IntervalTier\"\nname =\"A\"\nxmin = 0\nxmax = 9\nintervals: size = 1\n"
      "intervals [1]:\nxmin = 0.5 xmax = 1.5e0 text =\"hi\"\n");
  EXPECT_EQ(spoken(reading), (Lines{"A: hi"}));
  EXPECT_DOUBLE_EQ(reading.turns[0].time->end, 1.5);
}

TEST(TextGrid, IsFoundByHeadsOfAllAges) {
  const std::string tiers = "0 9 <exists> 1 \"IntervalTier\" \"Ann\" 0 9 1 0 9 \"hi\"\n";
  for (const char* head : {"File type = \"ooTextFile short\"\n\"TextGrid\"\n\n", "\"ooTextFile\"\n\"TextGrid\"\n",
                           "File type = \"ooTextFile short\" \"TextGrid\" ",
                           "File type = \"ooTextFile\"\n\n\nObject class = \"TextGrid 2\"\n"}) {
    EXPECT_EQ(spoken(read_text(head + tiers)), Lines{"Ann: hi"}) << head;
  }
}

TEST(TextGrid, WordsSpeakOnlyWhereNothingElseDoes) {
  const std::string words = "\"IntervalTier\" \"A - words\" 0 9 3 0 1 \"good\" 1 2 \"day\" 3 4 \"Ben\"\n";
  const std::string phones = "\"IntervalTier\" \"A - phones\" 0 9 1 0 0.5 \"g\"\n";
  const auto alone = read_text(grid("2\n" + words + phones));
  EXPECT_EQ(spoken(alone), (Lines{"A: good day", "A: Ben"}));
  ASSERT_EQ(alone.occurrences.size(), 1u);
  EXPECT_EQ(alone.occurrences[0].turn, 0);
  EXPECT_EQ(alone.ledger.kept(), 4u);
  const auto beside = read_text(grid("3\n" + words + phones + "\"IntervalTier\" \"A\" 0 9 1 0 4 \"Good day, Ben!\"\n"));
  EXPECT_EQ(spoken(beside), (Lines{"A: Good day, Ben!"}));
  EXPECT_EQ(beside.occurrences.size(), 4u);
  EXPECT_EQ(spoken(read_text(grid("1\n" + phones))), (Lines{"A: g"}));
}

TEST(TextGrid, FaultsHavePlaces) {
  const std::string wrong = grid("1\n\"IntervalTier\" \"A\" 0 9 3\n2 1 \"back\"\n-1 1 \"before\"\n3 4 \"on\"\n");
  EXPECT_EQ(error_of(wrong, {}, "a.TextGrid"),
            "a.TextGrid:9:1: interval ends before it begins (mend it there, or --keep-going)");
  const auto reading = read_text(wrong);
  EXPECT_EQ(spoken(reading), (Lines{"A: on"}));
  EXPECT_EQ(reading.rejects.size(), 2u);
  EXPECT_TRUE(reading.ledger.balances());

  EXPECT_EQ(error_of(grid("1\n\"IntervalTier\" \"A\" 0 9 2\n0 1 \"a\"\n"), {}, "a"),
            "a:9:8: xmin of an interval is missing (is the file cut?)");
  EXPECT_EQ(error_of(grid("1\n\"IntervalTier\" \"A\" 0 9 1\n0 \"a\"\n"), {}, "a"),
            "a:9:3: xmax of an interval is missing (is the number of intervals or points before it right?)");
  EXPECT_EQ(error_of(grid("1\n\"IntervalTier\" \"A\" 0 9 1\n0 1 \"a\n"), {}, "a"),
            "a:9:5: label has no closing quote (is the file cut?)");
  EXPECT_EQ(error_of(grid("1\n\"IntervalTier\" \"A\" 0 9 0\n5\n"), {}, "a"),
            "a:9:1: more stands behind the last tier (the number of tiers is not right)");
  EXPECT_NE(error_of(grid("1e3\n\"PitchTier\"\n")).find("IntervalTier or TextTier is missing"), std::string::npos);
}

TEST(TextGrid, WhatCameBeforeACutIsKept) {
  const auto reading = read_text(grid("1\n\"IntervalTier\" \"A\" 0 9 1000000000\n0 1 \"a\"\n1 2 \"b"));
  EXPECT_EQ(spoken(reading), (Lines{"A: a"}));
  EXPECT_EQ(reading.rejects.size(), 1u);
}

}  // namespace
}  // namespace affect::io
