#include "affect/measure/krippendorff.h"

#include <gtest/gtest.h>

#include "affect/measure/bootstrap.h"
#include "affect/rng.h"
#include "measure/agreement_reference.h"
#include "measure/published_ratings.h"

namespace affect::measure {
namespace {

constexpr Level kLevels[] = {Level::nominal, Level::ordinal, Level::interval, Level::ratio};

void expect_alpha(const std::string& name, const Ratings& ratings, Level level) {
  SCOPED_TRACE(name + " " + std::string(to_string(level)));
  EXPECT_NEAR(krippendorff_alpha(ratings, level).value(),
              agreement_reference(name + "/alpha/" + std::string(to_string(level))), kAgreementTolerance);
}

TEST(Krippendorff, EqualsThePublishedExample) {
  const auto ratings = krippendorff_ratings();
  // Krippendorff (2011), to the digits that are printed there.
  EXPECT_NEAR(krippendorff_alpha(ratings, Level::nominal).value(), 0.743, 5e-4);
  EXPECT_NEAR(krippendorff_alpha(ratings, Level::ordinal).value(), 0.815, 5e-4);
  EXPECT_NEAR(krippendorff_alpha(ratings, Level::interval).value(), 0.849, 5e-4);
  EXPECT_NEAR(krippendorff_alpha(ratings, Level::ratio).value(), 0.797, 5e-4);
  EXPECT_EQ(ratings.pairable(), 40u);
}

TEST(Krippendorff, EqualsTheReferenceAtEveryLevel) {
  for (const Level level : kLevels) {
    expect_alpha("krippendorff", krippendorff_ratings(), level);
    expect_alpha("small", small_ratings(), level);
  }
}

TEST(Krippendorff, EqualsTheReferenceOnTheVotesOfEmotionLines) {
  AFFECT_NEEDS_DATA(path, "text/emotionlines-friends/friends_train.json");
  const auto votes = friends_votes();
  EXPECT_EQ(static_cast<double>(votes.units()), agreement_reference("friends/units"));
  expect_alpha("friends", votes, Level::nominal);
}

TEST(Krippendorff, EqualsTheReferenceOnAppraisals) {
  AFFECT_NEEDS_DATA(path, "text/enisear-appraisal/enISEAR_appraisal.tsv");
  for (const auto& appraisal : kAppraisals) {
    expect_alpha("enisear/" + appraisal, enisear_votes(appraisal), Level::nominal);
  }
  expect_alpha("enisear/all", enisear_votes("all"), Level::nominal);
}

TEST(Krippendorff, EqualsTheReferenceOnReaderAndWriter) {
  AFFECT_NEEDS_DATA(path, "text/emobank/reader.csv");
  for (std::size_t column = 1; column <= 3; ++column) {
    const std::string name = std::string("emobank/") + "VAD"[column - 1];
    const auto ratings = emobank_ratings(column);
    EXPECT_EQ(static_cast<double>(ratings.units()), agreement_reference(name + "/units"));
    for (const Level level : {Level::ordinal, Level::interval, Level::ratio}) expect_alpha(name, ratings, level);
  }
}

TEST(Krippendorff, NotEstimableIsAbsent) {
  for (const Level level : kLevels) {
    EXPECT_EQ(krippendorff_alpha(Ratings::of_numbers(0, {}), level), std::nullopt);
    EXPECT_EQ(krippendorff_alpha(Ratings::of_numbers(2, std::vector<double>(8, kNaN)), level), std::nullopt);
    EXPECT_EQ(krippendorff_alpha(Ratings::of_numbers(2, std::vector<double>(8, 3)), level), std::nullopt);
    EXPECT_EQ(krippendorff_alpha(Ratings::of_numbers(1, std::vector<double>{1, 2, 3}), level), std::nullopt);
    EXPECT_EQ(krippendorff_alpha(Ratings::of_numbers(2, std::vector<double>{1, kNaN, kNaN, 2}), level), std::nullopt);
  }
}

TEST(Krippendorff, IsOneWhereAllAgreeAndBelowZeroWhereTheyOppose) {
  for (const Level level : kLevels) {
    EXPECT_DOUBLE_EQ(krippendorff_alpha(Ratings::of_numbers(2, std::vector<double>{1, 1, 2, 2, 5, 5}), level).value(),
                     1);
    EXPECT_LT(krippendorff_alpha(Ratings::of_numbers(2, std::vector<double>{1, 5, 5, 1, 1, 5}), level).value(), 0);
  }
}

TEST(Krippendorff, IntervalDoesNotDependOnTheScaleAndOrdinalOnlyOnOrder) {
  std::vector<double> cells(std::begin(kSmallRatings), std::end(kSmallRatings)), scaled = cells, bent = cells;
  for (double& value : scaled) value = 1e6 + 3 * value;
  for (double& value : bent) value = value * value * value;
  EXPECT_NEAR(krippendorff_alpha(Ratings::of_numbers(3, scaled), Level::interval).value(),
              agreement_reference("small/alpha/interval"), kAgreementTolerance);
  EXPECT_NEAR(krippendorff_alpha(Ratings::of_numbers(3, bent), Level::ordinal).value(),
              agreement_reference("small/alpha/ordinal"), kAgreementTolerance);
}

TEST(Krippendorff, BootstrapOverUnitsHoldsTheTruth) {
  // Two raters who both see a normal truth with noise: interval alpha is 1 / (1 + noise variance).
  constexpr double kNoise = 0.7;
  constexpr int kSets = 300;
  int held = 0;
  for (int set = 0; set < kSets; ++set) {
    Rng rng = Rng(5).split(static_cast<std::uint64_t>(set));
    std::vector<double> cells;
    for (int unit = 0; unit < 80; ++unit) {
      const double truth = rng.normal();
      for (int rater = 0; rater < 3; ++rater) cells.push_back(truth + kNoise * rng.normal());
    }
    const auto ratings = Ratings::of_numbers(3, cells);
    const auto alpha = [&](std::span<const std::size_t> units) {
      return krippendorff_alpha(ratings.take(units), Level::interval);
    };
    const auto interval = bootstrap(Groups::each_row(ratings.units()), alpha, {.resamples = 200, .seed = 2}).value();
    const double truth = 1 / (1 + kNoise * kNoise);
    held += interval.low <= truth && truth <= interval.high;
  }
  EXPECT_GE(held, kSets * 90 / 100);
  EXPECT_LE(held, kSets * 98 / 100);
}

}  // namespace
}  // namespace affect::measure
