/// The encoder of BERT (Devlin et al. 2019), with the names that Hugging Face gives its weights.
///
///   Graph g = sentence_encoder("minilm", BertConfig::minilm_l6());   // token ids to token states and a sentence
///   vector
///
/// all-MiniLM-L6-v2 and multilingual-e5-small are both this net. Thread-safety: as Graph.
#pragma once
#include <cstdint>
#include <string>

#include "affect/model/graph/graph.h"

namespace affect::model {

struct BertConfig {
  std::int64_t layers = 12, width = 768, heads = 12, inner = 3072;
  std::int64_t vocabulary = 30522, positions = 512, types = 2;
  double epsilon = 1e-12;
  double dropout = 0.1;  ///< while training

  static BertConfig minilm_l6();              ///< sentence-transformers/all-MiniLM-L6-v2
  static BertConfig multilingual_e5_small();  ///< intfloat/multilingual-e5-small
};

/// States of the last layer [batch, length, width], of ids i64 and a mask f32, both [batch, length]; every token is of
/// type 0.
Value bert(Graph& graph, const BertConfig& config, Value ids, Value mask);
/// The same of word vectors [batch, length, width] that were looked up before: a large table stays out of the net.
Value bert_of_words(Graph& graph, const BertConfig& config, Value words, Value mask);

/// The input "attention_mask", i64 [batch, length], as f32.
Value attention_mask(Graph& graph);

/// Inputs "input_ids" and "attention_mask" (i64 [batch, length]; 1 for a token, 0 for padding); outputs "tokens"
/// [batch, length, width] and "sentence" [batch, width]: the mean over tokens, of length 1 (Reimers and Gurevych 2019).
Graph sentence_encoder(const std::string& name, const BertConfig& config);
/// The same with the input "words", word vectors f32 [batch, length, width], in place of "input_ids".
Graph sentence_encoder_of_words(const std::string& name, const BertConfig& config);

}  // namespace affect::model
