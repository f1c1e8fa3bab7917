#include "affect/measure/multiple_testing.h"

#include <gtest/gtest.h>

#include "affect/measure/permutation_test.h"
#include "affect/rng.h"
#include "measure/agreement_reference.h"

namespace affect::measure {
namespace {

TEST(MultipleTesting, EqualsStatsmodels) {
  const auto strict = holm(kPValues), discovery = benjamini_hochberg(kPValues);
  for (std::size_t i = 0; i < strict.size(); ++i) {
    EXPECT_NEAR(strict[i], agreement_reference("p/holm/" + std::to_string(i)), kTolerance);
    EXPECT_NEAR(discovery[i], agreement_reference("p/fdr_bh/" + std::to_string(i)), kTolerance);
  }
  EXPECT_TRUE(holm({}).empty());
}

TEST(PermutationTest, CountsWhatIsAsFarApart) {
  // Of the 10 ways to choose two of five, only the observed one and its like end up this far: 2 of 10 with ties none.
  const std::vector<double> a = {9, 8}, b = {1, 2, 3};
  const double p = permutation_p(a, b, {.permutations = 20000}).value();
  EXPECT_NEAR(p, 0.1, 0.01);
  EXPECT_DOUBLE_EQ(permutation_p(std::vector<double>(5, 2.0), std::vector<double>(9, 2.0)).value(), 1);
  EXPECT_FALSE(permutation_p({}, a).has_value());
  EXPECT_EQ(permutation_p(a, b), permutation_p(a, b));
}

TEST(PermutationTest, AlarmsAtItsRateWithoutADifference) {
  int alarms = 0;
  for (std::uint64_t set = 0; set < 1000; ++set) {
    Rng rng = Rng(3).split(set);
    std::vector<double> a(12), b(25);
    for (double& v : a) v = rng.normal();
    for (double& v : b) v = rng.normal();
    alarms += permutation_p(a, b, {.permutations = 199, .seed = set}).value() <= 0.05;
  }
  EXPECT_GT(alarms, 30);
  EXPECT_LT(alarms, 72);
}

}  // namespace
}  // namespace affect::measure
