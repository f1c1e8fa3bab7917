#include "affect/understand/corpus/random_intercept.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "affect/rng.h"
#include "understand/corpus/corpus_reference.h"

namespace affect::understand::corpus {
namespace {

TEST(RandomIntercept, EqualsStatsmodels) {
  const auto cases = mixed_model_reference();
  ASSERT_EQ(cases.size(), 3u);
  for (const auto& [name, reference] : cases) {
    const RandomIntercept found = random_intercept(reference.rows, {});
    ASSERT_EQ(found.status, Status::given) << name << ": " << found.reason;
    EXPECT_NEAR(found.difference, reference.values.at("difference"), 1e-5) << name;
    EXPECT_NEAR(found.standard_error, reference.values.at("standard_error"), 1e-5) << name;
    EXPECT_NEAR(found.between_variance, reference.values.at("between_variance"), 1e-4) << name;
    EXPECT_NEAR(found.within_variance, reference.values.at("within_variance"), 1e-4) << name;
  }
}

/// One value of each group in each unit: the paired t test.
TEST(RandomIntercept, OfPairsIsThePairedTest) {
  const std::vector<double> first{0.1, 0.4, 0.3, 0.8, 0.2}, second{0.3, 0.5, 0.7, 0.9, 0.1};
  std::vector<GroupedValue> rows;
  double sum = 0, square = 0;
  for (std::size_t i = 0; i < first.size(); ++i) {
    rows.push_back({first[i], i, false});
    rows.push_back({second[i], i, true});
    sum += second[i] - first[i];
    square += (second[i] - first[i]) * (second[i] - first[i]);
  }
  const double mean = sum / 5, error = std::sqrt((square - sum * sum / 5) / 4 / 5);
  const RandomIntercept found = random_intercept(rows, {});
  EXPECT_NEAR(found.difference, mean, 1e-9);
  EXPECT_NEAR(found.standard_error, error, 1e-6);
  EXPECT_DOUBLE_EQ(found.degrees_of_freedom, 4);
}

TEST(RandomIntercept, SaysWhatItCannotTell) {
  const std::vector<GroupedValue> single{{0.1, 0, false}, {0.2, 1, false}, {0.4, 2, true}, {0.5, 3, true}};
  EXPECT_EQ(random_intercept(single, {}).reason, "no unit has two values");
  const std::vector<GroupedValue> one_sided{{0.1, 0, false}, {0.2, 0, false}};
  EXPECT_EQ(random_intercept(one_sided, {}).reason, "a group is empty");
  EXPECT_EQ(random_intercept({}, {}).status, Status::not_estimable);
  std::vector<GroupedValue> equal;
  for (std::size_t i = 0; i < 12; ++i) equal.push_back({0.5, i / 2, i % 2 == 0});
  EXPECT_EQ(random_intercept(equal, {}).status, Status::not_estimable);
}

}  // namespace
}  // namespace affect::understand::corpus
