#include "affect/measure/kappa.h"

#include <gtest/gtest.h>

#include "measure/agreement_reference.h"
#include "measure/published_ratings.h"

namespace affect::measure {
namespace {

constexpr std::pair<const char*, Weights> kWeights[] = {
    {"identity", Weights::identity}, {"linear", Weights::linear}, {"quadratic", Weights::quadratic}};

void expect_corrected(const std::string& name, const Ratings& ratings, const char* weight, Weights weights) {
  SCOPED_TRACE(name + " " + weight);
  const auto expected = [&](const char* what) { return agreement_reference(name + "/" + what + "/" + weight); };
  EXPECT_NEAR(observed_agreement(ratings, weights).value(), expected("observed"), kAgreementTolerance);
  EXPECT_NEAR(fleiss_kappa(ratings, weights).value(), expected("fleiss"), kAgreementTolerance);
  EXPECT_NEAR(gwet_ac(ratings, weights).value(), expected("gwet"), kAgreementTolerance);
}

TEST(Kappa, FleissAndGwetEqualIrrcacWithMissingRatings) {
  for (const auto& [name, weights] : kWeights) {
    expect_corrected("small", small_ratings(), name, weights);
    expect_corrected("krippendorff", krippendorff_ratings(), name, weights);
  }
}

TEST(Kappa, CohenEqualsScikitLearn) {
  EXPECT_NEAR(cohen_kappa(small_ratings(), 0, 1).value(), agreement_reference("small/cohen/identity"),
              kAgreementTolerance);
  // The reference has one more unit, on which both say 5, so that its categories are 1 to 5 too.
  std::vector<double> cells(std::begin(kKrippendorffRatings), std::end(kKrippendorffRatings));
  cells.insert(cells.end(), {5, 5, kNaN, kNaN});
  const auto ratings = Ratings::of_numbers(4, cells);
  for (const auto& [name, weights] : kWeights) {
    EXPECT_NEAR(cohen_kappa(ratings, 0, 1, weights).value(),
                agreement_reference(std::string("krippendorff/cohen/") + name), kAgreementTolerance)
        << name;
  }
}

TEST(Kappa, EqualsOthersOnTheVotesOfEmotionLines) {
  AFFECT_NEEDS_DATA(path, "text/emotionlines-friends/friends_train.json");
  const auto votes = friends_votes();
  expect_corrected("friends", votes, "identity", Weights::identity);
  EXPECT_NEAR(fleiss_kappa(votes).value(), agreement_reference("friends/statsmodels/fleiss"), kAgreementTolerance);
}

TEST(Kappa, EqualsOthersOnAppraisals) {
  AFFECT_NEEDS_DATA(path, "text/enisear-appraisal/enISEAR_appraisal.tsv");
  auto names = kAppraisals;
  names.emplace_back("all");
  for (const auto& appraisal : names) {
    const auto votes = enisear_votes(appraisal);
    expect_corrected("enisear/" + appraisal, votes, "identity", Weights::identity);
    EXPECT_NEAR(light_kappa(votes).value(), agreement_reference("enisear/" + appraisal + "/light"), kAgreementTolerance)
        << appraisal;
  }
}

TEST(Kappa, IsLowWhereOneCategoryIsFrequentAndGwetsIsNot) {
  // 90 units both say 0, 5 each alone say 1: observed agreement 0.9.
  std::vector<int> cells(180, 0);
  for (int i = 0; i < 5; ++i) cells.insert(cells.end(), {0, 1, 1, 0});
  const auto ratings = Ratings::of_classes(2, cells, 2);
  EXPECT_DOUBLE_EQ(observed_agreement(ratings).value(), 0.9);
  EXPECT_NEAR(cohen_kappa(ratings, 0, 1).value(), (0.9 - 0.905) / (1 - 0.905), 1e-12);
  EXPECT_NEAR(gwet_ac(ratings).value(), (0.9 - 0.095) / (1 - 0.095), 1e-12);
}

TEST(Kappa, NotEstimableIsAbsent) {
  const auto empty = Ratings::of_classes(2, {}, 3);
  const auto constant = Ratings::of_classes(2, std::vector<int>(20, 1), 2);
  const auto apart = Ratings::of_classes(2, std::vector<int>{0, -1, -1, 1}, 2);
  for (const auto* ratings : {&empty, &apart}) {
    EXPECT_EQ(observed_agreement(*ratings), std::nullopt);
    EXPECT_EQ(cohen_kappa(*ratings, 0, 1), std::nullopt);
    EXPECT_EQ(light_kappa(*ratings), std::nullopt);
    EXPECT_EQ(fleiss_kappa(*ratings), std::nullopt);
    EXPECT_EQ(gwet_ac(*ratings), std::nullopt);
  }
  EXPECT_EQ(cohen_kappa(constant, 0, 1), std::nullopt);
  EXPECT_EQ(fleiss_kappa(constant), std::nullopt);
  EXPECT_DOUBLE_EQ(gwet_ac(constant).value(), 1);  // the other category was there to choose
  EXPECT_EQ(gwet_ac(Ratings::of_classes(2, std::vector<int>(20, 0), 1)), std::nullopt);
}

}  // namespace
}  // namespace affect::measure
