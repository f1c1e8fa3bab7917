#include "affect/understand/trajectory/dynamic_measures.h"

#include <chrono>
#include <cmath>
#include <map>

#include <gtest/gtest.h>

#include "affect/rng.h"
#include "understand/trajectory/dynamics_reference.h"

namespace affect::understand::trajectory {
namespace {

std::map<std::string, DynamicMeasure> measured(const ScoreSeries& series, const DynamicsOptions& options = {}) {
  std::map<std::string, DynamicMeasure> found;
  for (DynamicMeasure& measure : dynamic_measures(series, options)) {
    const std::string name = measure.name;
    EXPECT_TRUE(found.emplace(name, std::move(measure)).second) << name;
  }
  return found;
}

ScoreSeries turns(std::vector<double> scores) {
  ScoreSeries series;
  series.scores = std::move(scores);
  for (std::size_t i = 0; i < series.size(); ++i) series.times.push_back(static_cast<double>(i));
  series.bounds = ScoreBounds{-1, 1};
  return series;
}

ScoreSeries process(Rng& rng, std::size_t n, double phi, double sd) {
  std::vector<double> scores{rng.normal()};
  while (scores.size() < n) scores.push_back(phi * scores.back() + std::sqrt(1 - phi * phi) * rng.normal());
  for (double& score : scores) score *= sd;
  return turns(std::move(scores));
}

TEST(DynamicMeasures, EqualAnIndependentImplementation) {
  int compared = 0;
  for (const auto& [name, reference] : dynamics_reference()) {
    const auto found = measured(reference.series, {.acute_change = 0.3, .short_phi = {}, .unit = {}});
    for (const char* measure : {"mean", "sd", "relative_sd", "mssd", "rmssd", "tkeo", "pac"}) {
      const auto expected = reference.values.find(measure);
      if (expected == reference.values.end()) continue;
      ASSERT_TRUE(found.at(measure).value.has_value()) << name << " " << measure;
      // The share that is left is found to 1e-6, and squared differences follow it.
      EXPECT_NEAR(*found.at(measure).value, expected->second, 1e-6) << name << " " << measure;
      ++compared;
    }
  }
  EXPECT_EQ(compared, 5 * 7 + 3 * 6);
}

TEST(DynamicMeasures, IntervalsHoldWhatTheyAreOf) {
  constexpr int kSeries = 100;
  struct Cell {
    std::size_t n;
    double phi;
  };
  for (const auto [n, phi] : {Cell{30, 0}, Cell{30, 0.6}, Cell{3000, 0.6}}) {
    Rng rng(31);
    const double sd = 0.2;
    const std::map<std::string, double> truth{{"mean", 0},
                                              {"sd", sd},
                                              {"relative_sd", sd},
                                              {"mssd", 2 * sd * sd * (1 - phi)},
                                              {"rmssd", sd * std::sqrt(2 * (1 - phi))},
                                              {"tkeo", sd * sd * (1 - phi * phi)},
                                              {"pac", std::erfc(0.3 / (sd * std::sqrt(2 * (1 - phi))) / std::sqrt(2))},
                                              {"inertia", phi}};
    std::map<std::string, int> held, given;
    for (int s = 0; s < kSeries; ++s) {
      const auto found = measured(process(rng, n, phi, sd), {.acute_change = 0.3, .short_phi = {}, .unit = {}});
      for (const auto& [name, value] : truth) {
        const DynamicMeasure& measure = found.at(name);
        ASSERT_TRUE(measure.value.has_value()) << name;
        if (!measure.low) continue;  // a level that wanders
        EXPECT_LE(*measure.low, measure.high.value_or(*measure.low)) << name;
        ++given[name];
        held[name] += *measure.low <= value && (!measure.high || value <= *measure.high);
      }
    }
    // Nominal is 0.95; 100 series tell a share to 0.04. The SD of slow short series is known to be held less often.
    for (const auto& [name, count] : held) {
      EXPECT_GE(given[name], 0.8 * kSeries) << name << " n " << n;
      EXPECT_GE(count / static_cast<double>(given[name]), phi == 0.6 && n == 30 ? 0.84 : 0.89) << name << " n " << n;
    }
  }
}

TEST(DynamicMeasures, AcuteChangesOfNoiseHaveNothingToDoWithTime) {
  constexpr int kSeries = 150;
  Rng rng(39);
  const double sd = 0.2, truth = std::erfc(0.3 / (sd * std::sqrt(2.0)) / std::sqrt(2.0));
  int held = 0;
  double bias = 0;
  for (int s = 0; s < kSeries; ++s) {
    ScoreSeries series = process(rng, 2500, 0, sd);
    series.clock = StepClock::seconds;
    double time = 0;
    for (double& each : series.times) each = time += 0.001 - std::log(1 - rng.uniform());
    const DynamicMeasure pac = measured(series, {.acute_change = 0.3, .short_phi = {}, .unit = {}}).at("pac");
    held += *pac.low <= truth && truth <= *pac.high;
    bias += (*pac.value - truth) / kSeries;
  }
  EXPECT_NEAR(bias, 0, 0.003);
  EXPECT_NEAR(held / static_cast<double>(kSeries), 0.95, 0.05);
}

TEST(DynamicMeasures, ErrorsOfThePerceiverAreNoVariability) {
  Rng rng(32);
  ScoreSeries series = process(rng, 6000, 0.5, 0.2);
  for (double& score : series.scores) score += 0.15 * rng.normal();
  const auto plain = measured(series);
  series.error_variances.assign(series.size(), 0.15 * 0.15);
  const auto corrected = measured(series);
  EXPECT_NEAR(*plain.at("sd").value, 0.25, 0.015);
  EXPECT_NEAR(*corrected.at("sd").value, 0.2, 0.015);
  EXPECT_NEAR(*corrected.at("mssd").value, 0.04, 0.006);
  EXPECT_NEAR(*corrected.at("tkeo").value, 0.03, 0.005);
  EXPECT_NEAR(*corrected.at("inertia").value, 0.5, 0.08);
  EXPECT_LT(*plain.at("inertia").value, 0.4);
  EXPECT_NE(corrected.at("sd").method.find("error is taken off"), std::string::npos);
}

TEST(DynamicMeasures, ErrorsAsLargeAsTheSpreadLeaveNone) {
  Rng rng(33);
  ScoreSeries series = process(rng, 40, 0, 0.1);
  series.error_variances.assign(series.size(),
                                1.1 * *measured(series).at("sd").value * *measured(series).at("sd").value);
  const auto found = measured(series);
  EXPECT_EQ(found.at("sd").value, 0);
  EXPECT_EQ(found.at("sd").low, 0);
  EXPECT_GT(*found.at("sd").high, 0);
  EXPECT_EQ(found.at("inertia").status, Status::not_estimable);
}

TEST(DynamicMeasures, ErrorsFarLargerThanTheSpreadAreNotItsNoise) {
  Rng rng(33);
  ScoreSeries series = process(rng, 40, 0, 0.1);
  series.error_variances.assign(series.size(), 0.04);
  const auto found = measured(series);
  for (const char* name : {"sd", "relative_sd", "mssd", "rmssd", "tkeo"}) {
    EXPECT_EQ(found.at(name).reason, "the scores spread less than the perceiver says that it errs") << name;
    EXPECT_FALSE(found.at(name).value.has_value()) << name;
  }
  EXPECT_TRUE(found.at("mean").low.has_value());
}

TEST(DynamicMeasures, BelowTheMinimumNothingIsGiven) {
  const auto none = dynamic_measures(turns({0.1, 0.2}), {});
  ASSERT_EQ(none.size(), 1u);
  EXPECT_EQ(none[0].status, Status::too_short);
  EXPECT_EQ(none[0].reason, "2 scores; 6 are needed");
  EXPECT_EQ(dynamic_measures(ScoreSeries{}, {})[0].reason, "0 scores; 6 are needed");

  const auto seven = measured(turns({0.1, 0.2, -0.1, 0.3, 0, 0.1, 0.2}));
  EXPECT_TRUE(seven.at("mean").value && seven.at("mean").low);
  EXPECT_EQ(seven.at("sd").reason, "7 scores; 8 are needed");
  EXPECT_EQ(seven.at("rmssd").status, Status::not_estimable);
  EXPECT_EQ(seven.at("inertia").reason, "7 scores; 20 are needed");

  const auto eight = measured(turns({0.1, 0.2, -0.1, 0.3, 0, 0.1, 0.2, 0.4}));
  EXPECT_TRUE(eight.at("sd").low && eight.at("sd").high);
  EXPECT_TRUE(eight.at("mssd").value.has_value());
  EXPECT_EQ(eight.at("tkeo").reason, "6 scores with neighbours one turn away; 7 are needed");
}

TEST(DynamicMeasures, EqualScoresHaveNoIntervals) {
  const auto found = measured(turns(std::vector<double>(30, 0.25)));
  EXPECT_EQ(found.at("mean").value, 0.25);
  EXPECT_FALSE(found.at("mean").low.has_value());
  EXPECT_EQ(found.at("sd").value, 0);
  EXPECT_FALSE(found.at("sd").high.has_value());
  EXPECT_NE(found.at("sd").method.find("all scores are equal"), std::string::npos);
  EXPECT_EQ(found.at("mssd").value, 0);
  EXPECT_EQ(found.at("inertia").reason, "all scores are equal");
  EXPECT_EQ(measured(turns(std::vector<double>(30, 1))).at("relative_sd").status, Status::not_estimable);
  EXPECT_EQ(measured(turns(std::vector<double>(30, 1))).at("ceiling").value, 1);
}

TEST(DynamicMeasures, SessionsAreNotBridged) {
  // Two flat sessions at either end of the scale: all the variance lies between them.
  Rng rng(34);
  ScoreSeries series = turns({});
  for (int i = 0; i < 60; ++i) {
    series.scores.push_back((i < 30 ? -0.5 : 0.5) + 0.01 * rng.normal());
    series.times.push_back(i);
    series.breaks.push_back(i == 30);
  }
  const auto split = measured(series, {.acute_change = 0.5, .short_phi = {}, .unit = {}});
  EXPECT_EQ(split.at("pac").value, 0);
  EXPECT_LT(*split.at("mssd").value, 0.001);
  series.breaks.clear();
  const auto joined = measured(series, {.acute_change = 0.5, .short_phi = {}, .unit = {}});
  EXPECT_GT(*joined.at("pac").value, 0);
  EXPECT_GT(*joined.at("mssd").value, 0.01);
}

TEST(DynamicMeasures, SayTheirClock) {
  Rng rng(35);
  ScoreSeries series = process(rng, 40, 0.5, 0.2);
  EXPECT_EQ(measured(series).at("inertia").unit, "per turn");
  EXPECT_EQ(measured(series).at("half_life").unit, "turns");
  EXPECT_NE(measured(series).at("mssd").method.find("one turn apart"), std::string::npos);
  series.clock = StepClock::seconds;
  for (double& time : series.times) time *= 30;
  const auto regular = measured(series, {.unit = "uS"});
  EXPECT_EQ(regular.at("inertia").unit, "per 30 s");
  EXPECT_EQ(regular.at("half_life").unit, "s");
  EXPECT_EQ(regular.at("mssd").unit, "uS2");
  EXPECT_NEAR(*regular.at("half_life").value, 30 * std::log(0.5) / std::log(*regular.at("inertia").value), 1e-9);
  for (std::size_t i = 0; i < series.size(); ++i) series.times[i] += 9 * std::sin(static_cast<double>(i));
  const auto irregular = measured(series);
  EXPECT_NE(irregular.at("mssd").method.find("adjusted to"), std::string::npos);
  EXPECT_NE(irregular.at("inertia").method.find("Ornstein-Uhlenbeck"), std::string::npos);
  EXPECT_EQ(irregular.at("tkeo").reason, "steps are irregular");
}

TEST(DynamicMeasures, WhatDoesNotApplyIsNotListed) {
  Rng rng(36);
  ScoreSeries series = process(rng, 30, 0, 0.2);
  series.bounds.reset();
  const auto found = measured(series);
  for (const char* name : {"relative_sd", "pac", "floor", "ceiling"}) EXPECT_FALSE(found.contains(name)) << name;
}

TEST(DynamicMeasures, AWanderingLevelHasNoInterval) {
  Rng rng(37);
  std::vector<double> walk{0};
  while (walk.size() < 200) walk.push_back(walk.back() + 0.02 * rng.normal());
  const auto found = measured(turns(walk));
  EXPECT_GT(*found.at("inertia").value, 0.95);
  EXPECT_FALSE(found.at("sd").low.has_value());
  EXPECT_NE(found.at("sd").method.find("wanders"), std::string::npos);
}

TEST(DynamicMeasures, SharesOfTheEndsCountAHundredthOfTheScale) {
  const auto found = measured(turns({-1, -0.985, -0.97, 0, 0.5, 0.979, 0.99, 1}));
  EXPECT_EQ(found.at("floor").value, 0.25);
  EXPECT_EQ(found.at("ceiling").value, 0.25);
  EXPECT_GT(*found.at("ceiling").high, 0.4);
}

TEST(DynamicMeasures, AMillionScores) {
  Rng rng(38);
  ScoreSeries regular = process(rng, 1'000'000, 0.4, 0.2);
  ScoreSeries irregular = regular;
  irregular.clock = StepClock::seconds;
  double time = 0;
  for (double& each : irregular.times) each = time += 1 + 9 * rng.uniform();
  for (const ScoreSeries& series : {regular, irregular}) {
    const auto begin = std::chrono::steady_clock::now();
    const auto found = measured(series, {.acute_change = 0.5, .short_phi = {}, .unit = {}});
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
    EXPECT_NEAR(*found.at("sd").value, 0.2, 0.001);
    // The same scores at other times are no longer a process of that inertia a step.
    EXPECT_NEAR(*found.at("inertia").value, series.clock == StepClock::turns ? 0.4 : 0.25, 0.05);
    EXPECT_NE(found.at("sd").method.find("means of 20 blocks"), std::string::npos);
    EXPECT_NE(found.at("inertia").method.find("32768 of 1000000 scores, in blocks"), std::string::npos);
    EXPECT_LT(elapsed.count(), 20) << "2 s of one idle core, with sanitizers ten times that";
  }
}

}  // namespace
}  // namespace affect::understand::trajectory
