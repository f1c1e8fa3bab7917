#include "affect/measure/boundaries.h"

#include <map>

#include <gtest/gtest.h>

namespace affect::measure {
namespace {

using Places = std::vector<std::size_t>;

TEST(Boundaries, MatchedWithinATolerance) {
  const Places truth{5, 10}, found{4, 6, 12};
  EXPECT_EQ(match_boundaries(truth, found, 0), (ClassCounts{0, 3, 2}));
  EXPECT_EQ(match_boundaries(truth, found, 1), (ClassCounts{1, 2, 1})) << "one true one takes one found one";
  EXPECT_EQ(match_boundaries(truth, found, 2), (ClassCounts{2, 1, 0}));
  EXPECT_EQ(match_boundaries(Places{4, 6}, Places{5, 7}, 1), (ClassCounts{2, 0, 0})) << "as many as possible";
  EXPECT_EQ(match_boundaries({}, found, 9), (ClassCounts{0, 3, 0}));
  EXPECT_EQ(match_boundaries(truth, {}, 9), (ClassCounts{0, 0, 2}));
}

// By hand: of 10 items and windows of 3 there are 7; the true boundary 5 lies in those that begin at 2, 3 and 4, the
// found one 6 in 3, 4 and 5.
TEST(Boundaries, WindowDiffByHand) {
  EXPECT_EQ(window_diff(Places{5}, Places{5}, 10, 3), 0);
  EXPECT_DOUBLE_EQ(window_diff(Places{5}, Places{6}, 10, 3).value(), 2.0 / 7);
  EXPECT_DOUBLE_EQ(window_diff(Places{5}, {}, 10, 3).value(), 3.0 / 7);
  EXPECT_FALSE(window_diff(Places{1}, {}, 3, 3));
  EXPECT_EQ(usual_window(Places{5}, 10), 3u) << "half of 5, rounded up";
  EXPECT_EQ(usual_window({}, 10), 5u);
  EXPECT_EQ(usual_window(Places{1, 2, 3}, 4), 2u);
}

TEST(Boundaries, RandomOnesKeepTheirDistanceAndGoAnywhere) {
  Rng rng(2);
  std::map<std::size_t, int> first;
  for (int round = 0; round < 6000; ++round) {
    const auto places = random_boundaries(2, 9, 2, rng);
    ASSERT_EQ(places.size(), 2u);
    EXPECT_GE(places[0], 2u);
    EXPECT_GE(places[1], places[0] + 2);
    EXPECT_LE(places[1], 7u);
    ++first[places[0]];
  }
  // Pairs (2, 4..7), (3, 5..7), (4, 6..7), (5, 7): ten, equally likely.
  EXPECT_NEAR(first[2], 2400, 200);
  EXPECT_NEAR(first[3], 1800, 200);
  EXPECT_NEAR(first[4], 1200, 200);
  EXPECT_NEAR(first[5], 600, 150);
  EXPECT_EQ(random_boundaries(9, 9, 2, rng).size(), 3u) << "no more than fit";
  EXPECT_TRUE(random_boundaries(1, 3, 2, rng).empty());
  EXPECT_TRUE(random_boundaries(0, 30, 2, rng).empty());
}

}  // namespace
}  // namespace affect::measure
