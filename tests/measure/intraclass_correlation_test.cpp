#include "affect/measure/intraclass_correlation.h"

#include <gtest/gtest.h>

#include "affect/measure/f_distribution.h"
#include "measure/agreement_reference.h"
#include "measure/published_ratings.h"

namespace affect::measure {
namespace {

constexpr std::pair<const char*, IccModel> kModels[] = {
    {"1", IccModel::one_way}, {"2", IccModel::two_way_random}, {"3", IccModel::two_way_mixed}};

void expect_icc(const std::string& name, const Ratings& ratings) {
  for (const auto& [number, model] : kModels) {
    SCOPED_TRACE(name + " ICC(" + number + ")");
    const auto icc = intraclass_correlation(ratings, model).value();
    EXPECT_NEAR(icc.single.estimate, agreement_reference(name + "/icc/" + number + "/single"), kAgreementTolerance);
    EXPECT_NEAR(icc.mean.estimate, agreement_reference(name + "/icc/" + number + "/mean"), kAgreementTolerance);
    EXPECT_LT(icc.single.low, icc.single.estimate);
    EXPECT_GT(icc.single.high, icc.single.estimate);
  }
}

TEST(IntraclassCorrelation, EqualsShroutAndFleiss) {
  const auto value = [](IccModel model) { return intraclass_correlation(shrout_ratings(), model).value(); };
  // Table 4 of Shrout and Fleiss (1979).
  EXPECT_NEAR(value(IccModel::one_way).single.estimate, 0.17, 0.005);
  EXPECT_NEAR(value(IccModel::two_way_random).single.estimate, 0.29, 0.005);
  EXPECT_NEAR(value(IccModel::two_way_mixed).single.estimate, 0.71, 0.005);
  EXPECT_NEAR(value(IccModel::one_way).mean.estimate, 0.44, 0.005);
  EXPECT_NEAR(value(IccModel::two_way_random).mean.estimate, 0.62, 0.005);
  EXPECT_NEAR(value(IccModel::two_way_mixed).mean.estimate, 0.91, 0.005);
}

TEST(IntraclassCorrelation, EqualsPingouinAndScipysIntervals) {
  expect_icc("shrout", shrout_ratings());
  expect_icc("small", small_ratings());
  for (const auto& [number, model] : kModels) {
    const auto icc = intraclass_correlation(shrout_ratings(), model).value();
    const auto expected = [&, n = std::string(number)](const char* what) {
      return agreement_reference("shrout/icc/" + n + "/" + what);
    };
    EXPECT_NEAR(icc.single.low, expected("single/low"), kAgreementTolerance) << number;
    EXPECT_NEAR(icc.single.high, expected("single/high"), kAgreementTolerance) << number;
    EXPECT_NEAR(icc.mean.low, expected("mean/low"), kAgreementTolerance) << number;
    EXPECT_NEAR(icc.mean.high, expected("mean/high"), kAgreementTolerance) << number;
    EXPECT_EQ(icc.units, 6u);
    EXPECT_EQ(icc.raters, 4u);
  }
}

TEST(IntraclassCorrelation, EqualsPingouinOnReaderAndWriter) {
  AFFECT_NEEDS_DATA(path, "text/emobank/reader.csv");
  for (std::size_t column = 1; column <= 3; ++column) {
    expect_icc(std::string("emobank/") + "VAD"[column - 1], emobank_ratings(column));
  }
}

TEST(IntraclassCorrelation, WithoutNoiseIsOneAndALevelCostsOnlyAgreement) {
  const auto same = Ratings::of_numbers(2, std::vector<double>{1, 1, 2, 2, 4, 4, 3, 3});
  for (const auto& [number, model] : kModels) {
    const auto icc = intraclass_correlation(same, model).value();
    EXPECT_EQ(icc.single, (Interval{1, 1, 1})) << number;
    EXPECT_EQ(icc.mean, (Interval{1, 1, 1})) << number;
  }
  const auto shifted = Ratings::of_numbers(2, std::vector<double>{1, 2, 2, 3, 4, 5, 3, 4});
  EXPECT_NEAR(intraclass_correlation(shifted, IccModel::two_way_mixed)->single.estimate, 1, 1e-12);
  const auto random = intraclass_correlation(shifted, IccModel::two_way_random).value();
  EXPECT_LT(random.single.estimate, 0.9);
  EXPECT_LT(random.single.low, random.single.estimate);
  EXPECT_LE(random.single.high, 1);
}

TEST(IntraclassCorrelation, NotEstimableIsAbsent) {
  for (const auto& [number, model] : kModels) {
    EXPECT_EQ(intraclass_correlation(Ratings::of_numbers(0, {}), model).has_value(), false) << number;
    EXPECT_FALSE(intraclass_correlation(Ratings::of_numbers(2, std::vector<double>(10, 2)), model).has_value());
    EXPECT_FALSE(intraclass_correlation(Ratings::of_numbers(2, std::vector<double>{1, 2}), model).has_value());
    EXPECT_FALSE(intraclass_correlation(Ratings::of_numbers(1, std::vector<double>{1, 2, 3}), model).has_value());
    EXPECT_FALSE(
        intraclass_correlation(Ratings::of_numbers(2, std::vector<double>{1, kNaN, 2, kNaN, 3, 4}), model).has_value());
  }
}

TEST(FDistribution, EqualsScipy) {
  for (const auto& [d1, first] : {std::pair{1.0, "1"}, {5.0, "5"}, {30.5, "30.5"}, {10000.0, "10000"}}) {
    for (const auto& [d2, second] : {std::pair{1.0, "1"}, {8.0, "8"}, {200.0, "200"}, {20000.0, "20000"}}) {
      const std::string name = std::string(first) + "/" + second;
      const double quantile = agreement_reference("f/quantile/" + name);
      EXPECT_NEAR(f_quantile(0.975, d1, d2) / quantile, 1, 1e-9) << name;
      EXPECT_NEAR(f_distribution(1.7, d1, d2), agreement_reference("f/below/" + name), 1e-10) << name;
    }
  }
  EXPECT_EQ(f_distribution(0, 3, 4), 0);
  EXPECT_DOUBLE_EQ(incomplete_beta(2, 1, 0.5), 0.25);
}

}  // namespace
}  // namespace affect::measure
