#include "understand/trajectory/dependent_share.h"

#include <gtest/gtest.h>

#include "affect/measure/proportion.h"
#include "affect/rng.h"
#include "understand/trajectory/block_means.h"

namespace affect::understand::trajectory {
namespace {

/// A share of rows of which something holds, each with the chance `stay` the same as the one before.
std::vector<bool> sticky(Rng& rng, std::size_t n, double share, double stay) {
  std::vector<bool> holds{rng.uniform() < share};
  while (holds.size() < n) holds.push_back(rng.uniform() < stay ? bool(holds.back()) : rng.uniform() < share);
  return holds;
}

TEST(DependentShare, AlternatingRowsAreWilsons) {
  std::vector<bool> holds, follows;
  for (int i = 0; i < 40; ++i) {
    holds.push_back(i % 2 == 0);
    follows.push_back(i > 0);
  }
  EXPECT_EQ(dependent_share(holds, follows, 0.95), measure::wilson_interval(20, 40));
  EXPECT_EQ(dependent_share(std::vector<bool>(7, true), std::vector<bool>(7, true), 0.95),
            measure::wilson_interval(7, 7));
}

TEST(DependentShare, HoldsTheShareOfStickyRows) {
  Rng rng(21);
  const std::vector<bool> follows(100, true);
  int held = 0, plain = 0;
  for (int s = 0; s < 1000; ++s) {
    const auto holds = sticky(rng, 100, 0.3, 0.6);
    const auto found = dependent_share(holds, follows, 0.95);
    held += found.low <= 0.3 && 0.3 <= found.high;
    const auto wilson = measure::wilson_interval(found.estimate * 100, 100);
    plain += wilson.low <= 0.3 && 0.3 <= wilson.high;
  }
  EXPECT_NEAR(held / 1000.0, 0.94, 0.03);
  EXPECT_LT(plain / 1000.0, 0.75) << "what it is for";
}

TEST(DependentShare, RowsAcrossAGapAreNotAlike) {
  // Two sessions, one of each kind: only the rows within them would say that rows are alike.
  std::vector<bool> holds(20), follows(20);
  for (std::size_t i = 0; i < 20; ++i) holds[i] = i < 10;
  EXPECT_EQ(dependent_rows(holds, follows), 20);
  EXPECT_LT(dependent_rows(holds, std::vector<bool>(20, true)), 5);
}

TEST(BlockMeans, KnowHowFarTheMeanOfDependentValuesMayLie) {
  Rng rng(22);
  int held = 0;
  for (int s = 0; s < 500; ++s) {
    std::vector<double> values{rng.normal()};
    while (values.size() < 4000) values.push_back(0.7 * values.back() + rng.normal());
    double sum = 0;
    for (const double value : values) sum += value;
    held += std::abs(sum / 4000) <= block_mean_reach(values, 0.95);
  }
  EXPECT_NEAR(held / 500.0, 0.95, 0.03);
}

}  // namespace
}  // namespace affect::understand::trajectory
