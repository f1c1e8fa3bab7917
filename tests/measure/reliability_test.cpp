#include "affect/measure/reliability.h"

#include <cmath>

#include <gtest/gtest.h>

#include "affect/rng.h"

namespace affect::measure {
namespace {

const double kNone = std::nan("");

/// 0.05, 0.15, ..., 0.95, each twice: the lower of the two is what the row is.
struct Small {
  std::vector<double> probabilities, truth;
  Small() {
    for (int i = 0; i < 10; ++i) {
      for (const double is : {i >= 7 ? 1.0 : 0.0, i >= 3 ? 1.0 : 0.0}) {
        probabilities.push_back((i + 0.5) / 10);
        truth.push_back(is);
      }
    }
  }
};

// By hand: of five bins of four rows each, 0.1 says 0, 0.3 says 1/4, 0.5 says 1/2, 0.7 says 3/4, 0.9 says 1.
TEST(Reliability, CurveByHand) {
  const Small rows;
  const auto curve = reliability_curve(rows.probabilities, rows.truth, 5);
  ASSERT_EQ(curve.size(), 5u);
  for (std::size_t i = 0; i < curve.size(); ++i) {
    EXPECT_EQ(curve[i].rows, 4u);
    EXPECT_NEAR(curve[i].probability, 0.1 + 0.2 * static_cast<double>(i), 1e-12);
    EXPECT_NEAR(curve[i].share, 0.25 * static_cast<double>(i), 1e-12);
  }
  EXPECT_NEAR(calibration_error(rows.probabilities, rows.truth, 5).value(), (0.1 + 0.05 + 0 + 0.05 + 0.1) / 5, 1e-12);
  EXPECT_NEAR(calibration_error(rows.probabilities, rows.truth, 1).value(), 0, 1e-12) << "the mean alone";
}

// Probabilities that are right have the error of chance, and no more; wrong ones have more.
TEST(Reliability, ErrorByChance) {
  Rng rng(5);
  double right = 0, wrong = 0, chance = 0;
  constexpr int kRounds = 40;
  for (int round = 0; round < kRounds; ++round) {
    std::vector<double> probabilities, truth, shifted;
    for (int i = 0; i < 600; ++i) {
      probabilities.push_back(rng.uniform() * 0.6);
      truth.push_back(rng.uniform() < probabilities.back() ? 1 : 0);
      shifted.push_back(probabilities.back() + 0.2);
    }
    right += calibration_error(probabilities, truth).value();
    wrong += calibration_error(shifted, truth).value();
    chance += calibration_error_by_chance(probabilities, truth).value();
  }
  EXPECT_NEAR(right / kRounds, chance / kRounds, 0.004);
  EXPECT_GT(chance / kRounds, 0.02);
  EXPECT_GT(wrong, 3 * chance);
  EXPECT_FALSE(calibration_error_by_chance(std::vector<double>(3, 0.5), std::vector<double>(3, 1)));
}

// By hand: half are true, so always saying 1/2 scores 20 x 0.25 = 5; these score
// 2 (0.05^2 + 0.15^2 + 0.25^2) + ... = the sum below.
TEST(Reliability, BrierSkillByHand) {
  const Small rows;
  const double sure = 4 * (0.05 * 0.05 + 0.15 * 0.15 + 0.25 * 0.25);
  const double split =
      0.35 * 0.35 + 0.65 * 0.65 + 0.45 * 0.45 + 0.55 * 0.55 + 0.55 * 0.55 + 0.45 * 0.45 + 0.65 * 0.65 + 0.35 * 0.35;
  EXPECT_NEAR(brier_skill(rows.probabilities, rows.truth).value(), 1 - (sure + split) / 5, 1e-12);
}

TEST(Reliability, UnevenBinsAreWeightedByRows) {
  // 23 rows in 4 bins: 5, 6, 6, 6.
  std::vector<double> probabilities, truth;
  for (int i = 0; i < 23; ++i) {
    probabilities.push_back(i < 5 ? 0.1 : 0.5);
    truth.push_back(i < 5 ? 1 : 0);
  }
  const auto curve = reliability_curve(probabilities, truth, 4);
  ASSERT_EQ(curve.size(), 4u);
  EXPECT_EQ(curve[0].rows, 5u);
  EXPECT_EQ(curve[1].rows, 6u);
  EXPECT_NEAR(calibration_error(probabilities, truth, 4).value(), (5 * 0.9 + 18 * 0.5) / 23, 1e-12);
}

TEST(Reliability, RightProbabilitiesAreCalibratedAndDistortedOnesAreNot) {
  Rng rng(9);
  std::vector<double> probabilities, truth, overconfident;
  for (int i = 0; i < 20'000; ++i) {
    probabilities.push_back(rng.uniform());
    truth.push_back(rng.uniform() < probabilities.back() ? 1 : 0);
    overconfident.push_back(probabilities.back() > 0.5 ? 1 - (1 - probabilities.back()) / 2 : probabilities.back() / 2);
  }
  EXPECT_LT(calibration_error(probabilities, truth).value(), 0.015);
  // The mean of |p - p/2| over [0, 1/2] is 1/8.
  EXPECT_NEAR(calibration_error(overconfident, truth).value(), 0.125, 0.015);
  // Uniform p: 1 - E[p (1 - p)] / (1/4) = 1/3.
  EXPECT_NEAR(brier_skill(probabilities, truth).value(), 1.0 / 3, 0.02);
}

TEST(Reliability, RowsThatAreNotKnownAreLeftOut) {
  Small rows;
  const auto error = calibration_error(rows.probabilities, rows.truth),
             skill = brier_skill(rows.probabilities, rows.truth);
  rows.probabilities.insert(rows.probabilities.begin(), {0.9, kNone, kNone});
  rows.truth.insert(rows.truth.begin(), {kNone, 1, kNone});
  EXPECT_EQ(calibration_error(rows.probabilities, rows.truth), error);
  EXPECT_EQ(brier_skill(rows.probabilities, rows.truth), skill);
}

TEST(Reliability, PerfectAndWorthless) {
  const Small rows;
  EXPECT_EQ(calibration_error(rows.truth, rows.truth), 0.0);
  EXPECT_EQ(brier_skill(rows.truth, rows.truth), 1.0);
  const std::vector<double> prevalence(20, 0.5);
  EXPECT_NEAR(brier_skill(prevalence, rows.truth).value(), 0, 1e-12);
  std::vector<double> wrong;
  for (const double is : rows.truth) wrong.push_back(1 - is);
  EXPECT_NEAR(brier_skill(wrong, rows.truth).value(), -3, 1e-12);
  EXPECT_NEAR(calibration_error(wrong, rows.truth, 2).value(), 1, 1e-12);
}

TEST(Reliability, AbsentWhereThereIsTooLittle) {
  std::vector<double> probabilities(19, 0.5), truth(19, 1);
  truth[0] = 0;
  EXPECT_TRUE(reliability_curve(probabilities, truth).empty());
  EXPECT_EQ(calibration_error(probabilities, truth), std::nullopt);
  EXPECT_EQ(brier_skill(probabilities, truth), std::nullopt);
  EXPECT_EQ(calibration_error({}, {}), std::nullopt);
  probabilities.push_back(0.5);
  truth.push_back(1);
  EXPECT_TRUE(calibration_error(probabilities, truth).has_value());
  EXPECT_TRUE(brier_skill(probabilities, truth).has_value());
  truth[0] = 1;
  EXPECT_EQ(brier_skill(probabilities, truth), std::nullopt) << "all rows agree";
  EXPECT_TRUE(calibration_error(probabilities, truth).has_value());
}

TEST(Reliability, MoreBinsThanRowsIsABinARow) {
  const Small rows;
  const auto curve = reliability_curve(rows.probabilities, rows.truth, 1000);
  EXPECT_EQ(curve.size(), 20u);
  for (const auto& bin : curve) EXPECT_EQ(bin.rows, 1u);
}

}  // namespace
}  // namespace affect::measure
