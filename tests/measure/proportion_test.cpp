#include "affect/measure/proportion.h"

#include <cmath>

#include <gtest/gtest.h>

#include "affect/rng.h"

namespace affect::measure {
namespace {

// statsmodels 0.15.0: proportion_confint(k, n, 0.05, "wilson").
TEST(WilsonInterval, EqualsStatsmodels) {
  const auto some = wilson_interval(3, 20);
  EXPECT_DOUBLE_EQ(some.estimate, 0.15);
  EXPECT_NEAR(some.low, 0.052368745896216595, 1e-12);
  EXPECT_NEAR(some.high, 0.36041886474075696, 1e-12);
}

TEST(WilsonInterval, NoneAndAllOfThemStillSaySomething) {
  const double z2 = 1.959963984540054 * 1.959963984540054;
  const auto none = wilson_interval(0, 10), all = wilson_interval(10, 10);
  EXPECT_EQ(none.low, 0);
  EXPECT_NEAR(none.high, z2 / (10 + z2), 1e-12);  // by hand: both roots of the quadratic
  EXPECT_NEAR(all.low, 10 / (10 + z2), 1e-12);
  EXPECT_EQ(all.high, 1);
}

TEST(WilsonInterval, HoldsTheShareAtItsLevel) {
  Rng rng(5);
  for (const double share : {0.05, 0.3}) {
    int held = 0;
    for (int set = 0; set < 4000; ++set) {
      int successes = 0;
      for (int i = 0; i < 40; ++i) successes += rng.uniform() < share;
      const auto found = wilson_interval(successes, 40);
      held += found.low <= share && share <= found.high;
    }
    EXPECT_NEAR(held / 4000.0, 0.95, 0.025) << share;
  }
}

}  // namespace
}  // namespace affect::measure
