#include "affect/model/text/nearest.h"

#include <vector>

#include <gtest/gtest.h>

namespace affect::model {
namespace {

TEST(Nearest, GivesTheHighestCosinesAndHowFarTheyStandOut) {
  const std::vector<float> query{1, 0}, rows{0, 1, 1, 0, 0.6f, 0.8f, -1, 0};
  const auto found = nearest(query, rows, 2);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].row, 1u);
  EXPECT_EQ(found[1].row, 2u);
  EXPECT_NEAR(found[1].cosine, 0.6, 1e-6);
  // Cosines 0, 1, 0.6, -1: mean 0.15, SD sqrt(0.59 - 0.0225).
  EXPECT_NEAR(found[0].z, 0.85 / 0.75333, 1e-4);
}

TEST(Nearest, EqualRowsStandInTheirOrderAndFarFromNothing) {
  const std::vector<float> query{1, 0}, rows{1, 0, 1, 0, 1, 0};
  const auto found = nearest(query, rows, 9);
  ASSERT_EQ(found.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(found[i].row, i);
    EXPECT_EQ(found[i].z, 0);
  }
  EXPECT_TRUE(nearest(query, {}, 3).empty());
}

}  // namespace
}  // namespace affect::model
