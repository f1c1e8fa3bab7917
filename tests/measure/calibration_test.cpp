#include "affect/measure/calibration.h"

#include <cmath>

#include <gtest/gtest.h>

#include "affect/measure/regression.h"
#include "affect/rng.h"
#include "measure/agreement_reference.h"

namespace affect::measure {
namespace {

TEST(Calibration, LineAndIsotonicEqualScipyAndScikitLearn) {
  const auto line = fit_line(kScores, kCodes).value();
  EXPECT_NEAR(line.slope, agreement_reference("line/slope"), kTolerance);
  EXPECT_NEAR(line.intercept, agreement_reference("line/intercept"), kTolerance);
  const auto steps = fit_isotonic(kScores, kCodes).value();
  const double at[] = {-1, -0.65, -0.5, 0.05, 0.2, 0.3, 0.7, 1};
  for (std::size_t i = 0; i < std::size(at); ++i) {
    EXPECT_NEAR(steps(at[i]), agreement_reference("isotonic/" + std::to_string(i)), kTolerance) << at[i];
  }
}

TEST(Calibration, PlattEqualsScikitLearn) {
  const auto curve = fit_platt(kScores, kTrueClass).value();
  EXPECT_NEAR(curve.slope, agreement_reference("platt/slope"), 1e-7);
  EXPECT_NEAR(curve.intercept, agreement_reference("platt/intercept"), 1e-7);
}

TEST(Calibration, PlattStaysFiniteWhereClassesSeparate) {
  const std::vector<double> scores = {-1000, -900, -800, 800, 900, 1000}, truth = {0, 0, 0, 1, 1, 1};
  const auto curve = fit_platt(scores, truth).value();
  EXPECT_TRUE(std::isfinite(curve.slope));
  EXPECT_NEAR(curve(1e6), 1, 0.3);
  EXPECT_LT(curve(-900), 0.3);
}

TEST(Calibration, IsotonicNeverFallsAndKeepsTheMean) {
  Rng rng(8);
  std::vector<double> scores, codes;
  for (int i = 0; i < 300; ++i) {
    scores.push_back(std::floor(rng.uniform() * 40) / 40);
    codes.push_back(scores.back() * scores.back() + 0.3 * rng.normal());
  }
  const auto steps = fit_isotonic(scores, codes).value();
  EXPECT_TRUE(std::is_sorted(steps.values.begin(), steps.values.end()));
  double difference = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) difference += codes[i] - steps(scores[i]);
  EXPECT_NEAR(difference, 0, 1e-9);
}

TEST(Calibration, HeldOutErrorIsNoBetterThanNoiseWhereNothingIsThere) {
  Rng rng(2);
  std::vector<double> scores, codes;
  for (int i = 0; i < 100; ++i) {
    scores.push_back(rng.normal());
    codes.push_back(rng.normal());
  }
  const auto held_out = out_of_fold(scores, codes, Groups::each_row(100), isotonic_fit);
  const auto fitted = fit_isotonic(scores, codes).value();
  std::vector<double> seen;
  for (const double score : scores) seen.push_back(fitted(score));
  EXPECT_LT(root_mean_squared_error(codes, seen).value(), 1.0);
  EXPECT_GT(root_mean_squared_error(codes, held_out).value(), root_mean_squared_error(codes, seen).value());
}

TEST(Calibration, NoGroupStraddlesAFold) {
  // Each person has a level of their own and one score: seen from others, a person's level is unknown.
  std::vector<double> scores, codes;
  std::vector<int> person;
  for (int p = 0; p < 10; ++p) {
    for (int i = 0; i < 4; ++i) {
      scores.push_back(p);
      codes.push_back(p % 2 == 0 ? 1 : -1);
      person.push_back(p);
    }
  }
  const auto by_person = out_of_fold(scores, codes, Groups::by(person), isotonic_fit);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    EXPECT_EQ(by_person[i], by_person[i / 4 * 4]) << "rows of one person are mapped by one curve";
  }
}

TEST(Calibration, NotEstimableIsAbsent) {
  const std::vector<double> constant(5, 1.0), rising = {1, 2, 3, 4, 5}, ones(5, 1.0);
  EXPECT_FALSE(fit_line(constant, rising).has_value());
  EXPECT_FALSE(fit_line({}, {}).has_value());
  EXPECT_FALSE(fit_isotonic({}, {}).has_value());
  EXPECT_FALSE(fit_platt(rising, ones).has_value());
  for (const double value : out_of_fold(rising, rising, Groups::by(std::vector<int>(5, 0)), line_fit)) {
    EXPECT_TRUE(std::isnan(value));
  }
}

}  // namespace
}  // namespace affect::measure
