/// An encoder of texts with heads: what learns emotion of texts, and what perceives it.
///
///   const TextNet net{"emotion_small", BertConfig::minilm_l6(), {{"goemotions", 28}}};
///   Graph g = text_net(net);       // "input_ids" and "attention_mask" to "goemotions" [batch, 28]
///
/// A head is a linear layer on the mean of the last layer's token states: "<head>.weight", "<head>.bias". What it gives
/// is what its loss was of: logits of labels, values, logarithms of variances. Thread-safety: as Graph.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "affect/model/graph/bert.h"
#include "affect/model/graph/graph.h"

namespace affect::model {

struct TextHead {
  std::string name;
  std::int64_t width = 1;
};

struct TextNet {
  std::string name;
  BertConfig trunk;
  std::vector<TextHead> heads;
  double dropout = 0.1;  ///< before the heads, while training
};

/// Inputs "input_ids" and "attention_mask" (i64 [batch, length]); an output a head, [batch, width], under its name.
Graph text_net(const TextNet& net);
/// The same with the input "words", word vectors f32 [batch, length, width of the trunk], in place of "input_ids".
Graph text_net_of_words(const TextNet& net);

}  // namespace affect::model
