#include "affect/measure/regression.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "measure/emobank.h"
#include "measure/reference.h"

namespace affect::measure {
namespace {

using Columns = std::vector<double>;

void expect_fit(const std::string& name, std::span<const double> x, std::span<const double> y) {
  SCOPED_TRACE(name);
  EXPECT_NEAR(mean_absolute_error(x, y).value(), reference(name + "/mean_absolute_error"), kTolerance);
  EXPECT_NEAR(root_mean_squared_error(x, y).value(), reference(name + "/root_mean_squared_error"), kTolerance);
}

TEST(Regression, EqualsScikitLearnWithMissingValues) { expect_fit("small", kSmallX, kSmallY); }

TEST(Regression, EqualsScikitLearnOnReaderAndWriterRatings) {
  AFFECT_NEEDS_DATA(path, "text/emobank/reader.csv");
  for (const auto& [name, column] : {std::pair{"V", 1}, {"A", 2}, {"D", 3}}) {
    const EmoBank rows = emobank(static_cast<std::size_t>(column));
    expect_fit(fmt::format("emobank/{}", name), rows.reader, rows.writer);
  }
}

TEST(Regression, OneRowIsEnough) {
  EXPECT_EQ(mean_absolute_error(Columns{1, kNaN}, Columns{3, 0}), 2);
  EXPECT_EQ(root_mean_squared_error(Columns{1, kNaN}, Columns{3, 0}), 2);
}

TEST(Regression, NotEstimableIsAbsentAndNotZero) {
  constexpr double kEndless = std::numeric_limits<double>::infinity();
  EXPECT_EQ(mean_absolute_error(Columns{}, Columns{}), std::nullopt);
  EXPECT_EQ(root_mean_squared_error(Columns{1, kNaN}, Columns{kNaN, 1}), std::nullopt);
  EXPECT_EQ(mean_absolute_error(Columns{1, kEndless}, Columns{1, 1}), std::nullopt);
}

#ifndef NDEBUG
TEST(RegressionDeathTest, LengthsThatDifferAreAProgrammersMistake) {
  const Columns x = {1, 2}, y = {1};
  EXPECT_DEATH(mean_absolute_error(x, y), "size");
}
#endif

}  // namespace
}  // namespace affect::measure
