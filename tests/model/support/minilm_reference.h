/// all-MiniLM-L6-v2 as tools/make_minilm_reference.py computes it: what every back end is held to.
///
///   expect_minilm(net.infer(minilm_inputs()));      // of sentence_encoder("minilm", BertConfig::minilm_l6())
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "affect/model/graph/array.h"

namespace affect::test {
namespace minilm {
#include "model/support/minilm_reference.inc"

inline constexpr std::size_t kCount = std::size(kLengths), kWidth = 384;
inline constexpr double kWithin = 1e-4;
inline std::size_t longest() { return *std::max_element(std::begin(kLengths), std::end(kLengths)); }
}  // namespace minilm

/// All sentences in one batch, padded, so that the mask counts.
inline std::map<std::string, model::Array> minilm_inputs() {
  using namespace minilm;
  std::vector<std::int64_t> ids(kCount * longest()), mask(kCount * longest());
  std::size_t at = 0;
  for (std::size_t s = 0; s < kCount; ++s) {
    for (std::size_t t = 0; t < kLengths[s]; ++t) {
      ids[s * longest() + t] = kIds[at++];
      mask[s * longest() + t] = 1;
    }
  }
  return {{"input_ids", {{kCount, longest()}, ids}}, {"attention_mask", {{kCount, longest()}, mask}}};
}

inline void expect_minilm(const std::map<std::string, model::Array>& outputs) {
  using namespace minilm;
  const auto& sentences = outputs.at("sentence").reals();
  ASSERT_EQ(sentences.size(), std::size(kSentences));
  for (std::size_t i = 0; i < sentences.size(); ++i) ASSERT_NEAR(sentences[i], kSentences[i], kWithin) << i;
  const auto& tokens = outputs.at("tokens").reals();
  std::size_t state = 0;
  for (std::size_t s = 0; s < kCount; ++s) {
    for (std::size_t t = 0; t < kLengths[s]; ++t) {
      for (std::size_t k = 0; k < kTokenStates; ++k) {
        ASSERT_NEAR(tokens[(s * longest() + t) * kWidth + k], kStates[state++], kWithin) << s << " " << t << " " << k;
      }
    }
  }
}

}  // namespace affect::test
