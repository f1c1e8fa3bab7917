#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>
#include <string>

#include <gtest/gtest.h>

#include "affect/error.h"
#include "affect/learn/nets/trainable_net.h"
#include "affect/model/graph/bert.h"
#include "learn/nets/net_body.h"
#include "learn/nets/net_bytes.h"
#include "model/support/random_net.h"

namespace affect::learn::nets {
namespace {

using test::bytes_of;

using model::Element;
using model::Graph;

constexpr std::size_t kWords = 50, kPlaces = 16;

/// A small encoder with two heads.
Graph small_graph() {
  model::BertConfig config;
  config.layers = 2;
  config.width = 32;
  config.heads = 4;
  config.inner = 64;
  config.vocabulary = kWords;
  config.positions = kPlaces;
  Graph graph("small");
  const auto mask = graph.to_float(graph.input("attention_mask", Element::i64, {"batch", "length"}));
  const auto tokens = model::bert(graph, config, graph.input("input_ids", Element::i64, {"batch", "length"}), mask);
  const auto sentence = graph.masked_mean(tokens, mask);
  graph.output("labels", graph.linear(sentence, "labels", 5));
  graph.output("norm", graph.batch_norm(sentence, "norm"));
  return graph;
}

std::map<std::string, model::Array> small_inputs(std::size_t batch, std::size_t length) {
  Rng rng(11);
  auto inputs = test::random_inputs(small_graph(), {{"batch", batch}, {"length", length}}, kWords, rng);
  inputs["attention_mask"].values = std::vector<std::int64_t>(batch * length, 1);
  return inputs;
}

/// Some weights of another source, those whose names begin so.
class SomeWeights : public model::Weights {
 public:
  SomeWeights(const model::Weights& all, std::string beginning) : all_(all), beginning_(std::move(beginning)) {}
  std::optional<model::Weight> find(std::string_view name) const override {
    return name.starts_with(beginning_) ? all_.find(name) : std::nullopt;
  }
  std::string source() const override { return all_.source(); }
  std::string fingerprint() const override { return {}; }

 private:
  const model::Weights& all_;
  std::string beginning_;
};

TEST(TrainableNet, FreshWeightsAreTheSeeds) {
  const TrainableNet net(small_graph(), {.seed = 4}), same(small_graph(), {.seed = 4}),
      other(small_graph(), {.seed = 5});
  EXPECT_EQ(net.fresh().size(), net.graph().weights().size());
  const std::string bytes = bytes_of(net);
  EXPECT_EQ(bytes, bytes_of(same));
  EXPECT_NE(bytes, bytes_of(other));

  const auto& weights = net.body().weights;
  const auto& table = weights.at("embeddings.word_embeddings.weight");
  EXPECT_NEAR(table.mean().item<double>(), 0, 0.002);
  EXPECT_NEAR(table.std().item<double>(), 0.02, 0.002);
  const auto all_are = [&](const char* name, float value) { return weights.at(name).eq(value).all().item<bool>(); };
  EXPECT_TRUE(all_are("labels.bias", 0));
  EXPECT_TRUE(all_are("embeddings.LayerNorm.weight", 1));
  EXPECT_TRUE(all_are("embeddings.LayerNorm.bias", 0));
  EXPECT_TRUE(all_are("norm.weight", 1));
  EXPECT_TRUE(all_are("norm.running_mean", 0));
  EXPECT_TRUE(all_are("norm.running_var", 1));
  for (const auto& [name, tensor] : weights) {
    EXPECT_EQ(tensor.requires_grad(), !name.starts_with("norm.running")) << name;
    EXPECT_TRUE(tensor.is_leaf()) << name;
  }
}

TEST(TrainableNet, WhatTheStartLacksIsFresh) {
  const Graph graph = small_graph();
  Rng rng(3);
  const test::RandomWeights start(graph, rng);
  const TrainableNet net(graph, SomeWeights(start, "encoder."), {.seed = 4}), all_fresh(graph, {.seed = 4});
  EXPECT_EQ(std::count(net.fresh().begin(), net.fresh().end(), "labels.weight"), 1);
  for (const std::string& name : net.fresh()) {
    EXPECT_FALSE(name.starts_with("encoder.")) << name;
    EXPECT_TRUE(net.body().weights.at(name).equal(all_fresh.body().weights.at(name))) << name;
  }
  for (const auto& [name, tensor] : net.body().weights) {
    if (!name.starts_with("encoder.")) continue;
    const auto wanted = start.find(name)->values;
    EXPECT_EQ(std::memcmp(tensor.data_ptr<float>(), wanted.data(), wanted.size_bytes()), 0) << name;
  }
}

TEST(TrainableNet, IsReadAsItWasWritten) {
  const TrainableNet net(small_graph(), {.seed = 4});
  const std::string bytes = bytes_of(net);
  const auto file = model::Safetensors::of(std::as_bytes(std::span(bytes)), "written");
  const TrainableNet again(small_graph(), model::SafetensorsWeights(file), {.seed = 9});
  EXPECT_TRUE(again.fresh().empty());
  EXPECT_EQ(bytes_of(again), bytes);
  EXPECT_EQ(file->tensors().size(), net.graph().weights().size());
  EXPECT_EQ(again.infer(small_inputs(2, 3)).at("labels").reals(), net.infer(small_inputs(2, 3)).at("labels").reals());
}

TEST(TrainableNet, GivesWhatIsAskedFor) {
  const TrainableNet net(small_graph());
  const auto inputs = small_inputs(3, 4);
  const auto all = net.infer(inputs), one = net.infer(inputs, {"labels"});
  EXPECT_EQ(all.size(), 2u);
  ASSERT_EQ(one.size(), 1u);
  EXPECT_EQ(one.at("labels").shape, (std::vector<std::size_t>{3, 5}));
  EXPECT_EQ(one.at("labels").reals(), all.at("labels").reals());
}

/// Nor does it need what only other outputs read.
TEST(TrainableNet, ComputesNothingElse) {
  Graph graph("apart");
  const auto x = graph.input("x", Element::f32, {"n", 2});
  graph.output("fine", graph.relu(x));
  graph.output("both", graph.add(x, graph.input("y", Element::f32, {"n", 2})));
  TrainableNet net(graph);
  const Tensors given{{"x", torch::full({1, 2}, -1.0F)}};
  EXPECT_TRUE(net.body().forward(given, {"fine"}, false).at("fine").eq(0).all().item<bool>());
  EXPECT_THROW(net.body().forward(given, {"both"}, false), InputError);
}

std::string refusal(const TrainableNet& net, const std::map<std::string, model::Array>& inputs,
                    const std::vector<std::string>& outputs = {}) {
  try {
    net.infer(inputs, outputs);
  } catch (const InputError& error) {
    return error.what();
  }
  return "nothing";
}

TEST(TrainableNet, InputsThatDoNotFitAreNamed) {
  const TrainableNet net(small_graph());
  const std::string takes = " (it takes integers [batch, length])";
  auto inputs = small_inputs(2, 3);
  EXPECT_EQ(refusal(net, inputs), "nothing");
  inputs["input_ids"].values = std::vector<std::int64_t>{0, 1, 2, 3, 4, 50};
  EXPECT_EQ(refusal(net, inputs), "net small: input \"input_ids\" holds the index 50 at 5: 0 to 49 exist" + takes);
  inputs["input_ids"].values = std::vector<float>(6);
  EXPECT_EQ(refusal(net, inputs), "net small: input \"input_ids\" holds numbers, not integers" + takes);
  inputs["input_ids"] = {{6}, std::vector<std::int64_t>(6)};
  EXPECT_EQ(refusal(net, inputs), "net small: input \"input_ids\" is [6]" + takes);
  inputs.erase("input_ids");
  EXPECT_EQ(refusal(net, inputs), "net small: input \"input_ids\" is missing" + takes);
  inputs["other"] = {{1}, std::vector<std::int64_t>{1}};
  EXPECT_EQ(refusal(net, inputs),
            "net small: there is no input \"other\" (it has \"attention_mask\" [batch, length], \"input_ids\" [batch, "
            "length])");
  EXPECT_EQ(refusal(net, small_inputs(2, 3), {"label"}), "net small: there is no output \"label\"");
  EXPECT_EQ(refusal(net, small_inputs(1, kPlaces + 1)),
            "net small: input \"attention_mask\" is [1, 17]: length may be 16 at most" + takes);
  EXPECT_THROW(TrainableNet(small_graph()).body().forward({}, {"labels"}, false), InputError);
}

/// What only libtorch can tell is one line, with what was given.
TEST(TrainableNet, WhatLibtorchRefusesIsALine) {
  Graph graph("cut");
  graph.output("y", graph.max(graph.slice(graph.input("x", Element::f32, {"n", 2}), 0, 2, 5), {0}));
  const TrainableNet net(graph);
  EXPECT_EQ(refusal(net, {{"x", {{3, 2}, std::vector<float>(6)}}}), "nothing");
  const auto line = refusal(net, {{"x", {{2, 2}, std::vector<float>(4)}}});
  EXPECT_TRUE(line.starts_with("net cut cannot run on \"x\" [2, 2]: ")) << line;
  EXPECT_EQ(line.find('\n'), std::string::npos) << line;
}

TEST(TrainableNet, WeightsOfAnotherShapeAreRefused) {
  Graph graph("own"), other("other");
  graph.linear(graph.input("x", Element::f32, {"n", 4}), "layer", 3);
  other.output("y", other.linear(other.input("x", Element::f32, {"n", 4}), "layer", 5));
  Rng rng(1);
  try {
    const TrainableNet net(other, test::RandomWeights(graph, rng));
    ADD_FAILURE();
  } catch (const ModelError& error) {
    EXPECT_EQ(error.message(), "net other: the weight \"layer.bias\" is [3], not [5]");
  }
  EXPECT_THROW(TrainableNet(Graph("empty")), ModelError);
}

TEST(Dropout, ActsWhileTraining) {
  Graph graph("dropout");
  const auto x = graph.input("x", Element::f32, {"n"});
  graph.output("y", graph.dropout(x, 0.25));
  TrainableNet net(graph);
  const Tensors ones{{"x", torch::ones({4000})}};
  EXPECT_TRUE(net.body().forward(ones, {"y"}, false).at("y").equal(ones.at("x")));
  torch::manual_seed(2);
  const auto y = net.body().forward(ones, {"y"}, true).at("y");
  EXPECT_NEAR(y.eq(0).to(at::kFloat).mean().item<double>(), 0.25, 0.03);
  EXPECT_NEAR(y.mean().item<double>(), 1, 0.04);
}

TEST(BatchNorm, LearnsItsStatisticsWhileTraining) {
  Graph graph("norm");
  graph.output("y", graph.batch_norm(graph.input("x", Element::f32, {"n", 2, "length"}), "norm"));
  TrainableNet net(graph);
  auto& weights = net.body().weights;
  // Channel 0 holds 1, 2, 3, 4: mean 2.5, variance 1.25, unbiased 5 / 3. Channel 1 holds 10 four times.
  const Tensors x{{"x", torch::tensor({1.0F, 2.0F, 10.0F, 10.0F, 3.0F, 4.0F, 10.0F, 10.0F}).view({2, 2, 2})}};
  const auto before = net.body().forward(x, {"y"}, false).at("y");
  EXPECT_NEAR(before[0][0][0].item<double>(), 1 / std::sqrt(1 + 1e-5), 1e-6);
  EXPECT_TRUE(weights.at("norm.running_mean").eq(0).all().item<bool>()) << "nothing is learnt without training";
  const auto y = net.body().forward(x, {"y"}, true).at("y");
  EXPECT_NEAR(y[0][0][0].item<double>(), -1.5 / std::sqrt(1.25 + 1e-5), 1e-5);
  EXPECT_NEAR(y[1][1][1].item<double>(), 0, 1e-3);
  EXPECT_NEAR(weights.at("norm.running_mean")[0].item<double>(), 0.25, 1e-6);
  EXPECT_NEAR(weights.at("norm.running_mean")[1].item<double>(), 1, 1e-6);
  EXPECT_NEAR(weights.at("norm.running_var")[0].item<double>(), 0.9 + 0.1 * 5 / 3, 1e-6);
  EXPECT_NEAR(weights.at("norm.running_var")[1].item<double>(), 0.9, 1e-6);
  // The gradient goes through the batch's own mean: all that moves together moves nothing.
  const auto given = x.at("x").clone().set_requires_grad(true);
  net.body().forward({{"x", given}}, {"y"}, true).at("y").square().sum().backward();
  EXPECT_NEAR(given.grad().sum().item<double>(), 0, 1e-4);
}

TEST(BatchNorm, OneValueTeachesNothing) {
  Graph graph("norm");
  graph.output("y", graph.batch_norm(graph.input("x", Element::f32, {"n", 2}), "norm"));
  TrainableNet net(graph);
  const auto y = net.body().forward({{"x", torch::full({1, 2}, 3.0F)}}, {"y"}, true).at("y");
  EXPECT_NEAR(y[0][0].item<double>(), 3, 1e-4);
  EXPECT_TRUE(net.body().weights.at("norm.running_var").eq(1).all().item<bool>());
}

}  // namespace
}  // namespace affect::learn::nets
