#include "affect/measure/normal_distribution.h"

#include <gtest/gtest.h>

namespace affect::measure {
namespace {

TEST(NormalDistribution, IsThatOfTheTables) {
  EXPECT_NEAR(normal_distribution(0), 0.5, 1e-15);
  EXPECT_NEAR(normal_distribution(1.959963984540054), 0.975, 1e-15);
  EXPECT_NEAR(normal_distribution(-6), 9.865876450376946e-10, 1e-22);
}

TEST(NormalQuantile, IsThatOfTheTables) {
  EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-12);
  EXPECT_NEAR(normal_quantile(0.5), 0, 1e-12);
  EXPECT_NEAR(normal_quantile(0.001), -3.090232306167813, 1e-11);
}

TEST(NormalQuantile, TurnsTheDistributionAround) {
  for (const double share : {1e-12, 0.02, 0.3, 0.6, 0.999}) {
    EXPECT_NEAR(normal_distribution(normal_quantile(share)) / share, 1, 1e-11) << share;
  }
}

}  // namespace
}  // namespace affect::measure
