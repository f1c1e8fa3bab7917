#include "affect/understand/trajectory/score_series.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "understand/trajectory/collect.h"

namespace affect::understand::trajectory {
namespace {

Track timed(const std::vector<double>& starts, double error = test::kNaN) {
  Track track;
  track.key.subject = "Ada";
  track.key.source = {"net", "1", ""};
  for (std::size_t i = 0; i < starts.size(); ++i) {
    AffectState state;
    state.valence = 0.1 * static_cast<double>(i % 3);
    if (!std::isnan(error)) state.standard_error[0] = error;
    track.append(static_cast<std::int64_t>(i), TimeRange{starts[i], starts[i]}, state);
  }
  return track;
}

ScoreSeries at(const std::vector<double>& times) {
  ScoreSeries series;
  series.times = times;
  series.scores.assign(times.size(), 0);
  series.clock = StepClock::seconds;
  return series;
}

TEST(OwnScores, AbstainedRowsLengthenTheSteps) {
  const Track track = test::make_track("Ada", {0.1, test::kNaN, 0.2, 0.3, test::kNaN, test::kNaN, 0.4});
  const ScoreSeries series = own_scores(track, Dimension::valence, {}, {});
  EXPECT_EQ(series.scores, (std::vector{0.1, 0.2, 0.3, 0.4}));
  EXPECT_EQ(series.rows, (std::vector<std::size_t>{0, 2, 3, 6}));
  EXPECT_EQ(series.clock, StepClock::turns);
  EXPECT_TRUE(series.breaks.empty());
  EXPECT_EQ(series.mean_error_variance(), 0);
  EXPECT_EQ(series.bounds->low, -1);
  EXPECT_EQ(own_scores(track, Dimension::arousal, {}, {}).size(), 0u);
}

TEST(OwnScores, ErrorsAreSquared) {
  const ScoreSeries series = own_scores(timed({0, 1, 2}, 0.3), Dimension::valence, {}, {});
  EXPECT_EQ(series.clock, StepClock::seconds);
  EXPECT_NEAR(series.mean_error_variance(), 0.09, 1e-15);
}

TEST(OwnScores, ASilenceEndsASessionWhereTheClockHasHours) {
  const Track track = timed({0, 60, 60 + 6 * 3600, 120 + 12 * 3600 + 61});
  const Clock media{Clock::Type::media, {}, "", Clock::Precision::instant, ""};
  EXPECT_EQ(own_scores(track, Dimension::valence, media, {}).breaks, (std::vector{false, false, false, true}));
  const Clock days{Clock::Type::calendar, 0, "", Clock::Precision::day, ""};
  EXPECT_TRUE(own_scores(track, Dimension::valence, days, {}).breaks.empty());
}

TEST(OwnScores, RowsOfOneMinuteAreSpreadOverIt) {
  const Clock minutes{Clock::Type::calendar, 0, "", Clock::Precision::minute, ""};
  const ScoreSeries series = own_scores(timed({60, 60, 60, 180, 180}), Dimension::valence, minutes, {});
  EXPECT_EQ(series.times, (std::vector<double>{60, 80, 100, 180, 210}));
  // Up to the next row, where that is nearer.
  const Clock media{Clock::Type::media, {}, "", Clock::Precision::instant, ""};
  EXPECT_EQ(own_scores(timed({5, 5, 5.5}), Dimension::valence, media, {}).times, (std::vector<double>{5, 5.25, 5.5}));
}

TEST(OwnScores, TheClockCanBeChosen) {
  OwnScoresOptions turns;
  turns.clock = StepClock::turns;
  EXPECT_EQ(own_scores(timed({0, 7, 9}), Dimension::valence, {}, turns).times, (std::vector<double>{0, 1, 2}));
  OwnScoresOptions seconds;
  seconds.clock = StepClock::seconds;
  EXPECT_EQ(own_scores(test::make_track("Ada", {0.1, 0.2}), Dimension::valence, {}, seconds).clock, StepClock::turns)
      << "a track without times has no seconds";
}

TEST(Steps, EqualOnesWithGapsAreRegular) {
  const Steps steps = steps_of(at({0, 60, 120.2, 240, 300, 300 + 60}));
  EXPECT_TRUE(steps.is_regular);
  EXPECT_EQ(steps.unit, 60);
  EXPECT_EQ(steps.lengths, (std::vector<double>{0, 1, 1, 2, 1, 1}));
}

TEST(Steps, OthersAreInMedians) {
  const Steps steps = steps_of(at({0, 10, 13, 33, 45.678, 90}));
  EXPECT_FALSE(steps.is_regular);
  EXPECT_EQ(steps.unit, 12.7);  // 12.678 in three digits
  EXPECT_NEAR(steps.lengths[1], 10 / 12.7, 1e-12);
}

TEST(Steps, MultiplesOfAMinuteThatAreHardlyEverOneAreIrregular) {
  EXPECT_FALSE(steps_of(at({0, 60, 240, 420, 720, 1020, 1200})).is_regular);
}

TEST(Steps, ASessionBeginsWithNone) {
  ScoreSeries series = at({0, 1, 2, 100, 101});
  series.breaks = {false, false, false, true, false};
  const Steps steps = steps_of(series);
  EXPECT_TRUE(steps.is_regular);
  EXPECT_EQ(steps.lengths, (std::vector<double>{0, 1, 1, 0, 1}));
  EXPECT_TRUE(steps_of(at({})).lengths.empty());
  EXPECT_EQ(steps_of(at({5})).lengths, (std::vector<double>{0}));
}

TEST(Steps, AreNamedForPeople) {
  EXPECT_EQ(step_name(StepClock::turns, 1), "turn");
  EXPECT_EQ(step_name(StepClock::turns, 2), "2 turns");
  EXPECT_EQ(step_name(StepClock::seconds, 86400), "86400 s");
}

TEST(BinnedScores, MissingBinsEndASession) {
  Series series{"eda", "S", "sensor", 1, 0, {}, {{"eda", "uS", {}}}};
  for (int i = 0; i < 60; ++i) {
    series.channels[0].values.push_back(i >= 20 && i < 40 ? test::kNaN : static_cast<double>(i / 10));
  }
  const ScoreSeries bins = binned_scores({series}, "eda", 10);
  EXPECT_EQ(bins.scores, (std::vector<double>{0, 1, 4, 5}));
  EXPECT_EQ(steps_of(bins).lengths, (std::vector<double>{0, 1, 0, 1}));
  EXPECT_FALSE(bins.bounds.has_value());
}

}  // namespace
}  // namespace affect::understand::trajectory
