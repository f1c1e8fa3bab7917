// The linear models against scikit-learn's on a small problem (tools/make_linear_reference.py).
#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

#include <gtest/gtest.h>

#include "affect/learn/linear/feature_rows.h"

namespace affect::learn::linear {
namespace {

#include "learn/linear/reference.inc"

constexpr std::size_t kRows = std::size(kTargets), kBuckets = 2;

/// Rows of dense columns alone: no text, no bucket.
FeatureRows rows_of_reference() {
  FeatureRows rows(std::vector<std::uint8_t>(kBuckets), kColumns);
  for (std::size_t i = 0; i < kRows; ++i) rows.add("", std::span(kInputs).subspan(i * kColumns, kColumns));
  return rows;
}

std::vector<std::size_t> every_row() {
  std::vector<std::size_t> members(kRows);
  std::iota(members.begin(), members.end(), std::size_t{0});
  return members;
}

void expect_equal(const LinearSolution& solution, std::span<const double> expected) {
  for (std::size_t i = 0; i < kBuckets; ++i) EXPECT_EQ(solution.weights[i], 0) << "no row has it";
  for (std::size_t i = 0; i < kColumns; ++i) {
    EXPECT_NEAR(static_cast<double>(solution.weights[kBuckets + i]), expected[i], 1e-5) << i;
  }
  EXPECT_NEAR(solution.bias, expected[kColumns], 1e-5);
}

TEST(Liblinear, LogisticEqualsScikitLearn) {
  const auto rows = rows_of_reference();
  for (std::size_t c = 0; c < std::size(kCosts); ++c) {
    const auto solution = logistic(rows, every_row(), kLabels, {.cost = kCosts[c], .tolerance = 1e-9});
    expect_equal(solution, std::span(kLogistic).subspan(c * (kColumns + 1), kColumns + 1));
  }
}

TEST(Liblinear, RidgeEqualsScikitLearn) {
  const auto rows = rows_of_reference();
  for (std::size_t c = 0; c < std::size(kCosts); ++c) {
    const auto solution = ridge(rows, every_row(), kTargets, {.cost = kCosts[c], .tolerance = 1e-9});
    expect_equal(solution, std::span(kRidge).subspan(c * (kColumns + 1), kColumns + 1));
  }
}

TEST(Liblinear, TheLabelThatComesFirstDoesNotTurnTheSign) {
  const auto rows = rows_of_reference();
  for (const char first : {char{0}, char{1}}) {
    auto members = every_row();
    std::stable_partition(members.begin(), members.end(), [&](std::size_t i) { return kLabels[i] == first; });
    std::vector<char> labels;
    for (const std::size_t i : members) labels.push_back(kLabels[i]);
    expect_equal(logistic(rows, members, labels, {.cost = kCosts[0], .tolerance = 1e-9}),
                 std::span(kLogistic).first(kColumns + 1));
  }
}

TEST(Liblinear, OnlyMembersCount) {
  const auto rows = rows_of_reference();
  const std::vector<std::size_t> few{1, 3, 4, 8, 9, 12, 15, 16, 20};
  std::vector<double> targets;
  std::vector<char> labels;
  FeatureRows alone(std::vector<std::uint8_t>(kBuckets), kColumns);
  std::vector<std::size_t> members;
  for (const std::size_t i : few) {
    members.push_back(members.size());
    targets.push_back(kTargets[i]);
    labels.push_back(kLabels[i]);
    alone.add("", std::span(kInputs).subspan(i * kColumns, kColumns));
  }
  EXPECT_EQ(ridge(rows, few, targets, {}).weights, ridge(alone, members, targets, {}).weights);
  EXPECT_EQ(logistic(rows, few, labels, {}).weights, logistic(alone, members, labels, {}).weights);
}

TEST(Liblinear, OneLabelAloneIsThePrior) {
  const auto rows = rows_of_reference();
  for (const char label : {char{0}, char{1}}) {
    const std::vector<char> labels(kRows, label);
    const auto solution = logistic(rows, every_row(), labels, {});
    const double odds = std::log((kRows + 0.5) / 0.5);
    EXPECT_NEAR(solution.bias, label == 1 ? odds : -odds, 1e-12);
    EXPECT_EQ(solution.weights, std::vector<float>(rows.columns()));
  }
  EXPECT_EQ(logistic(rows, {}, {}, {}).bias, 0);
  EXPECT_EQ(ridge(rows, {}, {}, {}).bias, 0);
}

TEST(Liblinear, EqualTargetsAreTheirMean) {
  const auto rows = rows_of_reference();
  const auto solution = ridge(rows, every_row(), std::vector<double>(kRows, 0.75), {});
  EXPECT_NEAR(solution.bias, 0.75, 1e-12);
  EXPECT_NEAR(solution.score(rows.row(0)), 0.75, 1e-9);
}

}  // namespace
}  // namespace affect::learn::linear
