#include "affect/measure/threshold.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "affect/rng.h"

namespace affect::measure {
namespace {

using Probabilities = std::vector<double>;

double f1_at(double threshold, const Probabilities& said, const Probabilities& truth) {
  return f1(counts_at(threshold, said, truth));
}

TEST(BestThreshold, KnownAnswers) {
  EXPECT_NEAR(best_threshold(Probabilities{0.9, 0.8, 0.3, 0.2}, Probabilities{1, 1, 0, 0}), 0.55, 1e-12);
  EXPECT_NEAR(best_threshold(Probabilities{0.2, 0.3, 0.8, 0.9}, Probabilities{0, 0, 1, 1}), 0.55, 1e-12)
      << "in any order";
  EXPECT_NEAR(best_threshold(Probabilities{0.9, 0.6, 0.6, 0.1}, Probabilities{1, 0, 1, 0}), 0.35, 1e-12)
      << "equals go together";
  EXPECT_NEAR(best_threshold(Probabilities{0.4, 0.2}, Probabilities{1, 1}), 0.1, 1e-12) << "all";
  EXPECT_EQ(best_threshold(Probabilities{0.4, 0.2}, Probabilities{0, 0}), 0.5) << "nothing is positive";
  EXPECT_EQ(best_threshold({}, {}), 0.5);
}

TEST(BestThreshold, NoOtherIsBetter) {
  Rng rng(4);
  for (int round = 0; round < 200; ++round) {
    Probabilities said, truth;
    const std::size_t count = 1 + rng.below(40);
    for (std::size_t i = 0; i < count; ++i) {
      said.push_back(0.05 + std::floor(rng.uniform() * 18) / 20);
      truth.push_back(rng.uniform() < said.back() ? 1 : 0);
    }
    const double best = f1_at(best_threshold(said, truth), said, truth);
    for (double other = 0; other <= 1; other += 0.025) EXPECT_GE(best + 1e-12, f1_at(other, said, truth));
  }
}

}  // namespace
}  // namespace affect::measure
