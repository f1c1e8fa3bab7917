#include "affect/measure/k_means.h"

#include <cmath>
#include <set>

#include <gtest/gtest.h>

namespace affect::measure {
namespace {

SparseRow towards(std::uint32_t column, double aside, std::uint32_t other) {
  const double length = std::sqrt(1 + aside * aside);
  if (other < column) return {{other, aside / length}, {column, 1 / length}};
  return {{column, 1 / length}, {other, aside / length}};
}

TEST(KMeans, FindsDirectionsThatArePlain) {
  std::vector<SparseRow> rows;
  std::vector<int> truth;
  for (std::uint32_t i = 0; i < 60; ++i) {
    rows.push_back(towards(i % 3, 0.3, 3 + i % 7));
    truth.push_back(static_cast<int>(i % 3));
  }
  Rng rng(1);
  const auto found = k_means(rows, 3, rng);
  EXPECT_DOUBLE_EQ(adjusted_rand(truth, found).value(), 1);
  Rng again(1);
  EXPECT_EQ(k_means(rows, 3, again), found);
}

TEST(KMeans, TakesFewAndEmptyRows) {
  Rng rng(1);
  EXPECT_TRUE(k_means({}, 3, rng).empty());
  const std::vector<SparseRow> rows{{}, {{2, 1.0}}, {}};
  const auto found = k_means(rows, 4, rng);
  EXPECT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0], found[2]);
}

// The example of Hubert & Arabie's index in the documentation of scikit-learn.
TEST(AdjustedRand, KnownAnswers) {
  const std::vector<int> a{0, 0, 1, 1}, b{1, 1, 0, 0}, c{0, 0, 1, 2}, d{0, 1, 0, 1};
  EXPECT_DOUBLE_EQ(adjusted_rand(a, b).value(), 1);
  EXPECT_NEAR(adjusted_rand(a, c).value(), 0.571428571428571, 1e-12);
  EXPECT_NEAR(adjusted_rand(a, d).value(), -0.5, 1e-12);
  EXPECT_FALSE(adjusted_rand(std::vector<int>{0}, std::vector<int>{0}));
  EXPECT_FALSE(adjusted_rand(std::vector<int>{0, 0, 0}, std::vector<int>{1, 1, 1}));
}

}  // namespace
}  // namespace affect::measure
