#include <gtest/gtest.h>

#include "io/reading.h"

namespace affect::io {
namespace {

using test::Lines;
using test::read_text;
using test::spoken;

TEST(KakaoTalk, ReadsAComputersEnglish) {
  const auto reading = read_text(
      "KakaoTalk Chats with Garden\nDate Saved : 2024-03-07 09:00:00\n\n"
      "--------------- Tuesday, March 5, 2024 ---------------\n[Anna] [3:21 PM] Are the beans up?\n"
      "[Ben [2]] [3:22 PM] File: beans.pdf\n[Ben [2]] [3:23 PM] Photo by me\n");
  EXPECT_EQ(spoken(reading), (Lines{"Anna: Are the beans up?", "Ben [2]: [media]", "Ben [2]: Photo by me"}));
  EXPECT_EQ(reading.episodes[0].title, "Garden");
  EXPECT_EQ(reading.turns[0].time->start, parse_iso_time("2024-03-05T15:21"));
  EXPECT_TRUE(reading.ledger.balances());
}

TEST(KakaoTalk, ReadsOtherEnglishStamps) {
  const auto reading = read_text("Mar 5, 2024, 3:21 PM, Anna : hi : you\nMar 5, 2024, 15:22, Ben : ho\n", "kakaotalk");
  EXPECT_EQ(spoken(reading), (Lines{"Anna: hi : you", "Ben: ho"}));
  EXPECT_EQ(reading.turns[1].time->start, parse_iso_time("2024-03-05T15:22"));
}

TEST(KakaoTalk, LeavesOtherBracketsAlone) {
  EXPECT_EQ(spoken(read_text("Anna: see [1] [2]\nBen: yes\n")), (Lines{"Anna: see [1] [2]", "Ben: yes"}));
}

}  // namespace
}  // namespace affect::io
