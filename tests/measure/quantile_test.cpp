#include "affect/measure/quantile.h"

#include <vector>

#include <gtest/gtest.h>

namespace affect::measure {
namespace {

TEST(SampleQuantile, LiesBetweenTheOrderStatistics) {
  const std::vector<double> sorted{1, 2, 4, 8};
  EXPECT_DOUBLE_EQ(sample_quantile(sorted, 0), 1);
  EXPECT_DOUBLE_EQ(sample_quantile(sorted, 0.5), 3);
  EXPECT_DOUBLE_EQ(sample_quantile(sorted, 0.9), 6.8);
  EXPECT_DOUBLE_EQ(sample_quantile(sorted, 1), 8);
  EXPECT_DOUBLE_EQ(sample_quantile(std::vector{7.0}, 0.3), 7);
}

}  // namespace
}  // namespace affect::measure
