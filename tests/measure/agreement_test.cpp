#include "affect/measure/agreement.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "measure/agreement_reference.h"
#include "measure/published_ratings.h"

namespace affect::measure {
namespace {

const BootstrapOptions kFew{.resamples = 200, .seed = 3};

std::vector<std::string> names(const Agreement& found) {
  std::vector<std::string> names;
  for (const Coefficient& c : found.coefficients) names.push_back(c.name);
  return names;
}

TEST(Agreement, GivesWhatTheLevelAllows) {
  const auto ratings = small_ratings();
  const auto groups = Groups::each_row(ratings.units());
  const auto of = [&](Level level, bool interchangeable = false) {
    return names(agreement(ratings, groups, {level, interchangeable, kFew}));
  };
  EXPECT_EQ(of(Level::nominal), (std::vector<std::string>{"observed agreement", "Krippendorff's alpha (nominal)",
                                                          "Light's kappa", "Fleiss' kappa", "Gwet's AC1"}));
  EXPECT_EQ(of(Level::nominal, true), (std::vector<std::string>{"observed agreement", "Krippendorff's alpha (nominal)",
                                                                "Fleiss' kappa", "Gwet's AC1"}));
  EXPECT_EQ(of(Level::interval), (std::vector<std::string>{"Krippendorff's alpha (interval)", "ICC(1,1)", "ICC(1,k)",
                                                           "ICC(2,1)", "ICC(2,k)", "ICC(3,1)", "ICC(3,k)"}));
  EXPECT_EQ(of(Level::ratio, true), (std::vector<std::string>{"Krippendorff's alpha (ratio)", "ICC(1,1)", "ICC(1,k)"}));
}

TEST(Agreement, ValuesAreTheirFunctionsAndLieInTheirIntervals) {
  const auto ratings = small_ratings();
  const auto found = agreement(ratings, Groups::each_row(ratings.units()), {Level::nominal, false, kFew});
  EXPECT_NEAR(found.value("Krippendorff's alpha").value(), agreement_reference("small/alpha/nominal"),
              kAgreementTolerance);
  EXPECT_NEAR(found.value("Fleiss' kappa").value(), agreement_reference("small/fleiss/identity"), kAgreementTolerance);
  EXPECT_FALSE(found.value("ICC").has_value());
  for (const Coefficient& c : found.coefficients) {
    ASSERT_TRUE(c.interval.has_value()) << c.name;
    EXPECT_LT(c.interval->low, *c.value) << c.name;
    EXPECT_GT(c.interval->high, *c.value) << c.name;
    EXPECT_EQ(c.units, ratings.pairable_units());
    EXPECT_EQ(c.values, ratings.pairable());
  }
}

TEST(Agreement, WholeDialoguesGiveWiderIntervalsThanTheirLines) {
  // In each dialogue both raters agree always or never.
  std::vector<int> cells;
  std::vector<int> dialogue;
  for (int d = 0; d < 20; ++d) {
    for (int line = 0; line < 10; ++line) {
      cells.insert(cells.end(), {line % 2, d % 2 == 0 ? line % 2 : 1 - line % 2});
      dialogue.push_back(d);
    }
  }
  const auto ratings = Ratings::of_classes(2, cells, 2);
  const auto width = [&](const Groups& groups) {
    const auto found = agreement(ratings, groups, {Level::nominal, false, kFew});
    return found.coefficients.front().interval->high - found.coefficients.front().interval->low;
  };
  EXPECT_GT(width(Groups::by(dialogue)), 2 * width(Groups::each_row(200)));
}

TEST(Agreement, WhatCannotBeEstimatedSaysWhy) {
  const auto constant = Ratings::of_classes(2, std::vector<int>(20, 0), 2);
  const auto alone = Ratings::of_classes(2, std::vector<int>{0, -1, -1, 1}, 2);
  const auto few = Ratings::of_classes(2, std::vector<int>{0, 0, 1, 1, 0, 1}, 2);
  const auto alpha = [](const Ratings& ratings) {
    return agreement(ratings, Groups::each_row(ratings.units()), {Level::nominal, false, kFew}).coefficients.at(1);
  };
  EXPECT_EQ(alpha(constant).status, Status::not_estimable);
  EXPECT_FALSE(alpha(constant).value.has_value());
  EXPECT_EQ(alpha(alone).status, Status::too_short);
  EXPECT_TRUE(alpha(few).value.has_value());
  EXPECT_EQ(alpha(few).interval_status, Status::too_short);
  EXPECT_FALSE(alpha(few).interval.has_value());
}

TEST(Agreement, KnowsTheMostFrequentCategory) {
  const auto ratings = Ratings::of_classes(2, std::vector<int>{2, 2, 2, 1, 0, -1}, 3);
  const auto found = agreement(ratings, Groups::each_row(3), {Level::nominal, false, kFew});
  EXPECT_EQ(found.largest, 2);
  EXPECT_DOUBLE_EQ(found.largest_share, 0.6);
}

TEST(UnitDisagreement, GrowsWithWhatTheLevelCounts) {
  const auto ratings = Ratings::of_numbers(3, std::vector<double>{1, 1, 1, 1, 1, 2, 1, 1, 9, 1, 2, 9, 5, kNaN, kNaN});
  const auto nominal = unit_disagreement(ratings, Level::nominal);
  const auto interval = unit_disagreement(ratings, Level::interval);
  EXPECT_DOUBLE_EQ(nominal[0].value(), 0);
  EXPECT_DOUBLE_EQ(nominal[1].value(), nominal[2].value());
  EXPECT_DOUBLE_EQ(nominal[3].value(), 1);
  EXPECT_LT(interval[1].value(), interval[2].value());
  EXPECT_FALSE(nominal[4].has_value());
  const auto ordinal = unit_disagreement(ratings, Level::ordinal);
  EXPECT_GT(ordinal[2].value(), ordinal[1].value());
}

TEST(Agreement, OfEmotionLinesIsThatOfOthers) {
  AFFECT_NEEDS_DATA(path, "text/emotionlines-friends/friends_train.json");
  const auto votes = friends_votes();
  EXPECT_EQ(votes.units(), 14503u);
  const auto found =
      agreement(votes, Groups::each_row(votes.units()), {Level::nominal, true, {.resamples = 100, .seed = 1}});
  const Coefficient& fleiss = found.coefficients.at(2);
  EXPECT_NEAR(*fleiss.value, agreement_reference("friends/statsmodels/fleiss"), kAgreementTolerance);
  EXPECT_LT(fleiss.interval->high - fleiss.interval->low, 0.02);
}

}  // namespace
}  // namespace affect::measure
