#include "affect/understand/corpus/group_difference.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "affect/rng.h"

namespace affect::understand::corpus {
namespace {

std::vector<GroupedValue> one_value_a_unit(const std::vector<double>& first, const std::vector<double>& second) {
  std::vector<GroupedValue> values;
  for (const double value : first) values.push_back({value, values.size(), false});
  for (const double value : second) values.push_back({value, values.size(), true});
  return values;
}

double welch(const std::vector<double>& values, const std::vector<bool>& in_second) {
  double n[2] = {0, 0}, sum[2] = {0, 0}, square[2] = {0, 0};
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int g = in_second[i] ? 1 : 0;
    n[g] += 1;
    sum[g] += values[i];
    square[g] += values[i] * values[i];
  }
  double variance = 0;
  for (int g = 0; g < 2; ++g) variance += (square[g] - sum[g] * sum[g] / n[g]) / (n[g] - 1) / n[g];
  return std::abs(sum[1] / n[1] - sum[0] / n[0]) / std::sqrt(variance);
}

/// All 252 ways to put ten people in two groups of five.
TEST(GroupDifference, ComesNearTheExactPermutationTest) {
  const std::vector<double> first{0.12, -0.31, 0.05, 0.44, 0.20}, second{0.51, 0.38, 0.70, 0.02, 0.66};
  std::vector<double> all(first);
  all.insert(all.end(), second.begin(), second.end());
  std::vector<bool> labels{false, false, false, false, false, true, true, true, true, true};
  const double observed = welch(all, labels);
  double far = 0, count = 0;
  do {
    far += welch(all, labels) >= observed - 1e-12 ? 1 : 0;
    count += 1;
  } while (std::next_permutation(labels.begin(), labels.end()));
  ASSERT_EQ(count, 252);
  const GroupDifference found = group_difference(one_value_a_unit(first, second), {});
  EXPECT_EQ(found.design, GroupDesign::between);
  EXPECT_NEAR(found.p, far / count, 0.01);
  EXPECT_NEAR(found.difference, 0.354, 1e-12);
  EXPECT_EQ(found.p <= 0.05, *found.low > 0) << "the interval holds what is not rejected";
}

TEST(GroupDifference, UnitsWithBothGroupsAreComparedWithThemselves) {
  std::vector<GroupedValue> values;
  Rng rng(3);
  for (std::size_t unit = 0; unit < 12; ++unit) {
    const double level = 2 * rng.normal();
    values.push_back({level, unit, false});
    values.push_back({level + 0.3 + 0.1 * rng.normal(), unit, true});
  }
  values.push_back({50, 12, true});  // has no other half
  const GroupDifference found = group_difference(values, {});
  EXPECT_EQ(found.design, GroupDesign::within);
  EXPECT_EQ(found.units_first, 12u);
  EXPECT_EQ(found.left_out, 1u);
  EXPECT_NEAR(found.difference, 0.3, 0.1);
  EXPECT_LT(found.p, 0.002);
  EXPECT_LT(found.hedges_g->estimate, 0.5) << "in SDs of people, not of their differences";
  EXPECT_EQ(found.model.status, Status::given);
  EXPECT_NEAR(found.model.difference, found.difference, 1e-6);
}

TEST(GroupDifference, FewWhoChangedGroupsAreLeftOut) {
  Rng rng(9);
  std::vector<GroupedValue> values;
  for (std::size_t unit = 0; unit < 20; ++unit) values.push_back({rng.normal(), unit, unit % 2 == 0});
  values.push_back({9, 20, false});
  values.push_back({9, 20, true});
  const GroupDifference found = group_difference(values, {});
  EXPECT_EQ(found.design, GroupDesign::between);
  EXPECT_EQ(found.units_first, 10u);
  EXPECT_EQ(found.left_out, 1u);
}

/// 40 turns each of 4 people are 4 people.
TEST(GroupDifference, RowsOfAPersonAreNotPeople) {
  std::vector<GroupedValue> values;
  Rng rng(4);
  for (std::size_t unit = 0; unit < 8; ++unit) {
    for (int row = 0; row < 40; ++row) values.push_back({rng.normal() + (unit < 4 ? 0 : 5), unit, unit >= 4});
  }
  const GroupDifference found = group_difference(values, {});
  EXPECT_EQ(found.status, Status::too_short);
  EXPECT_EQ(found.reason, "4 and 4 are independent of each other; 5 in each group is the least");
}

double alarms(double sd_second, std::size_t n_first, std::size_t n_second, double shift) {
  constexpr int kTrials = 400;
  int rejected = 0;
  Rng rng(11);
  for (int trial = 0; trial < kTrials; ++trial) {
    std::vector<double> first(n_first), second(n_second);
    for (double& value : first) value = rng.normal();
    for (double& value : second) value = shift + sd_second * rng.normal();
    GroupDifferenceOptions options;
    options.permutations = 199;
    options.resamples = 1;
    rejected += group_difference(one_value_a_unit(first, second), options).p <= 0.05 ? 1 : 0;
  }
  return rejected / static_cast<double>(kTrials);
}

TEST(GroupDifference, AlarmsAtItsLevelWhereSpreadsDiffer) {
  EXPECT_LE(alarms(1, 8, 8, 0), 0.08);
  EXPECT_LE(alarms(4, 30, 10, 0), 0.09) << "the small group spreads more: the plain permutation test alarms in 0.2";
  EXPECT_GE(alarms(1, 20, 20, 1.2), 0.9);
}

TEST(GroupDifference, AKnownErrorWidensTheInterval) {
  const auto values = one_value_a_unit({0.1, 0.2, 0.15, 0.3, 0.22, 0.18}, {0.5, 0.62, 0.44, 0.58, 0.6, 0.49});
  GroupDifferenceOptions options;
  const GroupDifference sure = group_difference(values, options);
  options.known_variance = 0.04;
  const GroupDifference unsure = group_difference(values, options);
  EXPECT_DOUBLE_EQ(unsure.difference, sure.difference);
  EXPECT_LT(*unsure.low, *sure.low - 0.1);
  EXPECT_GT(unsure.p, sure.p);
}

TEST(GroupDifference, EqualValuesAreNoResult) {
  const auto found = group_difference(one_value_a_unit({1, 1, 1, 1, 1}, {1, 1, 1, 1, 1}), {});
  EXPECT_EQ(found.status, Status::not_estimable);
  EXPECT_EQ(group_difference({}, {}).status, Status::too_short);
}

}  // namespace
}  // namespace affect::understand::corpus
