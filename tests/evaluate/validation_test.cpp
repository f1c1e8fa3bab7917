#include "affect/evaluate/validation.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "affect/measure/classification.h"
#include "affect/rng.h"

namespace affect::evaluate {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

const ValidationOptions kQuick{.bootstrap = {.resamples = 200, .seed = 1}, .permutations = 999};

/// code = 3 + 2 * engine + noise; group B's codes are lower by `shift`, though the engine says the same.
CodedValues bent_engine(std::size_t rows, double shift = 0, std::uint64_t seed = 1) {
  Rng rng(seed);
  CodedValues values;
  for (std::size_t i = 0; i < rows; ++i) {
    values.predicted.push_back(rng.normal());
    values.groups.push_back(i % 2 == 0 ? "A" : "B");
    values.codes.push_back(3 + 2 * values.predicted.back() + 0.3 * rng.normal() - (i % 2 == 0 ? 0 : shift));
  }
  return values;
}

const ValidationFigure& figure(const Validation& found, const std::string& name) {
  return *std::find_if(found.figures.begin(), found.figures.end(),
                       [&](const ValidationFigure& f) { return f.name == name; });
}

TEST(Validation, RecalibrationFindsTheLine) {
  const auto found = validate(bent_engine(200), kQuick);
  ASSERT_EQ(found.status, Status::given);
  EXPECT_GT(figure(found, "Pearson's r").value.value(), 0.95);
  EXPECT_LT(figure(found, "concordance (CCC)").value.value(), 0.5);
  EXPECT_NEAR(figure(found, "bias (engine - codes)").value.value(), -3, 0.3);
  ASSERT_EQ(found.recalibration->chosen, "line");
  EXPECT_NEAR(found.recalibration->line->slope, 2, 0.1);
  EXPECT_NEAR(found.recalibration->line->intercept, 3, 0.1);
  EXPECT_GT(found.recalibration->before.value(), 3);
  EXPECT_NEAR(found.recalibration->curves.front().after.value(), 0.3, 0.06);
  EXPECT_NEAR(found.recalibration->constant.value(), 2, 0.4);
}

TEST(Validation, AnEngineThatIsRightIsLeftAlone) {
  Rng rng(5);
  CodedValues values;
  for (int i = 0; i < 100; ++i) {
    values.codes.push_back(rng.normal());
    values.predicted.push_back(values.codes.back());
  }
  const auto found = validate(values, kQuick);
  EXPECT_EQ(found.recalibration->chosen, "");
  EXPECT_FALSE(found.recalibration->line.has_value());
  EXPECT_DOUBLE_EQ(found.recalibration->before.value(), 0);
  EXPECT_TRUE(found.groups.empty());
}

TEST(Validation, FindsTheGroupThatIsReadWrongly) {
  const auto found = validate(bent_engine(200, 1.5), kQuick);
  ASSERT_EQ(found.groups.size(), 2u);
  EXPECT_EQ(found.groups[0].rows, 100u);
  EXPECT_GT(*found.groups[1].bias.value, *found.groups[0].bias.value + 0.8);
  EXPECT_LT(found.groups[0].bias_p.value(), 0.01);
  EXPECT_EQ(found.groups[0].bias_p, found.groups[1].bias_p);
  ASSERT_TRUE(found.groups[0].bias.interval.has_value());
}

TEST(Validation, AlarmsOfGroupsAreRareWithoutADifference) {
  int alarms = 0;
  constexpr int kSets = 200;
  for (int set = 0; set < kSets; ++set) {
    Rng rng = Rng(9).split(static_cast<std::uint64_t>(set));
    CodedValues values;
    for (int i = 0; i < 120; ++i) {
      values.codes.push_back(rng.normal());
      values.predicted.push_back(0.5 * values.codes.back() + rng.normal());
      values.groups.push_back(std::string(1, "ABCD"[i % 4]));
    }
    const auto found = validate(values, {.bootstrap = {.resamples = 20, .seed = 1}, .permutations = 199});
    alarms += std::any_of(found.groups.begin(), found.groups.end(), [](const GroupError& group) {
      return std::min(group.bias_p.value(), group.error_p.value()) <= 0.05;
    });
  }
  EXPECT_LE(alarms, kSets * 8 / 100) << "any of eight tests, at 5 % for all together";
}

TEST(Validation, UnderTwentyRowsNothingIsSaid) {
  const auto found = validate(bent_engine(19), kQuick);
  EXPECT_EQ(found.status, Status::too_short);
  EXPECT_EQ(found.rows, 19u);
  EXPECT_TRUE(found.figures.empty());
  EXPECT_FALSE(found.recalibration.has_value());
  auto values = bent_engine(40);
  for (std::size_t i = 0; i < 21; ++i) values.predicted[i] = kNone;
  values.codes[39] = kNone;
  const auto silent = validate(values, kQuick);
  EXPECT_EQ(silent.status, Status::too_short);
  EXPECT_EQ(silent.not_given, 21u);
  EXPECT_EQ(silent.rows, 18u);
}

TEST(Validation, SmallGroupsAreTooShort) {
  auto values = bent_engine(100);
  for (std::size_t i = 0; i < 100; ++i) values.groups[i] = i < 10 ? "few" : i < 12 ? "" : "many";
  const auto found = validate(values, kQuick);
  ASSERT_EQ(found.groups.size(), 2u);
  EXPECT_EQ(found.groups[0].status, Status::too_short);
  EXPECT_FALSE(found.groups[0].bias.value.has_value());
  EXPECT_EQ(found.groups[1].rows, 88u);
  EXPECT_FALSE(found.groups[1].error_p.has_value()) << "nobody is left to compare with";
}

TEST(Validation, SharesHaveALogisticCurve) {
  Rng rng(3);
  CodedValues values{.kind = CodeKind::share};
  for (int i = 0; i < 300; ++i) {
    const double p = rng.uniform();
    values.codes.push_back(rng.uniform() < p ? 1 : 0);
    values.predicted.push_back(p * 0.2);  // the right order, far too low
  }
  const auto found = validate(values, kQuick);
  ASSERT_EQ(found.recalibration->chosen, "logistic");
  EXPECT_LT(found.recalibration->curves.front().after.value(), found.recalibration->before.value() - 0.05);
  EXPECT_FALSE(figure(found, "Cohen's kappa at 0.5").value.value() > 0) << "never above one half";
  EXPECT_NEAR(figure(found, "bias (engine - codes)").value.value(), -0.4, 0.05);
}

TEST(Validation, LabelsHaveAccuracyF1AndKappa) {
  Rng rng(3);
  CodedLabels labels{.labels = {"joy", "sadness", "neutral"}};
  for (int i = 0; i < 90; ++i) {
    labels.codes.push_back(i % 3);
    labels.predicted.push_back(i % 10 == 0 ? (i + 1) % 3 : i % 3);
    labels.groups.push_back(i < 45 ? "early" : "late");
  }
  labels.predicted[1] = measure::kMissingClass;
  const auto found = validate(labels, kQuick);
  EXPECT_EQ(found.rows, 89u);
  EXPECT_EQ(found.not_given, 1u);
  EXPECT_NEAR(figure(found, "accuracy").value.value(), 80.0 / 89, 1e-12);
  EXPECT_NEAR(figure(found, "Cohen's kappa").value.value(), 1 - (9.0 / 89) / (2.0 / 3), 0.01);
  EXPECT_FALSE(found.recalibration.has_value());
  ASSERT_EQ(found.groups.size(), 2u);
  EXPECT_NEAR(found.groups[0].error.value.value(), 5.0 / 44, 1e-12);
  EXPECT_FALSE(found.groups[0].bias.value.has_value());
}

TEST(Validation, PersonsGiveWiderIntervalsWhereTheyDiffer) {
  Rng rng(6);
  CodedValues values;
  std::vector<std::string> persons;
  for (int person = 0; person < 20; ++person) {
    const double level = rng.normal();
    for (int i = 0; i < 10; ++i) {
      values.codes.push_back(rng.normal());
      values.predicted.push_back(values.codes.back() + level + 0.1 * rng.normal());
      persons.push_back(std::to_string(person));
    }
  }
  const auto width = [](const Validation& found) {
    const auto& interval = figure(found, "bias (engine - codes)").interval.value();
    return interval.high - interval.low;
  };
  const double by_row = width(validate(values, kQuick));
  values.persons = persons;
  EXPECT_GT(width(validate(values, kQuick)), 2 * by_row);
}

TEST(EstimateMean, IsRightWhereTheEngineIsBiasedAndSilent) {
  int held = 0;
  constexpr int kSets = 400;
  for (int set = 0; set < kSets; ++set) {
    Rng rng = Rng(2).split(static_cast<std::uint64_t>(set));
    CodedValues values;
    std::vector<double> others;
    const auto draw = [&](double& code) {
      code = 0.2 + rng.normal();
      // Silent on one text in three, and on the sad ones more often.
      return rng.uniform() < (code < 0 ? 0.5 : 0.2) ? kNone : 0.6 * code + 1 + 0.3 * rng.normal();
    };
    for (int i = 0; i < 150; ++i) {
      double code = 0;
      values.predicted.push_back(draw(code));
      values.codes.push_back(code);
    }
    for (int i = 0; i < 600; ++i) {
      double unseen = 0;
      others.push_back(draw(unseen));
    }
    const auto found = estimate_mean(values, others, {});
    EXPECT_GT(found.stood_in, 100u);
    held += found.mean->corrected.low <= 0.2 && 0.2 <= found.mean->corrected.high;
    EXPECT_GT(found.mean->naive.low, 0.5);
  }
  EXPECT_GE(held, kSets * 92 / 100);
  EXPECT_LE(held, kSets * 98 / 100);
}

TEST(EstimateMean, NothingOfTheEngineIsNoEstimate) {
  const CodedValues values{.codes = std::vector<double>(30, 1.0), .predicted = std::vector<double>(30, kNone)};
  EXPECT_FALSE(estimate_mean(values, std::vector<double>(10, kNone), {}).mean.has_value());
  const CodedValues few{.codes = std::vector<double>(10, 1.0), .predicted = std::vector<double>(10, 0.5)};
  EXPECT_FALSE(estimate_mean(few, std::vector<double>(10, 0.1), {}).mean.has_value());
}

}  // namespace
}  // namespace affect::evaluate
