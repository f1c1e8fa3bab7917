#include "affect/measure/prediction_powered.h"

#include <gtest/gtest.h>

#include "measure/agreement_reference.h"
#include "measure/prediction_powered_simulation.h"

namespace affect::measure {
namespace {

std::vector<double> reference_column(const std::string& name) {
  std::vector<double> column;
  const std::string prefix = "ppi/" + name + "/";
  for (const auto& [key, value] : kAgreementReference) {
    if (key.starts_with(prefix)) column.push_back(value);
  }
  return column;
}

TEST(PredictionPowered, EqualsItsAuthorsProgram) {
  const auto codes = reference_column("y"), predicted = reference_column("f"), others = reference_column("unlabelled");
  ASSERT_EQ(codes.size(), 40u);
  ASSERT_EQ(others.size(), 200u);
  const auto mean = prediction_powered_mean(codes, predicted, others).value();
  EXPECT_NEAR(mean.corrected.low, agreement_reference("ppi/tuned/low"), kAgreementTolerance);
  EXPECT_NEAR(mean.corrected.high, agreement_reference("ppi/tuned/high"), kAgreementTolerance);
  EXPECT_NEAR(mean.classical.low, agreement_reference("ppi/classical/low"), kAgreementTolerance);
  EXPECT_NEAR(mean.classical.high, agreement_reference("ppi/classical/high"), kAgreementTolerance);
  EXPECT_GT(mean.power, 0.3);
}

TEST(PredictionPowered, IntervalsHoldTheTruthWhateverTheEngineDoes) {
  constexpr std::size_t kSets = 1000;  // results/measure/prediction_powered.json has four times as many
  for (const auto& engine : kSimulatedEngines) {
    for (const std::size_t coded : {100u, 200u, 300u}) {
      SCOPED_TRACE(std::string(engine.name) + " n=" + std::to_string(coded));
      const auto coverage = simulated_coverage(engine, coded, 1000, kSets, 17);
      EXPECT_GE(coverage.corrected, 0.925);
      EXPECT_LE(coverage.corrected, 0.975);
      EXPECT_GE(coverage.classical, 0.925);
      EXPECT_LE(coverage.classical, 0.975);
      if (engine.name != "unbiased") {
        EXPECT_LT(coverage.naive, 0.5);
      }
      if (engine.name == "useless") {
        EXPECT_NEAR(coverage.corrected_width / coverage.classical_width, 1, 0.02);
      } else {
        EXPECT_LT(coverage.corrected_width, 0.93 * coverage.classical_width);
      }
    }
  }
}

TEST(PredictionPowered, IntervalsHoldTheTruthWherePersonsWroteSeveralTexts) {
  for (const auto& engine : kSimulatedEngines) {
    if (engine.name.starts_with("share")) continue;  // a share has no level that moves it
    for (const std::size_t persons : {20u, 60u}) {
      SCOPED_TRACE(std::string(engine.name) + " persons=" + std::to_string(persons));
      const auto coverage = simulated_coverage(engine, 200, 500, 1000, 23, persons);
      EXPECT_GE(coverage.corrected, 0.925);
      EXPECT_LE(coverage.corrected, 0.975);
      EXPECT_GE(coverage.classical, 0.925);
      EXPECT_LE(coverage.classical, 0.975);
      EXPECT_LT(coverage.corrected_width, (engine.name == "useless" ? 1.02 : 0.97) * coverage.classical_width);
    }
  }
}

TEST(PredictionPowered, PersonsOfOneTextEachChangeLittle) {
  Rng rng(4);
  std::vector<double> codes, predicted, others;
  std::vector<std::size_t> coded_persons, other_persons;
  for (std::size_t i = 0; i < 300; ++i) {
    codes.push_back(rng.normal());
    predicted.push_back(codes.back() + rng.normal());
    coded_persons.push_back(i);
  }
  for (std::size_t i = 0; i < 600; ++i) {
    others.push_back(1.4 * rng.normal());
    other_persons.push_back(300 + i);
  }
  const auto rows = prediction_powered_mean(codes, predicted, others).value();
  const auto persons = prediction_powered_mean(codes, predicted, others, {coded_persons, other_persons}).value();
  EXPECT_NEAR(persons.power, rows.power, 0.03);
  EXPECT_NEAR(persons.corrected.estimate, rows.corrected.estimate, 0.01);
  EXPECT_NEAR(persons.corrected.high - persons.corrected.low, rows.corrected.high - rows.corrected.low, 0.01);
  EXPECT_FALSE(prediction_powered_mean(codes, predicted, others, {std::vector<std::size_t>(300, 0), other_persons}));
}

TEST(PredictionPowered, TooFewCodesAreAbsent) {
  const std::vector<double> few(kMinimumCodes - 1, 0.5), enough(kMinimumCodes, 0.5), others(50, 0.2);
  EXPECT_FALSE(prediction_powered_mean(few, few, others).has_value());
  EXPECT_FALSE(prediction_powered_mean(enough, enough, {}).has_value());
  const auto constant = prediction_powered_mean(enough, enough, std::vector<double>(50, 0.5)).value();
  EXPECT_EQ(constant.power, 0);
  EXPECT_EQ(constant.corrected, (Interval{0.5, 0.5, 0.5}));
}

}  // namespace
}  // namespace affect::measure
