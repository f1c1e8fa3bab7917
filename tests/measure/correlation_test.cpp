#include "affect/measure/correlation.h"

#include <cmath>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "measure/emobank.h"
#include "measure/reference.h"

namespace affect::measure {
namespace {

using Columns = std::vector<double>;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

void expect_reference(const std::string& name, std::span<const double> x, std::span<const double> y) {
  SCOPED_TRACE(name);
  EXPECT_NEAR(pearson(x, y).value(), reference(name + "/pearson"), kTolerance);
  EXPECT_NEAR(spearman(x, y).value(), reference(name + "/spearman"), kTolerance);
  EXPECT_NEAR(concordance(x, y).value(), reference(name + "/concordance"), kTolerance);
}

TEST(Correlation, EqualsScipyWithTiesAndMissingValues) { expect_reference("small", kSmallX, kSmallY); }

TEST(Correlation, EqualsScipyOnReaderAndWriterRatings) {
  AFFECT_NEEDS_DATA(path, "text/emobank/reader.csv");
  for (const auto& [name, column] : {std::pair{"V", 1}, {"A", 2}, {"D", 3}}) {
    const EmoBank rows = emobank(static_cast<std::size_t>(column));
    EXPECT_EQ(rows.reader.size() - static_cast<std::size_t>(std::count_if(rows.writer.begin(), rows.writer.end(),
                                                                          [](double v) { return std::isnan(v); })),
              reference(fmt::format("emobank/{}/rows", name)));
    expect_reference(fmt::format("emobank/{}", name), rows.reader, rows.writer);
  }
}

TEST(Correlation, NotEstimableIsAbsentAndNotZero) {
  const auto expect_absent = [](const Columns& x, const Columns& y) {
    EXPECT_EQ(pearson(x, y), std::nullopt);
    EXPECT_EQ(spearman(x, y), std::nullopt);
    EXPECT_EQ(concordance(x, y), std::nullopt);
  };
  expect_absent({}, {});
  expect_absent({1, 2}, {3, 5});
  expect_absent({1, 2, kNaN, 4}, {3, 5, 6, kNaN});                   // two rows are left
  expect_absent(Columns(10, 0.1), {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});  // ten times 0.1 has no exact mean
  expect_absent({1, 2, 3}, {7, 7, 7});
  expect_absent({1, 1, 1, 5}, {1, 2, 3, kNaN});  // constant once masked
}

TEST(Correlation, InfinityHasARankButNoMean) {
  const Columns x = {1, 2, kInfinity}, y = {1, 2, 3};
  EXPECT_EQ(pearson(x, y), std::nullopt);
  EXPECT_EQ(concordance(x, y), std::nullopt);
  EXPECT_DOUBLE_EQ(spearman(x, y).value(), 1);
}

TEST(Correlation, IsExactAtTheEnds) {
  const Columns x = {1, 2, 3, 7}, up = {2, 4, 6, 14}, down = {-0.1, -0.2, -0.3, -0.7};
  EXPECT_DOUBLE_EQ(pearson(x, up).value(), 1);
  EXPECT_LE(pearson(x, up).value(), 1);
  EXPECT_DOUBLE_EQ(pearson(x, down).value(), -1);
  EXPECT_DOUBLE_EQ(spearman(x, down).value(), -1);
  EXPECT_DOUBLE_EQ(concordance(x, x).value(), 1);
  EXPECT_LT(concordance(x, up).value(), 1);
}

TEST(Correlation, DoesNotDependOnUnitsOfAnySize) {
  const Columns x = {1, 2, 4, 3}, y = {2, 1, 5, 3};
  for (const double unit : {1e-200, 1e-3, 1e5, 1e200}) {
    Columns scaled = x;
    for (double& v : scaled) v = v * unit + unit;
    EXPECT_NEAR(pearson(scaled, y).value(), pearson(x, y).value(), kTolerance) << unit;
  }
}

TEST(Correlation, ConcordanceFallsWithAShiftInLevel) {
  const Columns x = {0, 1, 2}, y = {1, 2, 3};
  // Variance 2/3 on both sides, shift 1: 2 * 2/3 / (4/3 + 1).
  EXPECT_DOUBLE_EQ(concordance(x, y).value(), 4.0 / 7.0);
}

TEST(AverageRanks, TiesShareTheirMeanRank) {
  EXPECT_EQ(average_ranks(Columns{3, 1, 3, 2, 3}), (Columns{4, 1, 4, 2, 4}));
  EXPECT_EQ(average_ranks(Columns{0.0, -0.0}), (Columns{1.5, 1.5}));
  EXPECT_EQ(average_ranks(Columns{}), Columns{});
}

#ifndef NDEBUG
TEST(CorrelationDeathTest, LengthsThatDifferAreAProgrammersMistake) {
  const Columns x = {1, 2, 3, 4}, y = {1, 2, 3};
  EXPECT_DEATH(pearson(x, y), "size");
}
#endif

}  // namespace
}  // namespace affect::measure
