#include "affect/understand/trajectory/variability.h"

#include <cmath>

#include <gtest/gtest.h>

#include "affect/rng.h"

namespace affect::understand::trajectory {
namespace {

Steps regular(std::vector<double> lengths) { return {true, 1, std::move(lengths)}; }

TEST(Variability, FourScoresByHand) {
  const std::vector<double> scores{1, 2, 4, 3};
  EXPECT_DOUBLE_EQ(mean(scores), 2.5);
  EXPECT_DOUBLE_EQ(variance(scores), 5.0 / 3);
  const auto pairs = neighbours(regular({0, 1, 1, 1}));
  EXPECT_EQ(successive_differences(scores, pairs, 0), (std::vector<double>{1, 2, 1}));
  EXPECT_DOUBLE_EQ(mean_square(std::vector<double>{1, 2, 1}), 2);
  // (-0.5)^2 - (-1.5)(1.5) and 1.5^2 - (-0.5)(0.5).
  EXPECT_EQ(teager_kaiser(scores, regular({0, 1, 1, 1})), (std::vector<double>{2.5, 2.5}));
}

TEST(Variability, NothingSpansAGapOrASession) {
  const std::vector<double> scores{0, 10, 20, 50, 60, 80};
  const Steps steps = regular({0, 1, 2, 0, 1, 1});  // a missing turn before the third, a session before the fourth
  EXPECT_EQ(successive_differences(scores, neighbours(steps), 0), (std::vector<double>{10, 10, 20}));
  EXPECT_EQ(teager_kaiser(scores, steps).size(), 1u);
  const Steps irregular{false, 1, {0, 0.5, 2, 0, 1, 3}};
  EXPECT_EQ(neighbours(irregular).later, (std::vector<std::size_t>{1, 2, 4, 5}));
  EXPECT_TRUE(teager_kaiser(scores, irregular).empty());
}

TEST(LargestSd, AllAtTheEndsButOne) {
  const ScoreBounds scale{-1, 1};
  // Two of four at each end: variance 4/3. A mean of 0.25 leaves 1, 1, -1 and 0.
  EXPECT_NEAR(largest_sd(0, scale, 4), std::sqrt(4.0 / 3), 1e-12);
  EXPECT_NEAR(largest_sd(0.25, scale, 4), std::sqrt((2 * 0.5625 + 1.5625 + 0.0625) / 3), 1e-12);
  EXPECT_EQ(largest_sd(1, scale, 4), 0);
  EXPECT_EQ(largest_sd(-1, scale, 4), 0);
  // Many scores: the bound of any number of them.
  EXPECT_NEAR(largest_sd(0.6, scale, 100000), std::sqrt(1.6 * 0.4), 1e-4);
  EXPECT_NEAR(largest_sd(3, {1, 5}, 2), std::sqrt(8.0), 1e-12);
}

TEST(LargestSd, NoScoresOfThatMeanHaveMore) {
  Rng rng(4);
  for (int i = 0; i < 2000; ++i) {
    std::vector<double> scores(2 + rng.below(9));
    for (double& score : scores) score = rng.uniform() < 0.5 ? std::round(rng.uniform()) : rng.uniform();
    EXPECT_LE(std::sqrt(variance(scores)), largest_sd(mean(scores), {0, 1}, scores.size()) + 1e-9);
  }
}

TEST(SquareGrowth, IsThatOfAProcessWhichReturns) {
  for (const double length : {0.01, 0.5, 1.0, 3.0}) {
    EXPECT_EQ(square_growth(length, 0), 1);
    EXPECT_EQ(square_growth(length, 1), length);
    EXPECT_NEAR(square_growth(length, 0.6), (1 - std::pow(0.6, length)) / 0.4, 1e-12);
    EXPECT_NEAR(square_growth(length, 1 - 1e-9), length, 1e-6);
  }
}

TEST(ShareLeft, IsThatOfTheProcess) {
  Rng rng(6);
  for (const double left : {0.0, 0.3, 0.8, 1.0}) {
    std::vector<double> scores{0};
    Steps steps{false, 1, {0}};
    for (int i = 1; i < 20000; ++i) {
      const double length = -std::log(1 - rng.uniform()) + 0.05;
      steps.lengths.push_back(length);
      const double gain = std::pow(left, length);
      const double spread = left == 1 ? std::sqrt(length) : std::sqrt(1 - gain * gain);
      scores.push_back(gain * scores.back() + spread * rng.normal());
    }
    const auto pairs = neighbours(steps);
    const double found = share_left(scores, pairs);
    EXPECT_NEAR(found, left, 0.04);
    // What differences of scores one unit apart are expected to have.
    const double expected = left == 1 ? 1 : 2 * (1 - left);
    EXPECT_NEAR(mean_square(successive_differences(scores, pairs, 0)) / mean_growth(pairs, found), expected,
                0.04 * expected)
        << left;
  }
  EXPECT_EQ(share_left({}, Neighbours{}), 0);
}

/// Two differences, the first of size 1.
double left_of_two(double first_length, double second_length, double second_square) {
  const std::vector<double> scores{0, 1, 1 + std::sqrt(second_square)};
  return share_left(scores, {{1, 2}, {first_length, second_length}});
}

TEST(ShareLeft, OfTwoDifferencesExplainsBoth) {
  // Squares grow by (1 - a^2) / (1 - a) = 1 + a from one unit to two.
  EXPECT_NEAR(left_of_two(1, 2, 1.6), 0.6, 1e-4);
  EXPECT_NEAR(left_of_two(1, 2, 1.05), 0.05, 1e-4);
  EXPECT_EQ(left_of_two(1, 2, 1), 0);
  EXPECT_EQ(left_of_two(1, 2, 0.5), 0);
  EXPECT_EQ(left_of_two(1, 2, 2), 1);
  EXPECT_EQ(left_of_two(1, 2, 9), 1);
  EXPECT_EQ(left_of_two(1, 1, 9), 0) << "equal lengths tell nothing";
  EXPECT_EQ(share_left(std::vector<double>{3, 3, 3}, {{1, 2}, {1, 2}}), 0);
}

TEST(ShareLeft, IsToldFromNoneHoweverSmall) {
  // A tenth more after a unit than after a hundredth: 1 / (1 - a^0.01) = 1.1, so that a = 11^-100.
  const double left = left_of_two(0.01, 1, 1.1);
  EXPECT_NEAR(square_growth(0.01, left), 1 / 1.1, 1e-4);
  EXPECT_NEAR(std::log(left), -100 * std::log(11), 0.1);
}

TEST(ShareLeft, OfNoiseLeavesShortStepsAsTheyAre) {
  constexpr int kSeries = 60;
  Rng rng(7);
  double growth = 0;
  for (int s = 0; s < kSeries; ++s) {
    std::vector<double> scores{0};
    Steps steps{false, 1, {0}};
    while (scores.size() < 3000) {
      steps.lengths.push_back(0.001 - std::log2(1 - rng.uniform()));
      scores.push_back(rng.normal());
    }
    const auto pairs = neighbours(steps);
    growth += mean_growth(pairs, share_left(scores, pairs)) / kSeries;
  }
  EXPECT_NEAR(growth, 1, 0.005);
}

}  // namespace
}  // namespace affect::understand::trajectory
