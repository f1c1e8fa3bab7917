#include "affect/model/graph/graph.h"

#include <functional>

#include <gtest/gtest.h>

#include "affect/error.h"
#include "affect/model/graph/bert.h"

namespace affect::model {
namespace {

const Shape kTokens{"batch", "length", 24};

TEST(GraphShapes, AreWorkedOut) {
  Graph g("net");
  const auto x = g.input("x", Element::f32, kTokens);
  const auto ids = g.input("ids", Element::i64, {"batch", "length"});
  const auto image = g.input("image", Element::f32, {"batch", 3, 32, "width"});
  const auto shape = [&](Value value) { return to_string(g.shape(value)); };
  EXPECT_EQ(shape(g.linear(x, "a", 7)), "[batch, length, 7]");
  EXPECT_EQ(shape(g.embedding(ids, "e", 100, 8)), "[batch, length, 8]");
  EXPECT_EQ(shape(g.iota(ids, 1)), "[length]");
  EXPECT_EQ(shape(g.add(g.input("row", Element::f32, {24}), x)), "[batch, length, 24]");
  EXPECT_EQ(shape(g.matmul(x, g.transpose(x, {0, 2, 1}))), "[batch, length, length]");
  EXPECT_EQ(shape(g.conv2d(image, "c", 16, 3, {2, 1, 1, 1, true})), "[batch, 16, 16, (width-1)/2+1]");
  EXPECT_EQ(shape(g.conv1d(g.transpose(x, {0, 2, 1}), "same", 4, 3, {1, 1, 1, 1, true})), "[batch, 4, length]");
  EXPECT_EQ(shape(g.gru(x, "g", 5, Direction::both)), "[batch, length, 10]");
  EXPECT_EQ(shape(g.sum(x, {1})), "[batch, 24]");
  EXPECT_EQ(shape(g.max(x, {-1}, true)), "[batch, length, 1]");
  EXPECT_EQ(shape(g.concat({x, x}, 1)), "[batch, length+length, 24]");
  EXPECT_EQ(shape(g.concat({x, x}, -1)), "[batch, length, 48]");
  EXPECT_EQ(shape(g.slice(x, 1, 1, Graph::kEnd)), "[batch, length-1, 24]");
  EXPECT_EQ(shape(g.slice(x, 2, -4, -1)), "[batch, length, 3]");
  EXPECT_EQ(shape(g.reshape(x, {0, 0, 4, 6})), "[batch, length, 4, 6]");
  EXPECT_EQ(shape(g.reshape(x, {-1, 12})), "[batch*length*2, 12]");
  EXPECT_EQ(shape(g.gather(x, ids, 1)), "[batch, batch, length, 24]");
}

TEST(GraphErrors, NameTheNodeAndBothShapes) {
  const auto message = [](const std::function<void(Graph&, Value)>& wrong) -> std::string {
    Graph g("net");
    const auto x = g.input("x", Element::f32, kTokens);
    try {
      wrong(g, x);
    } catch (const ModelError& error) {
      return error.message();
    }
    return "nothing was thrown";
  };
  EXPECT_EQ(message([](Graph& g, Value x) { g.add(x, g.constant({5}, std::vector<float>(5))); }),
            "net net: node \"add_2\" (add): [batch, length, 24] and [5] do not fit");
  EXPECT_EQ(message([](Graph& g, Value x) {
              g.matmul(x, g.weight("w", {5, 4}));
            }),
            "net net: node \"matmul_2\" (matmul): [batch, length, 24] by [5, 4]: the inner sizes differ");
  EXPECT_EQ(message([](Graph& g, Value x) {
              g.reshape(x, {0, 7, -1});
            }),
            "net net: node \"reshape_1\" (reshape): [batch, length, 24] as [0, 7, -1]");
  EXPECT_EQ(message([](Graph& g, Value) {
              g.linear(g.input("y", Element::f32, {3, "width"}), "l", 4);
            }),
            "net net: node \"l\" (linear): the last axis of [3, width] has no fixed size");
  EXPECT_EQ(message([](Graph& g, Value x) { g.attention(x, x, x, 5); }),
            "net net: node \"attention_1\" (attention): queries [batch, length, 24], keys [batch, length, 24], values "
            "[batch, length, 24], 5 "
            "heads: the width is no multiple of the heads");
}

TEST(GraphErrors, WhatDoesNotFitIsRefused) {
  const std::vector<std::function<void(Graph&, Value)>> wrong{
      [](Graph& g, Value) { g.input("x", Element::f32, {1}); },
      [](Graph& g, Value) { g.input("zero", Element::f32, {0}); },
      [](Graph& g, Value) { g.input("nameless", Element::f32, {Dim()}); },
      [](Graph& g, Value x) { g.output("y", x), g.output("y", x); },
      [](Graph& g, Value) {
        g.weight("w", {2, 3}), g.weight("w", {3, 2});
      },
      [](Graph& g, Value) { g.constant({2}, {1}); },
      [](Graph& g, Value x) { g.to_float(x); },
      [](Graph& g, Value) { g.relu(g.input("i", Element::i64, {3})); },
      [](Graph& g, Value x) { g.gather(x, x); },
      [](Graph& g, Value x) { g.softmax(x, 3); },
      [](Graph& g, Value x) { g.softmax(x, -4); },
      [](Graph& g, Value x) { g.sum(x, {}); },
      [](Graph& g, Value x) {
        g.sum(x, {1, -2});
      },
      [](Graph& g, Value x) { g.concat({}, 0), g.relu(x); },
      [](Graph& g, Value x) {
        g.concat({x, g.sum(x, {0})}, 0);
      },
      [](Graph& g, Value x) { g.slice(x, 2, 5, 5); },
      [](Graph& g, Value x) { g.slice(x, 2, 0, 25); },
      [](Graph& g, Value x) { g.slice(x, 1, -1, 3); },
      [](Graph& g, Value x) {
        g.reshape(x, {0, 0, 0, 0});
      },
      [](Graph& g, Value x) {
        g.reshape(x, {0, 24});
      },
      [](Graph& g, Value x) {
        g.reshape(x, {-1, -1});
      },
      [](Graph& g, Value x) {
        g.transpose(x, {0, 1});
      },
      [](Graph& g, Value x) {
        g.transpose(x, {0, 1, 1});
      },
      [](Graph& g, Value x) { g.dropout(x, 1); },
      [](Graph& g, Value x) { g.masked_mean(x, x); },
      [](Graph& g, Value x) { g.gru(g.sum(x, {0}), "g", 3); },
      [](Graph& g, Value x) { g.lstm(x, x, "g", 3); },
      [](Graph& g, Value x) { g.batch_norm(x, "n"); },
      [](Graph& g, Value x) { g.segment_sum(x, g.input("i", Element::i64, {"edges"}), x); },
      [](Graph& g, Value x) { g.conv1d(x, "c", 4, 3); },
      [](Graph& g, Value) {
        g.conv1d(g.input("s", Element::f32, {1, 4, 5}), "c", 4, 6);
      },
      [](Graph& g, Value) {
        g.conv1d(g.input("s", Element::f32, {1, 4, 5}), "c", 4, 3, {1, 0, 1, 3, true});
      },
      [](Graph& g, Value) {
        g.max_pool(g.input("s", Element::f32, {1, 4, 5}), {2}, {1}, {2});
      },
      [](Graph& g, Value x) { g.attention(x, g.slice(x, 1, 0, 1), x, 2); },
  };
  for (std::size_t i = 0; i < wrong.size(); ++i) {
    Graph g("net");
    const auto x = g.input("x", Element::f32, kTokens);
    EXPECT_THROW(wrong[i](g, x), ModelError) << i;
  }
}

TEST(Graph, SharesWeightsByName) {
  Graph g("net");
  const auto x = g.input("x", Element::f32, {"batch", 4});
  g.output("y", g.linear(g.linear(x, "same", 4), "same", 4));
  EXPECT_EQ(g.weights().size(), 2u);
}

TEST(Graph, TextTellsNetsApart) {
  const auto text = [](double epsilon, std::int64_t axis) {
    Graph g("net");
    const auto x = g.input("x", Element::f32, {"batch", 4});
    g.output("y", g.softmax(g.layer_norm(x, "n", epsilon), axis));
    return g.to_text();
  };
  EXPECT_EQ(text(1e-5, 0), text(1e-5, 0));
  EXPECT_NE(text(1e-5, 0), text(1e-6, 0));
  EXPECT_NE(text(1e-5, 0), text(1e-5, 1));
}

TEST(Bert, HasTheWeightsOfHuggingFace) {
  const Graph g = sentence_encoder("minilm", BertConfig::minilm_l6());
  EXPECT_EQ(g.weights().size(), 5u + 6 * 16u);
  EXPECT_EQ(to_string(g.shape(g.weights().at("embeddings.word_embeddings.weight"))), "[30522, 384]");
  EXPECT_EQ(to_string(g.shape(g.weights().at("encoder.layer.5.intermediate.dense.weight"))), "[1536, 384]");
  EXPECT_EQ(to_string(g.shape(g.outputs().at("tokens"))), "[batch, length, 384]");
  EXPECT_EQ(to_string(g.shape(g.outputs().at("sentence"))), "[batch, 384]");
}

}  // namespace
}  // namespace affect::model
