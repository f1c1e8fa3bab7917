#include "affect/rng.h"

#include <cmath>
#include <set>
#include <vector>

#include <gtest/gtest.h>

namespace affect {
namespace {

TEST(Rng, NeverChangesItsNumbers) {
  // By an independent transcription in Python: splitmix64 from seed 42 fills the state of xoshiro256++.
  Rng rng(42);
  EXPECT_EQ(rng(), 15021278609987233951u);
  EXPECT_EQ(rng(), 5881210131331364753u);
  EXPECT_EQ(rng(), 18149643915985481100u);
}

TEST(Rng, UniformAndNormalHaveTheirMoments) {
  Rng rng(7);
  double sum = 0, squares = 0, uniform = 0;
  constexpr int kDraws = 200000;
  for (int i = 0; i < kDraws; ++i) {
    const double x = rng.normal();
    sum += x;
    squares += x * x;
    const double u = rng.uniform();
    ASSERT_TRUE(u >= 0 && u < 1);
    uniform += u;
  }
  EXPECT_NEAR(sum / kDraws, 0, 0.01);
  EXPECT_NEAR(squares / kDraws, 1, 0.02);
  EXPECT_NEAR(uniform / kDraws, 0.5, 0.005);
}

TEST(Rng, BelowIsUnbiased) {
  Rng rng(3);
  std::vector<int> seen(3);
  for (int i = 0; i < 30000; ++i) ++seen[rng.below(3)];
  for (int count : seen) EXPECT_NEAR(count, 10000, 400);
}

TEST(Rng, SplitsAreDifferentAndRepeatable) {
  const Rng rng(5);
  std::set<std::uint64_t> first;
  for (std::uint64_t i = 0; i < 100; ++i) first.insert(rng.split(i)());
  EXPECT_EQ(first.size(), 100u);
  EXPECT_EQ(rng.split(3)(), Rng(5).split(3)());
}

TEST(Rng, ShuffleKeepsEveryItem) {
  Rng rng(1);
  std::vector<int> items{1, 2, 3, 4, 5, 6, 7, 8};
  rng.shuffle(items);
  EXPECT_NE(items, (std::vector<int>{1, 2, 3, 4, 5, 6, 7, 8}));
  EXPECT_EQ(std::multiset<int>(items.begin(), items.end()), (std::multiset<int>{1, 2, 3, 4, 5, 6, 7, 8}));
}

}  // namespace
}  // namespace affect
