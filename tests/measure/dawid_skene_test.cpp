#include "affect/measure/dawid_skene.h"

#include <cmath>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "affect/rng.h"
#include "measure/agreement_reference.h"
#include "measure/published_ratings.h"

namespace affect::measure {
namespace {

TEST(DawidSkene, EqualsCrowdKitOnAppraisals) {
  AFFECT_NEEDS_DATA(path, "text/enisear-appraisal/enISEAR_appraisal.tsv");
  const std::string name = "enisear/Attention/dawid_skene/";
  const auto iterations = static_cast<std::size_t>(agreement_reference(name + "iterations"));
  const auto model =
      dawid_skene(enisear_votes("Attention"), {.iterations = iterations, .tolerance = -INFINITY}).value();
  EXPECT_EQ(model.iterations, iterations);
  for (const std::size_t unit : {0u, 1u, 2u, 50u, 999u}) {
    EXPECT_NEAR(model.shares(unit)[1], agreement_reference(fmt::format("{}posterior/{}", name, unit)),
                kAgreementTolerance);
  }
  // Theirs are one step further, which after so many changes nothing.
  constexpr double kOneStep = 1e-7;
  for (const std::size_t truth : {0u, 1u}) {
    EXPECT_NEAR(model.prior[truth], agreement_reference(fmt::format("{}prior/{}", name, truth)), kOneStep);
    for (std::size_t rater = 0; rater < 3; ++rater) {
      EXPECT_NEAR(model.confusion(rater, truth, 1),
                  agreement_reference(fmt::format("{}confusion/{}/{}/1", name, rater, truth)), kOneStep);
    }
  }
}

/// Rater 0 says the truth, 1 and 2 turn it round in a third of the units.
TEST(DawidSkene, FindsWhoIsRight) {
  Rng rng(4);
  std::vector<int> cells, truth;
  for (int unit = 0; unit < 600; ++unit) {
    const int label = rng.uniform() < 0.3 ? 1 : 0;
    truth.push_back(label);
    cells.push_back(label);
    for (int rater = 0; rater < 3; ++rater) cells.push_back(rng.uniform() < 1.0 / 3 ? 1 - label : label);
  }
  const auto ratings = Ratings::of_classes(4, cells, 2);
  const auto model = dawid_skene(ratings).value();
  EXPECT_TRUE(model.converged);
  int right = 0, majority_right = 0;
  for (std::size_t unit = 0; unit < truth.size(); ++unit) {
    right += model.label(unit) == truth[unit];
    int ones = 0;
    for (const int cell : ratings.unit(unit)) ones += cell;
    majority_right += ones == 2 ? 0 : (ones > 2) == (truth[unit] == 1);
  }
  EXPECT_GT(right, 590);
  EXPECT_LT(majority_right, 520);
  EXPECT_GT(model.accuracy(0), 0.97);
  EXPECT_NEAR(model.accuracy(1), 2.0 / 3, 0.06);
  EXPECT_NEAR(model.prior[1], 0.3, 0.06);
}

TEST(DawidSkene, LikelihoodNeverFallsAndSharesSumToOne) {
  const auto ratings = small_ratings();
  double before = -INFINITY;
  for (std::size_t iterations = 1; iterations < 20; ++iterations) {
    const auto model = dawid_skene(ratings, {.iterations = iterations, .tolerance = -INFINITY}).value();
    EXPECT_GE(model.log_likelihood, before - 1e-9);
    before = model.log_likelihood;
    for (std::size_t unit = 0; unit < ratings.units(); ++unit) {
      double sum = 0;
      for (const double share : model.shares(unit)) sum += share;
      EXPECT_NEAR(sum, 1, 1e-12);
    }
  }
}

TEST(DawidSkene, AUnitThatNobodyRatedHasThePriorAndNothingIsAbsent) {
  const auto model = dawid_skene(Ratings::of_classes(2, std::vector<int>{0, 0, 1, 1, 0, 0, -1, -1}, 3)).value();
  EXPECT_NEAR(model.shares(3)[0], 2.0 / 3, 1e-12);
  EXPECT_EQ(model.shares(3)[2], 0);
  EXPECT_TRUE(std::isnan(model.confusion(0, 2, 0)));
  EXPECT_NEAR(model.accuracy(0), 1, 1e-12);
  EXPECT_FALSE(dawid_skene(Ratings::of_classes(2, std::vector<int>{-1, -1}, 3)).has_value());
  EXPECT_FALSE(dawid_skene(Ratings::of_numbers(0, {})).has_value());
}

}  // namespace
}  // namespace affect::measure
