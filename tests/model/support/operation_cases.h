/// Nets that hold every operation between them, and the sizes that each runs with: what back ends are compared on.
///
///   for (const OperationCase& one : operation_cases()) { Graph graph(one.name); one.build(graph); ... }
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <map>
#include <ostream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "affect/model/graph/bert.h"
#include "affect/model/graph/graph.h"
#include "model/support/interpreter.h"

namespace affect::test {

struct OperationCase {
  const char* name;
  std::function<void(model::Graph&)> build;
  std::vector<std::map<std::string, std::size_t>> sizes;  ///< of dynamic dimensions, run after run
};

inline void PrintTo(const OperationCase& one, std::ostream* out) { *out << one.name; }

namespace operations {
using namespace model;

inline constexpr std::size_t kIndices = 7;

inline const std::vector<std::map<std::string, std::size_t>> kBatches{
    {{"batch", 1}, {"length", 1}}, {{"batch", 3}, {"length", 7}}, {{"batch", 2}, {"length", 13}}};

inline Value numbers(Graph& g, Shape shape, const char* name = "x") {
  return g.input(name, Element::f32, std::move(shape));
}

inline void add_activations(Graph& g) {
  const auto x = numbers(g, {"batch", "length", 5});
  const auto positive = numbers(g, {"batch", 5}, "positive");
  g.output("gelu", g.gelu(x));
  g.output("relu", g.relu(x));
  g.output("tanh", g.tanh(x));
  g.output("sigmoid", g.sigmoid(x));
  g.output("silu", g.silu(x));
  g.output("softplus", g.softplus(x));
  g.output("exp", g.exp(x));
  g.output("log", g.log(positive));
  g.output("sqrt", g.sqrt(positive));
  g.output("dropout", g.dropout(g.relu(x), 0.1));
  g.output("float", g.to_float(g.input("i", Element::i64, {"batch"})));
}

inline void add_arithmetic(Graph& g) {
  const auto x = numbers(g, {"batch", "length", 4}), row = numbers(g, {4}, "row"),
             column = numbers(g, {"batch", 1, 1}, "positive");
  g.output("add", g.add(x, row));
  g.output("subtract", g.subtract(row, x));
  g.output("multiply", g.multiply(x, column));
  g.output("divide", g.divide(x, column));
  g.output("maximum", g.maximum(x, g.constant({4}, {-1, 0, 0.5, 1})));
  g.output("minimum", g.minimum(g.constant(0.25F), x));
  const auto left = numbers(g, {"batch", 3, "length", 6}, "left"), right = numbers(g, {"batch", 1, 6, 2}, "right");
  g.output("matmul", g.matmul(left, right));
}

inline void add_norms(Graph& g) {
  const auto x = numbers(g, {"batch", "length", 24});
  g.output("linear", g.linear(x, "linear", 10));
  g.output("plain", g.linear(x, "plain", 3, false));
  g.output("tied", g.linear(g.linear(x, "tied", 24), "tied", 24));
  g.output("layer_norm", g.layer_norm(x, "layer_norm", 1e-12));
  g.output("rms_norm", g.rms_norm(x, "rms_norm"));
  g.output("batch_norm", g.batch_norm(g.transpose(x, {0, 2, 1}), "batch_norm"));
  g.output("l2", g.l2_normalize(x));
}

inline void add_attention(Graph& g) {
  const auto x = numbers(g, {"batch", "length", 24}), mask = numbers(g, {"batch", "length"}, "mask");
  const auto other = numbers(g, {"batch", 5, 24}, "other"), value = numbers(g, {"batch", 5, 12}, "value");
  g.output("self", g.attention(x, x, x, 4));
  g.output("masked", g.attention(x, g.relu(x), x, mask, 3));
  g.output("causal", g.attention(x, x, g.tanh(x), 2, true));
  g.output("causal_masked", g.attention(x, x, x, mask, 2, true));
  g.output("cross", g.attention(x, other, value, 6));
  g.output("nothing", g.attention(x, x, x, g.multiply(mask, g.constant(0)), 2));
  g.output("masked_mean", g.masked_mean(x, mask));
}

inline void add_windows(Graph& g) {
  const auto x = numbers(g, {"batch", 6, "length"}), image = numbers(g, {"batch", 4, 9, 8}, "image");
  ConvolutionOptions same;
  same.padding = 1;
  ConvolutionOptions apart{2, 3, 2, 3, false};
  g.output("conv1d", g.conv1d(x, "conv1d", 8, 3, same));
  g.output("apart", g.conv1d(x, "apart", 9, 3, apart));
  g.output("conv2d", g.conv2d(image, "conv2d", 5, 3, same));
  g.output("depthwise", g.conv2d(image, "depthwise", 4, 3, {2, 1, 1, 4, true}));
  g.output("max1d", g.max_pool(x, {3}, {1}, {1}));
  g.output("mean1d", g.mean_pool(x, {3}, {2}, {1}));
  g.output("max2d", g.max_pool(image, {3, 2}, {2, 2}, {1, 0}));
  g.output("mean2d", g.mean_pool(image, {2, 3}, {1, 2}, {1, 1}));
}

inline void add_recurrent(Graph& g) {
  const auto x = numbers(g, {"batch", "length", 6}), mask = numbers(g, {"batch", "length"}, "mask");
  g.output("gru", g.gru(x, "gru", 5));
  g.output("gru_back", g.gru(x, "gru_back", 5, Direction::backward));
  g.output("gru_both", g.gru(x, mask, "gru_both", 4, Direction::both));
  g.output("lstm", g.lstm(x, "lstm", 5));
  g.output("lstm_back", g.lstm(x, mask, "lstm_back", 3, Direction::backward));
  g.output("lstm_both", g.lstm(x, mask, "lstm_both", 4, Direction::both));
}

inline void add_indexing(Graph& g) {
  const auto ids = g.input("ids", Element::i64, {"batch", "length"});
  g.output("embedding", g.embedding(ids, "words", kIndices, 6));
  g.output("places", g.embedding(g.iota(ids, 1), "places", 20, 4));
  const auto x = numbers(g, {"batch", kIndices, 3});
  const auto picks = g.input("picks", Element::i64, {4});
  g.output("gather", g.gather(x, picks, 1));
  g.output("gather_ids", g.to_float(g.gather(picks, g.input("mask", Element::i64, {2}))));
}

inline void add_segments(Graph& g) {
  const auto nodes = numbers(g, {"nodes", 3}, "nodes");
  const auto edges = g.input("edges", Element::i64, {"edges"});
  const auto messages = numbers(g, {"edges", 3}, "messages");
  const auto flat = numbers(g, {"edges"}, "flat");
  g.output("sum", g.segment_sum(messages, edges, nodes));
  g.output("mean", g.segment_mean(messages, edges, nodes));
  g.output("flat", g.segment_mean(flat, edges, nodes));
  g.output("scatter_add", g.scatter_add(nodes, edges, messages));
}

inline void add_arranging(Graph& g) {
  const auto x = numbers(g, {"batch", "length", 6}), y = numbers(g, {"batch", 2, 6}, "y");
  g.output("softmax", g.softmax(x));
  g.output("softmax_time", g.softmax(x, 1));
  g.output("log_softmax", g.log_softmax(x, 2));
  g.output("sum", g.sum(x, {1}));
  g.output("mean", g.mean(x, {0, 2}, true));
  g.output("max", g.max(x, {-1, 1}));
  g.output("concat", g.concat({x, y, x}, 1));
  g.output("slice", g.slice(x, -1, 1, -2));
  g.output("last", g.slice(x, 1, -1, Graph::kEnd));
  g.output("first", g.slice(x, 1, 0, 1));
  g.output("split", g.reshape(x, {0, 0, 2, 3}));
  g.output("merge", g.reshape(x, {-1, 6}));
  g.output("transpose", g.transpose(g.reshape(x, {0, 0, 3, 2}), {0, 2, 1, 3}));
}

inline void add_encoder(Graph& g) {
  BertConfig config;
  config.layers = 2;
  config.width = 32;
  config.heads = 4;
  config.inner = 48;
  config.vocabulary = kIndices;
  config.positions = 20;
  const auto ids = g.input("ids", Element::i64, {"batch", "length"});
  const auto mask = g.to_float(g.input("mask", Element::i64, {"batch", "length"}));
  const auto tokens = bert(g, config, ids, mask);
  g.output("tokens", tokens);
  g.output("sentence", g.l2_normalize(g.masked_mean(tokens, mask)));
}

inline const std::vector<OperationCase> kAll{
    {"activations", add_activations, kBatches},
    {"arithmetic", add_arithmetic, kBatches},
    {"norms", add_norms, kBatches},
    {"attention", add_attention, kBatches},
    {"windows", add_windows, kBatches},
    {"recurrent", add_recurrent, kBatches},
    {"indexing", add_indexing, kBatches},
    {"segments",
     add_segments,
     {{{"nodes", 7}, {"edges", 1}}, {{"nodes", 7}, {"edges", 30}}, {{"nodes", 12}, {"edges", 9}}}},
    {"arranging", add_arranging, kBatches},
    {"encoder", add_encoder, kBatches},
};

}  // namespace operations

inline const std::vector<OperationCase>& operation_cases() { return operations::kAll; }

/// What a back end gave is what the interpreter gives, within `tolerance` of 1 or of the value.
inline void expect_as_interpreted(const std::map<std::string, model::Array>& outputs,
                                  const std::map<std::string, Numbers>& expected, double tolerance) {
  ASSERT_EQ(outputs.size(), expected.size());
  for (const auto& [name, array] : outputs) {
    const auto& wanted = expected.at(name);
    ASSERT_EQ(array.shape, wanted.shape) << name;
    for (std::size_t i = 0; i < wanted.values.size(); ++i) {
      const double value = wanted.values[i];
      ASSERT_NEAR(array.reals()[i], value, tolerance * std::max(1.0, std::abs(value)))
          << name << " at " << i << " of " << model::to_string(array.shape);
    }
  }
}

}  // namespace affect::test
