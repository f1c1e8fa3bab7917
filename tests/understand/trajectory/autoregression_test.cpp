#include "understand/trajectory/autoregression.h"

#include <cmath>

#include <gtest/gtest.h>

#include "understand/trajectory/dynamics_reference.h"

namespace affect::understand::trajectory {
namespace {

TEST(RestrictedLikelihood, EqualsTheDenseNormalDistribution) {
  int compared = 0;
  for (const auto& [name, reference] : dynamics_reference()) {
    const ScoreSeries& series = reference.series;
    const Steps steps = steps_of(series);
    for (const auto& [phi, signal, value] : reference.likelihoods) {
      const RestrictedLikelihood likelihood(steps, phi);
      const double found =
          signal > 0 ? likelihood(series.scores, series.error_variances, signal) : likelihood(series.scores);
      EXPECT_NEAR(found, value, 1e-7) << name << " phi " << phi;
      ++compared;
    }
  }
  EXPECT_EQ(compared, 28);
}

TEST(StepCorrelation, AlternatesWhereScoresDo) {
  EXPECT_DOUBLE_EQ(step_correlation(true, -0.5, 1), -0.5);
  EXPECT_DOUBLE_EQ(step_correlation(true, -0.5, 2), 0.25);
  EXPECT_DOUBLE_EQ(step_correlation(true, -0.5, 3), -0.125);
  EXPECT_NEAR(step_correlation(false, 0.5, 0.5), std::sqrt(0.5), 1e-15);
  EXPECT_EQ(step_correlation(false, 0, 2), 0);
}

TEST(RestrictedLikelihood, VarianceOfTheProcessIsWhatErrorsLeave) {
  // Independent scores: the usual variance, less the mean of the errors'.
  const Steps steps{true, 1, {0, 1, 1, 1}};
  const std::vector<double> scores{1, -1, 1, -1}, errors{0.1, 0.2, 0.3, 0.4};
  const RestrictedLikelihood independent(steps, 0);
  EXPECT_NEAR(independent.signal_variance(Spread(scores, {})), 4.0 / 3, 1e-12);
  EXPECT_NEAR(independent.signal_variance(Spread(scores, errors)), 4.0 / 3 - 0.25, 1e-12);
  // Two scores of correlation 0.5 around their mean: half as much spread as there is variance.
  const RestrictedLikelihood two({true, 1, {0, 1}}, 0.5);
  EXPECT_NEAR(two.signal_variance(Spread(std::vector<double>{1, -1}, {})), 2 / 0.5, 1e-12);
}

TEST(PhiScale, GoesThereAndBack) {
  for (const bool is_regular : {true, false}) {
    const PhiScale scale({is_regular, 1, {0, 1, 1, 2}});
    for (const double phi : {0.01, 0.4, 0.9}) EXPECT_NEAR(scale.phi(scale.at(phi)), phi, 1e-12);
    EXPECT_NEAR(scale.phi(scale.highest()), 0.997, 1e-12);
    EXPECT_LT(scale.phi(scale.lowest()), 1e-4);
  }
}

}  // namespace
}  // namespace affect::understand::trajectory
