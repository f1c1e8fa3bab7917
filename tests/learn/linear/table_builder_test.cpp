// What is trained in floats and what the program scores with bytes: the same within the rounding of a weight.
#include "affect/learn/linear/table_builder.h"

#include <cmath>

#include <gtest/gtest.h>

#include "affect/perceive/text/emotion_model.h"
#include "affect/rng.h"

namespace affect::learn::linear {
namespace {

constexpr unsigned kTableBits = 12;

/// Each known feature is off by half a step at most, and divided by its block's norm.
double steps_off(std::string_view text, const std::vector<std::uint8_t>& steps) {
  perceive::text::Ngrams ngrams;
  ngrams.read(text);
  double off = 0;
  for (const auto hashes : {ngrams.words(), ngrams.characters()}) {
    double squares = 0, known = 0;
    for (const std::uint32_t hash : hashes) {
      const double frequency = steps[hash >> (32 - kTableBits)] / 16.0;
      squares += frequency * frequency;
      known += frequency > 0;
    }
    if (known > 0) off += known / std::sqrt(squares) / 2;
  }
  return off;
}

TEST(TableBuilderTest, ScoresAreThoseOfTheSolutionWithinQuantisation) {
  const std::vector<std::string> texts{
      "The train was late again, and nobody told us why!",
      "I can't believe how kind everybody was.",
      "We painted the kitchen yellow over the weekend.",
      "nobody was kind, the kitchen was late",
      "x",
      "Something else entirely: zebras, quartz & jazz.",
      "मैं खुश हूँ 😀 ሰላም",
      "",
  };
  BucketFrequencies frequencies(kTableBits);
  for (std::size_t i = 0; i < 4; ++i) frequencies.count(texts[i]);
  const auto steps = frequencies.steps();
  FeatureRows rows(steps, 0);
  for (const std::string& text : texts) rows.add(text, {});

  Rng rng(12);
  TableBuilder table("xx", steps);
  const std::vector<std::string> names{"ekman:joy", "intensity:joy", "expressed:valence"};
  for (const std::string& name : names) {
    TrainedHead head{.name = name, .solution = {}};
    for (std::size_t i = 0; i < steps.size(); ++i) {
      head.solution.weights.push_back(static_cast<float>(rng.normal() / 8));
    }
    head.solution.bias = rng.normal() / 4;
    head.slope = 0.3 + rng.uniform();
    head.offset = 0.1 * rng.normal();
    head.threshold = rng.uniform();
    head.deviation = -1;
    head.deviation_length = -0.25;
    table.add(head);
  }
  model::SafetensorsWriter writer;
  table.write(writer);
  const auto bytes = writer.bytes();
  const auto file = model::Safetensors::of(std::as_bytes(std::span(bytes)), "test");
  const auto model = std::make_shared<const perceive::text::EmotionModel>(file, "xx");
  const Engine engine;
  perceive::text::EmotionScorer scorer(engine, model);
  ASSERT_EQ(model->size(), names.size());
  for (std::size_t t = 0; t < texts.size(); ++t) {
    const auto& score = scorer.score(texts[t]);
    for (std::size_t h = 0; h < names.size(); ++h) {
      const TrainedHead& head = table.heads()[h];
      const double raw = head.offset + head.slope * head.solution.score(rows.row(t));
      const double tolerance = head.slope * model->table().step(h) * steps_off(texts[t], steps) + 1e-5;
      EXPECT_LT(tolerance, 0.1) << "a bound that says something";
      const double expected = h == 0   ? 1 / (1 + std::exp(-raw))
                              : h == 1 ? std::clamp(raw, 0.0, 1.0)
                                       : std::clamp(raw, -1.0, 1.0);
      EXPECT_NEAR(score.value(h), expected, tolerance) << texts[t] << names[h];
      EXPECT_NEAR(score.deviation(h), std::exp(-1 - 0.25 * std::log1p(static_cast<double>(score.tokens))), 1e-6);
      EXPECT_NEAR(model->threshold(h), head.threshold, 1e-6);
    }
  }
}

TEST(TableBuilderTest, TheLargestWeightIsExactAndUnseenBucketsAreZero) {
  TableBuilder table("t", {16, 0, 32, 255});
  table.add({.name = "a", .solution = {.weights = {1, 100, -0.25F, 0.125F}, .bias = 2}});
  table.add({.name = "b", .solution = {.weights = {0, 0, 0, 0}, .bias = -1}});
  model::SafetensorsWriter writer;
  table.write(writer);
  const auto bytes = writer.bytes();
  const auto file = model::Safetensors::of(std::as_bytes(std::span(bytes)), "test");
  const model::LinearTable read(file, "t");
  const auto value = [&](std::uint32_t bucket, std::size_t head) {
    const std::uint32_t hash = bucket << 30;
    return static_cast<double>(read.sum_of(std::span(&hash, 1), head)) * read.step(head);
  };
  // Weight times frequency: 1, -0.5, 1.99; the last is the largest.
  EXPECT_NEAR(value(3, 0), 0.125 * 255 / 16, 1e-6);
  EXPECT_NEAR(value(0, 0), 1, read.step(0) / 2);
  EXPECT_NEAR(value(2, 0), -0.5, read.step(0) / 2);
  EXPECT_EQ(value(1, 0), 0) << "what no text had says nothing, whatever its weight";
  for (std::uint32_t bucket = 0; bucket < 4; ++bucket) EXPECT_EQ(value(bucket, 1), 0);
  EXPECT_EQ(read.bias(0), 2);
  EXPECT_EQ(static_cast<std::uint8_t>(file->bytes("t/rows")[3 * 8]), 255) << "frequencies are bytes without a sign";
}

}  // namespace
}  // namespace affect::learn::linear
