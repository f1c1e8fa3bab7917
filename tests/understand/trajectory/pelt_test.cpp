#include "affect/understand/trajectory/pelt.h"

#include <cmath>
#include <limits>
#include <numeric>

#include <gtest/gtest.h>

#include "affect/rng.h"
#include "understand/trajectory/change_points_reference.h"

namespace affect::understand::trajectory {
namespace {

using Scores = std::vector<double>;

SegmentError level(const Scores& scores) { return {scores, {}, SegmentCost::level, 0}; }

/// Generalised least squares of one stretch with AR(1) errors, by the definition: errors of y_t - phi y_t-1, the first
/// weighted by 1 - phi^2, minimised over the level and the slope by the normal equations.
double error_by_hand(const Scores& scores, std::size_t begin, std::size_t end, SegmentCost cost, double phi) {
  double a = 0, b = 0, c = 0, u = 0, v = 0, square = 0;
  for (std::size_t i = begin; i < end; ++i) {
    const auto x = static_cast<double>(i - begin);
    const double shrink = i == begin ? std::sqrt(1 - phi * phi) : 1, back = i == begin ? 0 : phi;
    const double one = shrink * (1 - back), place = shrink * (x - back * (x - 1));
    const double value = shrink * (scores[i] - (i == begin ? 0 : back * scores[i - 1]));
    a += one * one;
    b += one * place;
    c += place * place;
    u += one * value;
    v += place * value;
    square += value * value;
  }
  if (cost == SegmentCost::level || end - begin < 2) return square - u * u / a;
  const double determinant = a * c - b * b;
  return square - (c * u * u - 2 * b * u * v + a * v * v) / determinant;
}

double price(const SegmentError& error, const std::vector<std::size_t>& begins, const PeltOptions& options) {
  double sum = options.penalty * static_cast<double>(begins.size());
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= begins.size(); ++i) {
    const std::size_t end = i == begins.size() ? error.size() : begins[i];
    sum += error(begin, end);
    begin = end;
  }
  return sum;
}

/// The best price over all segmentations.
double best_price(const SegmentError& error, const PeltOptions& options) {
  const std::size_t n = error.size(), shortest = options.shortest_segment;
  std::vector<double> best(n + 1, std::numeric_limits<double>::infinity());
  best[0] = -options.penalty;
  for (std::size_t end = shortest; end <= n; ++end) {
    for (std::size_t begin = 0; begin + shortest <= end; ++begin) {
      best[end] = std::min(best[end], best[begin] + options.penalty + error(begin, end));
    }
  }
  return best[n];
}

Scores steps(std::uint64_t seed, std::size_t n) {
  Rng rng(seed);
  Scores scores;
  double level = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (rng.uniform() < 0.1) level += 3 * rng.normal();
    scores.push_back(level + rng.normal());
  }
  return scores;
}

TEST(SegmentError, IsThatOfGeneralisedLeastSquares) {
  const Scores scores = steps(11, 40);
  for (const SegmentCost cost : {SegmentCost::level, SegmentCost::level_and_slope}) {
    for (const double phi : {0.0, 0.4, 0.9}) {
      const SegmentError error(scores, {}, cost, phi);
      for (std::size_t begin = 0; begin < 40; begin += 3) {
        for (std::size_t end = begin + 1; end <= 40; end += 4) {
          ASSERT_NEAR(error(begin, end), error_by_hand(scores, begin, end, cost, phi), 1e-8) << phi << " " << begin;
        }
      }
    }
  }
}

TEST(Pelt, NoSegmentationIsBetter) {
  for (const SegmentCost cost : {SegmentCost::level, SegmentCost::level_and_slope}) {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
      const Scores scores = steps(seed, 5 + seed);
      const SegmentError error(scores, {}, cost, static_cast<double>(seed % 3) * 0.3);
      for (const double penalty : {0.0, 1.0, 4.0, 12.0, 1e9}) {
        for (const std::size_t shortest : {1, 3, 5}) {
          const PeltOptions options{penalty, shortest};
          const auto begins = pelt(error, options);
          ASSERT_NEAR(price(error, begins, options), best_price(error, options), 1e-8)
              << "seed " << seed << ", penalty " << penalty << ", shortest " << shortest;
          std::size_t last = 0;
          for (const std::size_t begin : begins) {
            ASSERT_GE(begin - last, shortest);
            last = begin;
          }
          ASSERT_TRUE(begins.empty() || scores.size() - last >= shortest);
        }
      }
    }
  }
}

TEST(Pelt, EqualsRuptures) {
  std::size_t compared = 0;
  for (const auto& [name, reference] : change_points_reference()) {
    for (const auto& [penalty, begins] : reference.pelt) {
      // At 2 the pruning of ruptures loses the best one where segments have a shortest length.
      if (penalty < 5) continue;
      EXPECT_EQ(pelt(level(reference.scores), {penalty, 3}), begins) << name << " " << penalty;
      ++compared;
    }
  }
  EXPECT_EQ(compared, 8u);
}

TEST(Pelt, TooFewScoresHaveNoChange) {
  EXPECT_TRUE(pelt(level({}), {}).empty());
  EXPECT_TRUE(pelt(level({0, 0, 9, 9, 9}), {0.1, 3}).empty());
  EXPECT_EQ(pelt(level({0, 0, 0, 9, 9, 9}), {0.1, 3}), (std::vector<std::size_t>{3}));
}

TEST(SegmentError, HoldsFarFromZero) {
  const Scores scores = steps(7, 50);
  Scores far = scores;
  for (double& score : far) score += 1e7;
  const SegmentError error(scores, {}, SegmentCost::level_and_slope, 0.3);
  const SegmentError far_error(far, {}, SegmentCost::level_and_slope, 0.3);
  for (std::size_t begin = 0; begin < 40; begin += 7) {
    EXPECT_NEAR(far_error(begin, begin + 9), error(begin, begin + 9), 1e-5);
  }
}

}  // namespace
}  // namespace affect::understand::trajectory
