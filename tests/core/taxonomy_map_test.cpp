#include "affect/taxonomy_map.h"

#include <cmath>

#include <gtest/gtest.h>

namespace affect {
namespace {

/// Three labels on two: the first two merge in "up", the third is shared.
TaxonomyMap merging() {
  TaxonomyMap map;
  map.from = "three";
  map.to = "two";
  map.from_labels = {"a", "b", "c"};
  map.to_labels = {"up", "down"};
  map.weights = {1, 0, 1, 0, 0.25, 0.75};
  return map;
}

TEST(TaxonomyMap, SharesOutExclusiveProbabilities) {
  TaxonomyMap map = merging();
  map.kind = LabelKind::exclusive;
  const auto mapped = map.map(std::vector{0.5, 0.1, 0.4});
  EXPECT_DOUBLE_EQ(mapped[0], 0.7);
  EXPECT_DOUBLE_EQ(mapped[1], 0.3);
}

TEST(TaxonomyMap, IndependentLabelsHoldWhereAnySourceDoes) {
  const TaxonomyMap map = merging();
  EXPECT_DOUBLE_EQ(map.map(std::vector{1.0, 1.0, 0.0})[0], 1) << "two sources that hold give no more than one";
  EXPECT_DOUBLE_EQ(map.map(std::vector{0.5, 0.5, 0.0})[0], 0.75);
  EXPECT_DOUBLE_EQ(map.map(std::vector{0.0, 0.0, 1.0})[1], 0.75);
}

TEST(TaxonomyMap, LosesWhatTheTargetDoesNotTell) {
  TaxonomyMap map = merging();
  map.weights = {1, 0, 1, 0, 0, 1};
  EXPECT_NEAR(map.lost_bits(), 2.0 / 3, 1e-12) << "two of three labels are one bit apart, where one sees \"up\"";
  map.to_labels = {"x", "y", "z"};
  map.weights = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  EXPECT_EQ(map.lost_bits(), 0) << "each target tells its source";
  map.weights = {1.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3, 1.0 / 3};
  EXPECT_NEAR(map.lost_bits(), std::log2(3.0), 1e-12) << "nothing is kept";
}

TEST(TaxonomyMap, TellsWhichLabelsMerge) {
  const auto merged = merging().merged();
  EXPECT_EQ(merged[0], (std::vector<std::size_t>{0, 1}));
  EXPECT_EQ(merged[1], std::vector<std::size_t>{2});
  TaxonomyMap tied = merging();
  tied.weights = {1, 0, 0.5, 0.5, 0, 1};
  EXPECT_EQ(tied.merged()[0], std::vector<std::size_t>{0}) << "a label that is shared evenly merges into none";
}

TEST(TaxonomyMap, RowsSumToOne) {
  TaxonomyMap map = merging();
  EXPECT_FALSE(map.violation());
  map.weights[4] = 0.3;
  EXPECT_EQ(map.violation(), "the weights of c do not sum to 1");
  map.weights = {1, 0, 1, 0, -0.25, 1.25};
  EXPECT_EQ(map.violation(), "the weights of c lie outside [0, 1]");
  map.weights.pop_back();
  EXPECT_EQ(map.violation(), "a map has not a weight for each pair of labels");
}

}  // namespace
}  // namespace affect
