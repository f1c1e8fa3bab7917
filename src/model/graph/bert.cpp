#include "affect/model/graph/bert.h"

#include <fmt/format.h>

namespace affect::model {

BertConfig BertConfig::minilm_l6() {
  BertConfig config;
  config.layers = 6;
  config.width = 384;
  config.inner = 1536;
  return config;
}

BertConfig BertConfig::multilingual_e5_small() {
  BertConfig config;
  config.width = 384;
  config.inner = 1536;
  config.vocabulary = 250037;
  return config;
}

Value bert(Graph& g, const BertConfig& config, Value ids, Value mask) {
  return bert_of_words(g, config, g.embedding(ids, "embeddings.word_embeddings", config.vocabulary, config.width),
                       mask);
}

Value bert_of_words(Graph& g, const BertConfig& config, Value words, Value mask) {
  const auto places = g.embedding(g.iota(words, 1), "embeddings.position_embeddings", config.positions, config.width);
  const auto types = g.weight("embeddings.token_type_embeddings.weight", {config.types, config.width});
  auto x = g.add(g.add(words, g.slice(types, 0, 0, 1)), places);
  x = g.dropout(g.layer_norm(x, "embeddings.LayerNorm", config.epsilon), config.dropout);
  for (std::int64_t layer = 0; layer < config.layers; ++layer) {
    const auto at = [&](const char* part) { return fmt::format("encoder.layer.{}.{}", layer, part); };
    const auto query = g.linear(x, at("attention.self.query"), config.width);
    const auto key = g.linear(x, at("attention.self.key"), config.width);
    const auto value = g.linear(x, at("attention.self.value"), config.width);
    auto y = g.attention(query, key, value, mask, config.heads);
    y = g.dropout(g.linear(y, at("attention.output.dense"), config.width), config.dropout);
    x = g.layer_norm(g.add(y, x), at("attention.output.LayerNorm"), config.epsilon);
    y = g.gelu(g.linear(x, at("intermediate.dense"), config.inner));
    y = g.dropout(g.linear(y, at("output.dense"), config.width), config.dropout);
    x = g.layer_norm(g.add(y, x), at("output.LayerNorm"), config.epsilon);
  }
  return x;
}

Value attention_mask(Graph& g) { return g.to_float(g.input("attention_mask", Element::i64, {"batch", "length"})); }

namespace {

void output_states(Graph& g, Value tokens, Value mask) {
  g.output("tokens", tokens);
  g.output("sentence", g.l2_normalize(g.masked_mean(tokens, mask)));
}

}  // namespace

Graph sentence_encoder(const std::string& name, const BertConfig& config) {
  Graph g(name);
  const auto ids = g.input("input_ids", Element::i64, {"batch", "length"});
  const auto mask = attention_mask(g);
  output_states(g, bert(g, config, ids, mask), mask);
  return g;
}

Graph sentence_encoder_of_words(const std::string& name, const BertConfig& config) {
  Graph g(name);
  const auto words = g.input("words", Element::f32, {"batch", "length", config.width});
  const auto mask = attention_mask(g);
  output_states(g, bert_of_words(g, config, words, mask), mask);
  return g;
}

}  // namespace affect::model
