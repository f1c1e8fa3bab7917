#include "affect/measure/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <gtest/gtest.h>

#include "affect/measure/classification.h"
#include "affect/measure/correlation.h"
#include "affect/rng.h"
#include "measure/emobank.h"
#include "measure/reference.h"

namespace affect::measure {
namespace {

using Columns = std::vector<double>;

RowMetric mean_of(const Columns& column) {
  return [&column](std::span<const std::size_t> rows) -> std::optional<double> {
    double sum = 0;
    for (const std::size_t row : rows) sum += column[row];
    return sum / static_cast<double>(rows.size());
  };
}

// Share of 1000 simulated sets whose interval holds `truth`; `draw(rng)` gives an interval.
template <class Draw>
double coverage(double truth, Draw draw) {
  constexpr std::size_t kSets = 1000;
  std::size_t held = 0;
  for (std::size_t set = 0; set < kSets; ++set) {
    Rng rng = Rng(20).split(set);
    const Interval interval = draw(rng).value();
    if (interval.low <= truth && truth <= interval.high) ++held;
  }
  return static_cast<double>(held) / kSets;
}

constexpr std::size_t kSimulatedRows = 60;
constexpr BootstrapOptions kSimulation = {.resamples = 300, .seed = 3};

TEST(Bootstrap, IntervalOfAMeanHoldsTheTruth) {
  const double share = coverage(0.3, [](Rng& rng) {
    Columns x(kSimulatedRows);
    for (double& v : x) v = 0.3 + rng.normal();
    return bootstrap(Groups::each_row(x.size()), mean_of(x), kSimulation);
  });
  RecordProperty("coverage", std::to_string(share));
  EXPECT_GE(share, 0.92);
  EXPECT_LE(share, 0.98);
}

TEST(Bootstrap, IntervalOfACorrelationHoldsTheTruth) {
  const double rho = 0.5;
  const double share = coverage(rho, [&](Rng& rng) {
    Columns x(kSimulatedRows), y(kSimulatedRows);
    for (std::size_t i = 0; i < x.size(); ++i) {
      x[i] = rng.normal();
      y[i] = rho * x[i] + std::sqrt(1 - rho * rho) * rng.normal();
    }
    return bootstrap(Groups::each_row(x.size()), over_rows(pearson, x, y), kSimulation);
  });
  RecordProperty("coverage", std::to_string(share));
  EXPECT_GE(share, 0.92);
  EXPECT_LE(share, 0.98);
}

// 40 people, five rows each, half of the variance between people.
struct People {
  Columns value;
  std::vector<std::size_t> person;
  explicit People(Rng& rng) {
    for (std::size_t p = 0; p < 40; ++p) {
      const double level = rng.normal();
      for (int row = 0; row < 5; ++row) {
        value.push_back(level + rng.normal());
        person.push_back(p);
      }
    }
  }
};

TEST(Bootstrap, OnlyWholeGroupsHoldTheTruthWhenRowsOfAPersonAreAlike) {
  const double by_person = coverage(0, [](Rng& rng) {
    const People people(rng);
    return bootstrap(Groups::by(people.person), mean_of(people.value), kSimulation);
  });
  const double by_row = coverage(0, [](Rng& rng) {
    const People people(rng);
    return bootstrap(Groups::each_row(people.value.size()), mean_of(people.value), kSimulation);
  });
  RecordProperty("coverage_by_person", std::to_string(by_person));
  RecordProperty("coverage_by_row", std::to_string(by_row));
  EXPECT_GE(by_person, 0.92);
  EXPECT_LE(by_person, 0.98);
  EXPECT_LT(by_row, 0.85);
}

TEST(BootstrapDifference, HoldsTheTruthAndIsNarrowerThanUnpaired) {
  const BootstrapOptions options = kSimulation;
  double paired = 0, unpaired = 0;
  const double share = coverage(0.1, [&](Rng& rng) {
    Columns a(kSimulatedRows), b(kSimulatedRows);
    for (std::size_t i = 0; i < a.size(); ++i) {
      const double difficulty = rng.normal();
      a[i] = 0.1 + difficulty + 0.3 * rng.normal();
      b[i] = difficulty + 0.3 * rng.normal();
    }
    const Groups rows = Groups::each_row(a.size());
    const auto gain = bootstrap_difference(rows, mean_of(a), mean_of(b), options);
    const auto alone = bootstrap(rows, mean_of(a), options);
    paired += gain->high - gain->low;
    unpaired += alone->high - alone->low;
    return gain;
  });
  EXPECT_GE(share, 0.92);
  EXPECT_LE(share, 0.98);
  EXPECT_LT(paired, 0.6 * unpaired);
}

TEST(BootstrapDifference, OfAMeasureAndItselfIsZero) {
  const Columns x = {1, 5, 2, 8, 3, 9, 4};
  const auto gain = bootstrap_difference(Groups::each_row(x.size()), mean_of(x), mean_of(x));
  EXPECT_TRUE(gain == (Interval{0, 0, 0}));
}

// Both sides are Monte Carlo: thousands of resamples leave about 0.001 in a bound.
constexpr double kMonteCarlo = 0.005;

TEST(Bootstrap, EqualsScipyOnReaderAndWriterRatings) {
  AFFECT_NEEDS_DATA(path, "text/emobank/reader.csv");
  const EmoBank rows = emobank(1);
  Columns x, y;
  for (std::size_t i = 0; x.size() < 400; ++i) {
    if (std::isnan(rows.writer[i])) continue;
    x.push_back(rows.reader[i]);
    y.push_back(rows.writer[i]);
  }
  const auto interval = bootstrap(Groups::each_row(x.size()), over_rows(pearson, x, y), {.resamples = 5000}).value();
  EXPECT_EQ(interval.estimate, pearson(x, y));
  EXPECT_NEAR(interval.low, reference("emobank/V/first_400/low"), kMonteCarlo);
  EXPECT_NEAR(interval.high, reference("emobank/V/first_400/high"), kMonteCarlo);
}

TEST(Bootstrap, EqualsNumpyOverDocuments) {
  AFFECT_NEEDS_DATA(path, "text/emobank/reader.csv");
  const EmoBank rows = emobank(1);
  const Groups documents = Groups::by(rows.document);
  EXPECT_EQ(static_cast<double>(documents.size()), reference("documents/groups"));
  const auto interval = bootstrap(documents, over_rows(pearson, rows.reader, rows.writer)).value();
  EXPECT_NEAR(interval.low, reference("documents/low"), kMonteCarlo);
  EXPECT_NEAR(interval.high, reference("documents/high"), kMonteCarlo);
}

TEST(Bootstrap, TheSameSeedGivesTheSameInterval) {
  const Columns x = {1.1, 5.7, 2.3, 8.9, 3.2, 9.6, 4.4};
  const auto interval = [&](std::uint64_t seed) {
    return bootstrap(Groups::each_row(x.size()), mean_of(x), {.resamples = 50, .seed = seed}).value();
  };
  EXPECT_TRUE(interval(5) == interval(5));
  EXPECT_FALSE(interval(5) == interval(6));
}

TEST(Bootstrap, BoundsLieLinearlyBetweenResampledValues) {
  double next = 0;
  const auto counting = [&next](std::span<const std::size_t>) -> std::optional<double> { return next++; };
  const auto interval = bootstrap(Groups::each_row(9), counting, {.level = 0.5, .resamples = 4});
  EXPECT_TRUE(interval == (Interval{0, 1.75, 3.25}));  // quartiles of 1, 2, 3, 4
}

TEST(Bootstrap, AHigherLevelIsWider) {
  const Columns x = {1, 5, 2, 8, 3, 9, 4, 4, 6, 2};
  const Groups rows = Groups::each_row(x.size());
  const auto narrow = bootstrap(rows, mean_of(x), {.level = 0.5}), wide = bootstrap(rows, mean_of(x), {.level = 0.99});
  EXPECT_LT(wide->low, narrow->low);
  EXPECT_GT(wide->high, narrow->high);
  EXPECT_DOUBLE_EQ(wide->estimate, 4.4);
}

TEST(Bootstrap, TakesClassMeasures) {
  std::vector<int> truth(300), predicted(300);
  for (std::size_t i = 0; i < truth.size(); ++i) {
    truth[i] = static_cast<int>(i % 3);
    predicted[i] = i % 10 < 8 ? truth[i] : 0;
  }
  const auto f1_of = [](std::span<const int> t, std::span<const int> p) {
    return macro_f1(ConfusionMatrix(t, p, 3).counts());
  };
  const auto interval = bootstrap(Groups::each_row(truth.size()), over_rows(f1_of, truth, predicted)).value();
  EXPECT_EQ(interval.estimate, f1_of(truth, predicted));
  EXPECT_LT(interval.low, interval.estimate);
  EXPECT_GT(interval.high, interval.estimate);
}

TEST(Bootstrap, NotEstimableIsAbsent) {
  const Columns few = {1, 2, 3, 4};
  EXPECT_FALSE(bootstrap(Groups::each_row(0), mean_of(few)).has_value());
  EXPECT_FALSE(bootstrap(Groups::each_row(few.size()), mean_of(few)).has_value());

  const Columns constant(20, 1.0), rising = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19};
  EXPECT_FALSE(bootstrap(Groups::each_row(20), over_rows(pearson, constant, rising)).has_value());

  // One row varies: a third of the resamples lack it and have no correlation.
  Columns rare(20, 0.0);
  rare[0] = 1;
  ASSERT_TRUE(pearson(rare, rising).has_value());
  EXPECT_FALSE(bootstrap(Groups::each_row(20), over_rows(pearson, rare, rising)).has_value());

  const auto nan = [](std::span<const std::size_t>) -> std::optional<double> { return kNaN; };
  EXPECT_FALSE(bootstrap(Groups::each_row(20), nan).has_value());
}

TEST(Groups, HoldEveryRowOnceWithItsOwnKind) {
  const std::vector<std::string> speakers = {"b", "a", "b", "c", "a", "b"};
  const Groups groups = Groups::by(speakers);
  ASSERT_EQ(groups.size(), 3u);
  EXPECT_EQ(groups.rows(), speakers.size());
  const auto rows = [&](std::size_t g) { return std::vector<std::size_t>(groups[g].begin(), groups[g].end()); };
  EXPECT_EQ(rows(0), (std::vector<std::size_t>{0, 2, 5}));
  EXPECT_EQ(rows(1), (std::vector<std::size_t>{1, 4}));
  EXPECT_EQ(rows(2), (std::vector<std::size_t>{3}));
}

TEST(Bootstrap, SeveralMeasuresTogetherAreWhatEachIsAlone) {
  Rng rng(12);
  std::vector<double> x, y;
  for (int i = 0; i < 60; ++i) {
    x.push_back(rng.normal());
    y.push_back(x.back() + rng.normal());
  }
  const auto rows = Groups::each_row(x.size());
  auto r = over_rows(pearson, x, y);
  const auto mean = mean_of(x);
  const auto never = [](std::span<const std::size_t>) -> std::optional<double> { return std::nullopt; };
  const auto together = bootstrap_all(rows,
                                      [&](std::span<const std::size_t> drawn) {
                                        return std::vector{r(drawn), never(drawn), mean(drawn)};
                                      },
                                      {.resamples = 300});
  ASSERT_EQ(together.size(), 3u);
  EXPECT_EQ(together[0], bootstrap(rows, r, {.resamples = 300}));
  EXPECT_FALSE(together[1]);
  EXPECT_EQ(together[2], bootstrap(rows, mean, {.resamples = 300}));
}

}  // namespace
}  // namespace affect::measure
