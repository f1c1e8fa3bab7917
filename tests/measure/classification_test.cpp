#include "affect/measure/classification.h"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "measure/reference.h"
#include "support/data.h"

namespace affect::measure {
namespace {

void expect_reference(const std::string& name, const ConfusionMatrix& matrix) {
  SCOPED_TRACE(name);
  const auto expected = [&](const std::string& measure) { return reference(name + "/" + measure); };
  const auto counts = matrix.counts();
  const auto without_0 = std::span(counts).subspan(1);
  EXPECT_EQ(static_cast<double>(matrix.rows()), expected("rows"));
  EXPECT_NEAR(accuracy(matrix).value(), expected("accuracy"), kTolerance);
  EXPECT_NEAR(unweighted_average_recall(counts).value(), expected("unweighted_average_recall"), kTolerance);
  EXPECT_NEAR(macro_f1(counts).value(), expected("macro_f1"), kTolerance);
  EXPECT_NEAR(macro_f1(counts, AbsentClass::zero).value(), expected("macro_f1/every_class"), kTolerance);
  EXPECT_NEAR(macro_f1(without_0, AbsentClass::zero).value(), expected("macro_f1/without_0"), kTolerance);
  EXPECT_NEAR(micro_f1(counts).value(), expected("micro_f1"), kTolerance);
  EXPECT_NEAR(micro_f1(without_0).value(), expected("micro_f1/without_0"), kTolerance);
  EXPECT_NEAR(weighted_f1(counts).value(), expected("weighted_f1"), kTolerance);
  EXPECT_NEAR(weighted_f1(without_0).value(), expected("weighted_f1/without_0"), kTolerance);
  for (std::size_t c = 0; c < matrix.classes(); ++c) {
    EXPECT_NEAR(precision(counts[c]), expected(fmt::format("precision/{}", c)), kTolerance) << c;
    EXPECT_NEAR(recall(counts[c]), expected(fmt::format("recall/{}", c)), kTolerance) << c;
    EXPECT_NEAR(f1(counts[c]), expected(fmt::format("f1/{}", c)), kTolerance) << c;
    EXPECT_EQ(static_cast<double>(counts[c].support()), expected(fmt::format("support/{}", c))) << c;
    for (std::size_t p = 0; p < matrix.classes(); ++p)
      EXPECT_EQ(static_cast<double>(matrix.count(c, p)), expected(fmt::format("count/{}/{}", c, p)));
  }
}

TEST(Classification, EqualsScikitLearnWithAbsentClassesAndMissingRows) {
  const ConfusionMatrix matrix(kSmallTruth, kSmallPredicted, kSmallClasses);
  EXPECT_EQ(matrix.masked(), std::size(kSmallTruth) - matrix.rows());
  EXPECT_GT(matrix.masked(), 0u);
  expect_reference("small_classes", matrix);
}

// The text between the last two quotes of a line such as `"emotion": "joy",`.
std::string last_string(const std::string& line) {
  const auto end = line.rfind('"');
  const auto begin = line.rfind('"', end - 1);
  return line.substr(begin + 1, end - begin - 1);
}

TEST(Classification, EqualsScikitLearnOnVotesOfEmotionLines) {
  AFFECT_NEEDS_DATA(path, "text/emotionlines-friends/friends_test.json");
  const std::vector<std::string> emotions = {"neutral", "joy",      "sadness", "fear",
                                             "anger",   "surprise", "disgust", "non-neutral"};
  ConfusionMatrix matrix(emotions.size());
  std::ifstream file(path);
  std::string line, emotion;
  // The file has one key a line, and `emotion` stands before `annotation`.
  while (std::getline(file, line)) {
    if (line.find("\"emotion\": ") != line.npos) emotion = last_string(line);
    if (line.find("\"annotation\": ") == line.npos) continue;
    const auto truth = std::find(emotions.begin(), emotions.end(), emotion) - emotions.begin();
    const std::string votes = last_string(line);
    for (std::size_t vote = 0; vote < votes.size(); ++vote)
      for (char times = '0'; times < votes[vote]; ++times) matrix.add(static_cast<int>(truth), static_cast<int>(vote));
  }
  expect_reference("friends", matrix);
}

TEST(Classification, NothingToAverageIsAbsentAndNotZero) {
  const ConfusionMatrix empty(3);
  EXPECT_EQ(accuracy(empty), std::nullopt);
  EXPECT_EQ(macro_f1(empty.counts()), std::nullopt);
  EXPECT_EQ(macro_f1(empty.counts(), AbsentClass::zero), std::nullopt);
  EXPECT_EQ(micro_f1(empty.counts()), std::nullopt);
  EXPECT_EQ(weighted_f1(empty.counts()), std::nullopt);
  EXPECT_EQ(unweighted_average_recall(empty.counts()), std::nullopt);
  const std::vector<int> truth = {kMissingClass, 1}, predicted = {0, kMissingClass};
  EXPECT_EQ(accuracy(ConfusionMatrix(truth, predicted, 2)), std::nullopt);
}

TEST(Classification, AClassThatIsOnlyPredictedWronglyCountsAsZero) {
  const std::vector<int> truth = {0, 0, 0}, predicted = {0, 0, 1};
  const ConfusionMatrix matrix(truth, predicted, 4);
  const auto counts = matrix.counts();
  EXPECT_DOUBLE_EQ(macro_f1(counts).value(), (0.8 + 0) / 2);
  EXPECT_DOUBLE_EQ(macro_f1(counts, AbsentClass::zero).value(), 0.8 / 4);
  EXPECT_DOUBLE_EQ(unweighted_average_recall(counts).value(), 2.0 / 3.0);
  EXPECT_EQ(counts[1], (ClassCounts{0, 1, 0}));
}

#ifndef NDEBUG
TEST(ClassificationDeathTest, MistakesOfProgrammersAreAsserted) {
  const std::vector<int> two = {0, 1}, one = {0};
  EXPECT_DEATH(ConfusionMatrix(two, one, 2), "size");
  EXPECT_DEATH(ConfusionMatrix(two, two, 1), "classes_");
  EXPECT_DEATH(ConfusionMatrix(2).add(-2, 0), "classes_");
}
#endif

}  // namespace
}  // namespace affect::measure
