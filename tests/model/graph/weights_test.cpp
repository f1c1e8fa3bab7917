#include "affect/model/graph/weights.h"

#include <cmath>

#include <gtest/gtest.h>

#include "affect/error.h"
#include "affect/rng.h"

namespace affect::model {
namespace {

std::shared_ptr<const Safetensors> weights_file(const std::string& bytes, const char* name = "made") {
  return Safetensors::of(std::as_bytes(std::span(bytes)), name);
}

TEST(WeightsIn8Bits, AreWithinHalfAStepOfTheirRow) {
  Rng rng(5);
  std::vector<float> values(6 * 40);
  for (std::size_t i = 0; i < values.size(); ++i) {
    // A row of zeros, and rows of sizes that differ by far.
    values[i] = i / 40 == 2 ? 0 : static_cast<float>(rng.normal() * std::pow(10.0, static_cast<double>(i / 40) - 3));
  }
  SafetensorsWriter writer;
  add_in_8_bits(writer, "w", values, {6, 40});
  const std::string bytes = writer.bytes();
  const SafetensorsWeights weights(weights_file(bytes));
  const Weight found = weights.find("w").value();
  ASSERT_EQ(found.shape, (std::vector<std::size_t>{6, 40}));
  for (std::size_t row = 0; row < 6; ++row) {
    float largest = 0;
    for (std::size_t i = 0; i < 40; ++i) largest = std::max(largest, std::abs(values[row * 40 + i]));
    for (std::size_t i = 0; i < 40; ++i)
      EXPECT_NEAR(found.values[row * 40 + i], values[row * 40 + i], largest / 127 * 0.5001) << row << " " << i;
  }
}

TEST(WeightsIn8Bits, NeedAScaleARow) {
  const std::vector<std::int8_t> bytes(6, 1);
  const std::vector<float> scales(2, 1.0F);
  SafetensorsWriter writer;
  writer.add("bare", bytes, {3, 2});
  writer.add("short", bytes, {3, 2});
  writer.add("short:scale", scales, {2});
  const std::string file = writer.bytes();
  const SafetensorsWeights weights(weights_file(file));
  EXPECT_THROW(weights.find("bare"), ModelError);
  EXPECT_THROW(weights.find("short"), ModelError);
}

TEST(StackedWeights, TakeTheFirstThatHasAnArray) {
  const std::vector<float> ones(2, 1.0F), twos(2, 2.0F);
  SafetensorsWriter above, below;
  above.add("both", ones, {2});
  below.add("both", twos, {2});
  below.add("one", twos, {2});
  const std::string first = above.bytes(), second = below.bytes();
  const StackedWeights stacked({std::make_shared<SafetensorsWeights>(weights_file(first, "first")),
                                std::make_shared<SafetensorsWeights>(weights_file(second, "second"))});
  EXPECT_EQ(stacked.find("both")->values[0], 1);
  EXPECT_EQ(stacked.find("one")->values[0], 2);
  EXPECT_FALSE(stacked.find("none"));
  EXPECT_EQ(stacked.source(), "first, second");
  EXPECT_EQ(stacked.fingerprint(), "") << "bytes in memory have none";
}

}  // namespace
}  // namespace affect::model
