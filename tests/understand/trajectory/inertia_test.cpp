#include "affect/understand/trajectory/inertia.h"

#include <cmath>

#include <gtest/gtest.h>

#include "affect/rng.h"
#include "understand/trajectory/dynamics_reference.h"

namespace affect::understand::trajectory {
namespace {

/// Regular steps of an AR(1) process.
ScoreSeries regular(Rng& rng, std::size_t n, double phi) {
  ScoreSeries series;
  double level = rng.normal();
  for (std::size_t i = 0; i < n; ++i) {
    if (i > 0) level = phi * level + std::sqrt(1 - phi * phi) * rng.normal();
    series.scores.push_back(level);
    series.times.push_back(static_cast<double>(i));
  }
  return series;
}

/// Irregular times of an Ornstein-Uhlenbeck process with that correlation a second.
ScoreSeries irregular(Rng& rng, std::size_t n, double phi) {
  ScoreSeries series;
  series.clock = StepClock::seconds;
  double level = rng.normal(), time = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double elapsed = 0.01 - std::log(1 - rng.uniform());
    if (i > 0) level = std::pow(phi, elapsed) * level + std::sqrt(1 - std::pow(phi, 2 * elapsed)) * rng.normal();
    time += elapsed;
    series.scores.push_back(level);
    series.times.push_back(time);
  }
  return series;
}

TEST(Inertia, EqualsAnIndependentInversion) {
  const auto reference = dynamics_reference().at("regular");
  const Inertia found = inertia(reference.series, {.replicates = 4999});
  ASSERT_EQ(found.status, Status::given);
  EXPECT_TRUE(found.is_inverted);
  EXPECT_NEAR(found.value, reference.values.at("inertia"), 0.02);
  EXPECT_NEAR(found.low, reference.values.at("inertia_low"), 0.03);
  EXPECT_NEAR(found.high, reference.values.at("inertia_high"), 0.03);
  EXPECT_GT(found.value, reference.values.at("autocorrelation") + 0.03) << "the usual estimate is too low";
}

TEST(Inertia, OfManyScoresHasTheLargestLikelihood) {
  const auto cases = dynamics_reference();
  for (const char* name : {"long", "long_irregular"}) {
    const Inertia found = inertia(cases.at(name).series, {});
    EXPECT_FALSE(found.is_inverted);
    EXPECT_EQ(found.is_regular, std::string(name) == "long");
    EXPECT_NEAR(found.value, cases.at(name).values.at("inertia"), 1e-4) << name;
    EXPECT_LT(found.low, found.value);
    EXPECT_GT(found.high, found.value);
  }
}

TEST(Inertia, OfWhiteNoiseHoldsZeroAtItsRate) {
  constexpr int kSeries = 500;
  Rng rng(11);
  for (const std::size_t n : {20, 50}) {
    int held = 0;
    double sum = 0;
    for (int s = 0; s < kSeries; ++s) {
      const Inertia found = inertia(regular(rng, n, 0), {.replicates = 499});
      held += found.low <= 0 && 0 <= found.high;
      sum += found.value;
    }
    EXPECT_NEAR(held / static_cast<double>(kSeries), 0.95, 0.03) << n;
    EXPECT_NEAR(sum / kSeries, 0, 0.03) << n;
  }
}

TEST(Inertia, IsRecoveredFromShortSeries) {
  constexpr int kSeries = 300;
  Rng rng(12);
  for (const bool is_regular : {true, false}) {
    int held = 0;
    std::vector<double> values;
    for (int s = 0; s < kSeries; ++s) {
      const ScoreSeries series = is_regular ? regular(rng, 40, 0.6) : irregular(rng, 40, 0.6);
      const Inertia found = inertia(series, {.replicates = 499});
      const double truth = std::pow(0.6, found.step);
      held += found.low <= truth && truth <= found.high;
      values.push_back(found.value - truth);
    }
    EXPECT_NEAR(held / static_cast<double>(kSeries), 0.95, 0.04) << is_regular;
    std::nth_element(values.begin(), values.begin() + kSeries / 2, values.end());
    EXPECT_NEAR(values[kSeries / 2], 0, 0.03) << "median-unbiased";
  }
}

TEST(Inertia, ErrorsOfThePerceiverAreNoWantOfInertia) {
  constexpr int kSeries = 60;
  Rng rng(13);
  double with = 0, without = 0;
  for (int s = 0; s < kSeries; ++s) {
    ScoreSeries series = regular(rng, 100, 0.8);
    for (double& score : series.scores) score += rng.normal();
    without += inertia(series, {.replicates = 99}).value / kSeries;
    series.error_variances.assign(series.size(), 1);
    with += inertia(series, {.replicates = 99}).value / kSeries;
  }
  EXPECT_NEAR(with, 0.8, 0.06);
  EXPECT_NEAR(without, 0.4, 0.12);  // half of the variance is error
}

TEST(Inertia, MissingScoresAreNoNeighbours) {
  Rng rng(14);
  ScoreSeries all = regular(rng, 300, 0.7), some;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i % 4 == 1) continue;
    some.scores.push_back(all.scores[i]);
    some.times.push_back(all.times[i]);
  }
  const Inertia whole = inertia(all, {}), gaps = inertia(some, {});
  EXPECT_EQ(gaps.step, 1);
  EXPECT_NEAR(gaps.value, whole.value, 0.1);
  EXPECT_GT(gaps.high - gaps.low, whole.high - whole.low);
}

TEST(Inertia, ChangesBetweenSessionsAreNone) {
  Rng rng(15);
  ScoreSeries series;
  for (int session = 0; session < 10; ++session) {
    const ScoreSeries one = regular(rng, 10, 0);
    for (std::size_t i = 0; i < one.size(); ++i) {
      series.scores.push_back(one.scores[i]);
      series.times.push_back(static_cast<double>(series.size()));
      series.breaks.push_back(session > 0 && i == 0);
    }
  }
  const Inertia before = inertia(series, {});
  // Turned around, each session is as likely as before; pairs across sessions are others.
  for (std::size_t begin = 0; begin < 100; begin += 10) {
    std::reverse(series.scores.begin() + static_cast<std::ptrdiff_t>(begin),
                 series.scores.begin() + static_cast<std::ptrdiff_t>(begin) + 10);
  }
  EXPECT_NEAR(inertia(series, {}).value, before.value, 1e-9);
}

TEST(Inertia, SaysWhyItCannotBeGiven) {
  Rng rng(16);
  EXPECT_EQ(inertia(regular(rng, 19, 0), {}).reason, "19 scores; 20 are needed");
  EXPECT_EQ(inertia(ScoreSeries{}, {}).status, Status::not_estimable);
  ScoreSeries constant = regular(rng, 30, 0);
  constant.scores.assign(30, 0.1);
  EXPECT_EQ(inertia(constant, {}).reason, "all scores are equal");
  ScoreSeries lonely = regular(rng, 30, 0);
  lonely.breaks.assign(30, true);
  EXPECT_EQ(inertia(lonely, {}).reason, "0 steps within sessions; 19 are needed");
  ScoreSeries unsure = regular(rng, 30, 0);
  unsure.error_variances.assign(30, 9);
  EXPECT_EQ(inertia(unsure, {}).reason, "the spread is no larger than the perceiver's errors");
}

TEST(Inertia, ARandomWalkIsNotToldFromOne) {
  Rng rng(17);
  ScoreSeries walk = regular(rng, 60, 0);
  for (std::size_t i = 1; i < walk.size(); ++i) walk.scores[i] += walk.scores[i - 1];
  EXPECT_EQ(inertia(walk, {}).high, 1);
}

TEST(HalfLife, IsTheTimeUntilHalfIsLeft) {
  EXPECT_DOUBLE_EQ(half_life(0.5, 1), 1);
  EXPECT_NEAR(half_life(std::sqrt(0.5), 60), 120, 1e-9);
  EXPECT_EQ(half_life(-0.3, 1), 0);
  EXPECT_TRUE(std::isinf(half_life(1, 1)));
}

}  // namespace
}  // namespace affect::understand::trajectory
