#include "affect/learn/linear/feature_rows.h"

#include <cmath>
#include <map>
#include <string>

#include <gtest/gtest.h>

namespace affect::learn::linear {
namespace {

constexpr unsigned kBits = 16;

std::uint32_t bucket_of_word(std::string_view word) {
  perceive::text::Ngrams ngrams;
  ngrams.read(word);
  return ngrams.words()[0] >> (32 - kBits);
}

// ln((1 + 4) / (1 + texts with it)) + 1, in sixteenths.
TEST(BucketFrequenciesTest, ByHand) {
  BucketFrequencies frequencies(kBits);
  for (const auto text : {"alpha beta", "alpha alpha alpha", "alpha gamma", "alpha"}) frequencies.count(text);
  const auto steps = frequencies.steps();
  ASSERT_EQ(steps.size(), std::size_t{1} << kBits);
  EXPECT_EQ(steps[bucket_of_word("alpha")], 16) << "in each text: 1";
  EXPECT_EQ(steps[bucket_of_word("beta")], std::lround(16 * (std::log(5.0 / 2) + 1)));
  EXPECT_EQ(steps[bucket_of_word("delta")], 0) << "in no text";
}

TEST(FeatureRowsTest, EachOccurrenceWeighsItsFrequencyOverTheLengthOfItsBlock) {
  BucketFrequencies frequencies(kBits);
  for (const auto text : {"one two three", "two three four", "three four five"}) frequencies.count(text);
  const auto steps = frequencies.steps();
  FeatureRows rows(steps, 2);
  const double dense[]{0.5, 0};
  const std::string text = "two two four unheard";
  rows.add(text, dense);
  rows.add("unheard", dense);
  std::map<std::uint32_t, double> expected;
  perceive::text::Ngrams ngrams;
  ngrams.read(text);
  for (const auto hashes : {ngrams.words(), ngrams.characters()}) {
    double squares = 0;
    for (const std::uint32_t hash : hashes) squares += std::pow(steps[hash >> (32 - kBits)] / 16.0, 2);
    for (const std::uint32_t hash : hashes) {
      const auto bucket = hash >> (32 - kBits);
      if (steps[bucket] > 0) expected[bucket] += steps[bucket] / 16.0 / std::sqrt(squares);
    }
  }
  expected[static_cast<std::uint32_t>(rows.buckets())] = 0.5;
  const auto row = rows.row(0);
  ASSERT_EQ(row.size(), expected.size());
  auto at = expected.begin();
  for (const auto& entry : row) {
    EXPECT_EQ(entry.column, at->first) << "in order";
    EXPECT_NEAR(static_cast<double>(entry.value), at->second, 1e-6);
    ++at;
  }
  EXPECT_EQ(rows.tokens(0), 4u);
  EXPECT_EQ(rows.tokens(1), 1u);
  EXPECT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows.columns(), rows.buckets() + 2);
}

TEST(FeatureRowsTest, ARowDoesNotDependOnTheOthers) {
  BucketFrequencies frequencies(kBits);
  for (const auto text : {"one two three", "two three four"}) frequencies.count(text);
  FeatureRows many(frequencies.steps(), 0), alone(frequencies.steps(), 0);
  for (const auto text : {"two", "three one one", "", "four two"}) many.add(text, {});
  alone.add("four two", {});
  ASSERT_EQ(many.row(3).size(), alone.row(0).size());
  for (std::size_t i = 0; i < alone.row(0).size(); ++i) {
    EXPECT_EQ(many.row(3)[i].column, alone.row(0)[i].column);
    EXPECT_EQ(many.row(3)[i].value, alone.row(0)[i].value);
  }
  EXPECT_TRUE(many.row(2).empty());
}

// "bad" is denied: it and its letters count as often as is said; "not" and the pair "not bad" count once.
TEST(FeatureRowsTest, NegatedWordsCountAsOftenAsIsSaid) {
  BucketFrequencies frequencies(kBits);
  for (const auto text : {"not bad", "bad", "good"}) frequencies.count(text);
  FeatureRows plain(frequencies.steps(), 0), none(frequencies.steps(), 0, 0), turned(frequencies.steps(), 0, -0.5);
  for (FeatureRows* rows : {&plain, &none, &turned}) rows->add("not bad", {});
  const auto value = [](const FeatureRows& rows, std::uint32_t bucket) {
    for (const auto& entry : rows.row(0)) {
      if (entry.column == bucket) return static_cast<double>(entry.value);
    }
    return 0.0;
  };
  const auto bad = bucket_of_word("bad"), negator = bucket_of_word("not");
  ASSERT_GT(value(plain, bad), 0);
  EXPECT_NEAR(value(none, bad), 0, 1e-7);
  EXPECT_NEAR(value(turned, bad), -0.5 * value(plain, bad), 1e-6);
  EXPECT_EQ(value(none, negator), value(plain, negator));
  perceive::text::Ngrams ngrams;
  ngrams.read("not bad");
  const auto pair = ngrams.words()[2] >> (32 - kBits);
  EXPECT_EQ(value(turned, pair), value(plain, pair));
}

TEST(LinearSolutionTest, ScoresARow) {
  const LinearSolution solution{.weights = {1, -2, 0.5F}, .bias = 0.25};
  const FeatureRows::Entry row[]{{0, 2}, {2, 4}};
  EXPECT_EQ(solution.score(row), 4.25);
  EXPECT_EQ(solution.score({}), 0.25);
}

}  // namespace
}  // namespace affect::learn::linear
