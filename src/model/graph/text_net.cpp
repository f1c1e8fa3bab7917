#include "affect/model/graph/text_net.h"

namespace affect::model {
namespace {

void add_heads(Graph& g, const TextNet& net, Value tokens, Value mask) {
  const auto text = g.dropout(g.masked_mean(tokens, mask), net.dropout);
  for (const TextHead& head : net.heads) g.output(head.name, g.linear(text, head.name, head.width));
}

}  // namespace

Graph text_net(const TextNet& net) {
  Graph g(net.name);
  const auto ids = g.input("input_ids", Element::i64, {"batch", "length"});
  const auto mask = attention_mask(g);
  add_heads(g, net, bert(g, net.trunk, ids, mask), mask);
  return g;
}

Graph text_net_of_words(const TextNet& net) {
  Graph g(net.name);
  const auto words = g.input("words", Element::f32, {"batch", "length", net.trunk.width});
  const auto mask = attention_mask(g);
  add_heads(g, net, bert_of_words(g, net.trunk, words, mask), mask);
  return g;
}

}  // namespace affect::model
