#include "affect/understand/trajectory/change_points.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <thread>

#include <gtest/gtest.h>

#include "affect/rng.h"
#include "affect/understand/trajectory/corpus_prior.h"

namespace affect::understand::trajectory {
namespace {

using Make = std::function<std::vector<double>(Rng&)>;

std::vector<double> ar(Rng& rng, std::size_t n, double phi) {
  std::vector<double> scores(n);
  scores[0] = rng.normal();
  for (std::size_t i = 1; i < n; ++i) scores[i] = phi * scores[i - 1] + std::sqrt(1 - phi * phi) * rng.normal();
  return scores;
}

std::vector<double> step(Rng& rng, std::size_t n, std::size_t at, double size) {
  auto scores = ar(rng, n, 0);
  for (std::size_t i = at; i < n; ++i) scores[i] += size;
  return scores;
}

ChangePointOptions unit_options() {
  ChangePointOptions options;
  options.prior_sd = 1;
  options.prior_phi = kConservativePhi;
  return options;
}

bool has(const ChangePointResult& result, Grade grade) {
  return std::any_of(result.points.begin(), result.points.end(),
                     [&](const ChangePoint& point) { return point.grade == grade; });
}

double rate(ChangePointNull& null, int series, Grade grade, const Make& make) {
  Rng rng(11);
  int count = 0;
  for (int s = 0; s < series; ++s) count += has(find_change_points(make(rng), {}, unit_options(), null), grade);
  return static_cast<double>(count) / series;
}

/// Variance of a difference of means from the whole covariance matrix.
double dense_variance(std::size_t left, std::size_t right, double phi) {
  double variance = 0;
  for (std::size_t i = 0; i < left + right; ++i) {
    for (std::size_t j = 0; j < left + right; ++j) {
      const auto weight = [&](std::size_t k) {
        return k < left ? -1 / static_cast<double>(left) : 1 / static_cast<double>(right);
      };
      variance += weight(i) * weight(j) * std::pow(phi, static_cast<double>(i > j ? i - j : j - i));
    }
  }
  return variance;
}

TEST(ChangePoints, VarianceOfTheDifferenceIsThatOfTheCovarianceMatrix) {
  for (const double phi : {0.0, 0.3, 0.6, 0.95}) {
    for (const std::size_t left : {2u, 3u, 10u, 40u}) {
      EXPECT_NEAR(mean_difference_variance(left, 7, phi), dense_variance(left, 7, phi), 1e-12);
    }
  }
}

TEST(ChangePoints, SeededIntervalsCoverEveryStretch) {
  for (const std::size_t n : {6u, 7u, 30u, 100u, 1000u}) {
    const auto intervals = seeded_intervals(n, 3);
    EXPECT_NE(std::find(intervals.begin(), intervals.end(), Interval{0, n}), intervals.end());
    for (const Interval& interval : intervals) {
      EXPECT_LE(interval.end, n);
      EXPECT_GE(interval.end - interval.begin, 6u);
    }
    // Every change with m scores around on both sides is inside an interval of at most 4 m, not at its very edge.
    for (std::size_t m = 12; 4 * m < n; m *= 2) {
      for (std::size_t at = m; at + m <= n; ++at) {
        EXPECT_TRUE(std::any_of(intervals.begin(), intervals.end(),
                                [&](const Interval& i) {
                                  return i.end - i.begin <= 4 * m && i.begin + m / 4 <= at && at + m / 4 <= i.end;
                                }))
            << n << ' ' << m << ' ' << at;
      }
    }
  }
  EXPECT_TRUE(seeded_intervals(5, 3).empty());
}

TEST(ChangePoints, ScanEqualsBruteForce) {
  Rng rng(5);
  const auto scores = ar(rng, 40, 0.4);
  const NoiseEstimate noise = estimate_noise(scores, {});
  const auto mean = [&](std::size_t begin, std::size_t end) {
    double sum = 0;
    for (std::size_t i = begin; i < end; ++i) sum += scores[i];
    return sum / static_cast<double>(end - begin);
  };
  for (const Split& split : scan(scores, noise, 3)) {
    double largest = 0;
    std::size_t at = 0;
    for (std::size_t k = split.interval.begin + 3; k + 3 <= split.interval.end; ++k) {
      const double t = std::abs(mean(k, split.interval.end) - mean(split.interval.begin, k)) / noise.sd /
                       std::sqrt(dense_variance(k - split.interval.begin, split.interval.end - k, noise.shrunk));
      if (t > largest) {
        largest = t;
        at = k;
      }
    }
    EXPECT_NEAR(split.statistic, largest, 1e-9);
    EXPECT_EQ(split.index, at);
  }
}

TEST(ChangePoints, NoiseIsWhatLevelShiftsLeaveOver) {
  Rng rng(6);
  for (const double phi : {0.0, 0.5, 0.8}) {
    const NoiseEstimate noise = estimate_noise(ar(rng, 4000, phi), {});
    EXPECT_NEAR(noise.phi, phi, 0.06);
    EXPECT_NEAR(noise.sd, 1, 0.1);
  }
  const NoiseEstimate shifted = estimate_noise(step(rng, 200, 100, 5), {});
  EXPECT_NEAR(shifted.phi, 0, 0.15);
  EXPECT_NEAR(shifted.sd, 1, 0.15);
}

TEST(ChangePoints, NoProductSpansASession) {
  // Within sessions scores repeat; from one to the next they flip.
  std::vector<double> scores;
  std::vector<bool> breaks;
  Rng rng(8);
  for (int session = 0; session < 40; ++session) {
    const double level = session % 2 == 0 ? 1 : -1;
    for (int i = 0; i < 3; ++i) {
      scores.push_back(level + 0.1 * rng.normal());
      breaks.push_back(i == 0 && session > 0);
    }
  }
  EXPECT_GT(estimate_noise(scores, breaks).phi, estimate_noise(scores, {}).phi + 0.3);
}

TEST(ChangePoints, FindsPlantedChangesWhereTheyAre) {
  ChangePointNull null;
  Rng rng(7);
  auto scores = step(rng, 100, 40, 3);
  for (std::size_t i = 70; i < 100; ++i) scores[i] -= 4;
  const auto result = find_change_points(scores, {}, unit_options(), null);
  ASSERT_EQ(result.points.size(), 2u);
  EXPECT_NEAR(static_cast<double>(result.points[0].index), 40, 1);
  EXPECT_NEAR(static_cast<double>(result.points[1].index), 70, 1);
  EXPECT_NEAR(result.points[0].before, 0, 0.5);
  EXPECT_NEAR(result.points[0].after, 3, 0.5);
  EXPECT_NEAR(result.points[1].after, -1, 0.6);
  EXPECT_NEAR(result.points[0].size_sd, 3, 0.7);
  EXPECT_LE(result.points[0].p, 0.01);
  EXPECT_EQ(result.points[0].grade, Grade::significant);
}

TEST(ChangePoints, LongSeriesAreTestedOnMeansAndLocatedOnScores) {
  ChangePointNull null;
  Rng rng(9);
  const auto scores = step(rng, 50000, 31234, 2);
  const auto result = find_change_points(scores, {}, unit_options(), null);
  EXPECT_EQ(result.rows_per_mean, 49u);
  ASSERT_EQ(result.points.size(), 1u);
  EXPECT_NEAR(static_cast<double>(result.points[0].index), 31234, 5);
  EXPECT_NEAR(result.points[0].size_sd, 2, 0.05);
}

TEST(ChangePoints, ConstantSeriesNeverAlarm) {
  ChangePointNull null;
  for (const std::size_t n : {6u, 12u, 100u, 5000u}) {
    const auto result = find_change_points(std::vector<double>(n, 0.3), {}, unit_options(), null);
    EXPECT_EQ(result.status, Status::given);
    EXPECT_TRUE(result.points.empty());
  }
}

TEST(ChangePoints, SaysWhyThereIsNoResult) {
  ChangePointNull null;
  const auto few = find_change_points(std::vector<double>{1, 2, 3, 4, 5}, {}, unit_options(), null);
  EXPECT_EQ(few.status, Status::too_short);
  EXPECT_EQ(few.reason, "5 scores; 6 are needed");
  ChangePointOptions no_prior;
  Rng rng(1);
  EXPECT_EQ(find_change_points(ar(rng, 19, 0), {}, no_prior, null).status, Status::too_short);
  std::vector<double> walk{0};
  for (int i = 1; i < 2000; ++i) walk.push_back(walk.back() + 0.01 + 0.001 * rng.normal());
  EXPECT_EQ(find_change_points(walk, {}, no_prior, null).status, Status::not_estimable);
}

// The full grid, 2,000 series a cell, is bench/understand/trajectory. Here 400: 5 % + 3 standard errors is 8.3 %.
TEST(ChangePoints, FalseAlarmsStayBelowFivePercent) {
  ChangePointNull null;
  for (const std::size_t n : {12u, 30u, 100u}) {
    for (const double phi : {0.0, 0.3, 0.6}) {
      EXPECT_LE(rate(null, 400, Grade::significant, [&](Rng& rng) { return ar(rng, n, phi); }), 0.083)
          << "n " << n << " phi " << phi;
    }
  }
  EXPECT_LE(rate(null, 60, Grade::significant, [](Rng& rng) { return ar(rng, 1000, 0.6); }), 0.13);
}

TEST(ChangePoints, TiesAndOutliersDoNotAlarm) {
  ChangePointNull null;
  for (const std::size_t n : {12u, 30u, 100u}) {
    EXPECT_LE(rate(null, 400, Grade::significant,
                   [&](Rng& rng) {
                     std::vector<double> scores(n);
                     for (double& score : scores) score = rng.uniform() < 0.85 ? 0 : rng.uniform() * 2 - 1;
                     return scores;
                   }),
              0.083)
        << n;
  }
}

TEST(ChangePoints, ScoresCutAtTheirBoundsDoNotAlarm) {
  ChangePointNull null;
  ChangePointOptions options;
  const CorpusPrior prior = corpus_prior("lexicon", Dimension::valence);
  options.prior_sd = prior.sd;
  options.prior_phi = kConservativePhi;
  options.lowest_sd = prior.lowest_sd;
  Rng rng(12);
  constexpr int kSeries = 8000;
  int alarms = 0;
  for (int s = 0; s < kSeries; ++s) {
    auto scores = ar(rng, 12, 0.6);
    for (double& score : scores) score = std::clamp(0.6 * score, -1.0, 1.0);
    alarms += has(find_change_points(scores, {}, options, null), Grade::significant);
  }
  EXPECT_LE(alarms, 0.06 * kSeries);
}

TEST(ChangePoints, SkewedScoresDoNotAlarm) {
  ChangePointNull null;
  const auto skewed = [](double phi) {
    return [phi](Rng& rng) {
      auto scores = ar(rng, 100, phi);
      for (double& score : scores) score = std::min(std::exp(0.9 * score), 9.0);
      return scores;
    };
  };
  EXPECT_LE(rate(null, 200, Grade::significant, skewed(0.6)), 0.06);
  EXPECT_LE(rate(null, 100, Grade::candidate, skewed(0)), 0.2);
}

TEST(ChangePoints, LongTracksBoundTheirAutocorrelationThemselves) {
  ChangePointNull null;
  EXPECT_LE(rate(null, 100, Grade::significant, [](Rng& rng) { return ar(rng, 300, 0.95); }), 0.08);
}

TEST(ChangePoints, CandidatesOfExchangeableScoresAreFew) {
  ChangePointNull null;
  for (const std::size_t n : {6u, 8u, 12u, 30u}) {
    EXPECT_LE(rate(null, 400, Grade::candidate, [&](Rng& rng) { return ar(rng, n, 0); }), 0.2) << n;
  }
}

TEST(ChangePoints, PowerGrowsWithTheSeries) {
  ChangePointNull null;
  const auto power = [&](std::size_t n, Grade grade) {
    return rate(null, 200, grade, [&](Rng& rng) { return step(rng, n, n / 2, 2); });
  };
  EXPECT_GE(power(30, Grade::significant), 0.5);
  EXPECT_GE(power(100, Grade::significant), 0.99);
  EXPECT_GE(power(8, Grade::candidate), 0.5);
}

TEST(ChangePoints, OneNullServesManyThreads) {
  ChangePointNull shared, alone;
  Rng rng(4);
  const auto scores = step(rng, 40, 20, 2.5);
  const auto expected = find_change_points(scores, {}, unit_options(), alone);
  std::vector<ChangePointResult> results(4);
  std::vector<std::thread> threads;
  for (auto& result : results) {
    threads.emplace_back([&] { result = find_change_points(scores, {}, unit_options(), shared); });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& result : results) {
    ASSERT_EQ(result.points.size(), expected.points.size());
    for (std::size_t i = 0; i < result.points.size(); ++i) EXPECT_EQ(result.points[i].p, expected.points[i].p);
  }
}

}  // namespace
}  // namespace affect::understand::trajectory
