#include "affect/measure/best_worst.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "affect/rng.h"

namespace affect::measure {
namespace {

TEST(BestWorst, CountsBestMinusWorstPerShowing) {
  const std::vector<BestWorstJudgement> judgements = {
      {{0, 1, 2, 3}, 0, 3}, {{0, 1, 2, 3}, 0, 2}, {{1, 2, 3, 0}, 1, 3}, {{0, 1}, 0, 1}};
  const auto scores = best_worst_scores(5, judgements);
  EXPECT_DOUBLE_EQ(scores[0], 3.0 / 4);
  EXPECT_DOUBLE_EQ(scores[1], 0.0);
  EXPECT_DOUBLE_EQ(scores[2], -1.0 / 3);
  EXPECT_DOUBLE_EQ(scores[3], -2.0 / 3);
  EXPECT_TRUE(std::isnan(scores[4]));
}

/// `answers` raters see each of `tuples` random tuples of four of 60 items whose truth is their number; noise in
/// places.
std::vector<BestWorstJudgement> simulated(double noise, std::size_t tuples, int answers) {
  Rng rng(9);
  std::vector<BestWorstJudgement> judgements;
  for (std::size_t tuple = 0; tuple < tuples; ++tuple) {
    std::vector<std::size_t> items;
    while (items.size() < 4) {
      const std::size_t item = rng.below(60);
      if (std::find(items.begin(), items.end(), item) == items.end()) items.push_back(item);
    }
    for (int rater = 0; rater < answers; ++rater) {
      std::vector<double> seen;
      for (const std::size_t item : items) seen.push_back(static_cast<double>(item) + noise * rng.normal());
      const auto [low, high] = std::minmax_element(seen.begin(), seen.end());
      judgements.push_back({items, items[static_cast<std::size_t>(high - seen.begin())],
                            items[static_cast<std::size_t>(low - seen.begin())]});
    }
  }
  return judgements;
}

TEST(BestWorst, SplitHalvesAgreeWhereRatersDo) {
  const auto clear = split_half(60, simulated(2, 120, 4)).value();
  const auto blurred = split_half(60, simulated(60, 120, 4)).value();
  EXPECT_EQ(clear.trials, 100u);
  EXPECT_GT(clear.pearson, 0.95);
  EXPECT_GT(clear.spearman, 0.95);
  EXPECT_GT(clear.spearman_brown, clear.pearson);
  EXPECT_LT(blurred.pearson, clear.pearson - 0.2);
  EXPECT_GT(blurred.pearson, 0.3);
}

TEST(BestWorst, AnswersToATupleGoToBothHalves) {
  // Each pair of items is answered twice and alike: the halves are equal, whatever the seed.
  std::vector<BestWorstJudgement> judgements;
  for (std::size_t i = 0; i + 1 < 20; ++i) {
    judgements.push_back({{i, i + 1}, i + 1, i});
    judgements.push_back({{i + 1, i}, i + 1, i});
  }
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    const auto half = split_half(20, judgements, {.trials = 20, .seed = seed}).value();
    EXPECT_NEAR(half.pearson, 1, 1e-12);
    EXPECT_NEAR(half.spearman_brown, 1, 1e-12);
  }
}

TEST(BestWorst, TheSameSeedGivesTheSameHalves) {
  const auto judgements = simulated(30, 60, 2);
  EXPECT_EQ(split_half(60, judgements, {.trials = 10})->pearson, split_half(60, judgements, {.trials = 10})->pearson);
  EXPECT_NE(split_half(60, judgements, {.trials = 10})->pearson,
            split_half(60, judgements, {.trials = 10, .seed = 2})->pearson);
}

TEST(BestWorst, NotEstimableIsAbsent) {
  EXPECT_FALSE(split_half(4, {}).has_value());
  const std::vector<BestWorstJudgement> one = {{{0, 1, 2, 3}, 0, 3}};
  EXPECT_FALSE(split_half(4, one).has_value());
}

}  // namespace
}  // namespace affect::measure
