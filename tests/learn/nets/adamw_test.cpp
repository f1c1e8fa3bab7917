#include "learn/nets/adamw.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

#include "affect/error.h"
#include "affect/rng.h"
#include "learn/nets/moving_average.h"

namespace affect::learn::nets {
namespace {

torch::Tensor leaf_of(std::vector<std::int64_t> shape, Rng& rng) {
  torch::Tensor tensor = torch::zeros(shape);
  for (std::int64_t i = 0; i < tensor.numel(); ++i) tensor.data_ptr<float>()[i] = static_cast<float>(rng.normal());
  return tensor.set_requires_grad(true);
}

void give_gradient(torch::Tensor& weight, Rng& rng, std::vector<double>& values) {
  torch::Tensor gradient = torch::zeros(weight.sizes());
  values.clear();
  for (std::int64_t i = 0; i < gradient.numel(); ++i) {
    gradient.data_ptr<float>()[i] = static_cast<float>(rng.normal());
    values.push_back(static_cast<double>(gradient.data_ptr<float>()[i]));
  }
  weight.mutable_grad() = gradient;
}

/// The update of the paper, in plain loops and doubles.
struct PlainAdamW {
  std::vector<double> weights, first, second;
  double decay = 0;
  int updates = 0;

  PlainAdamW(const torch::Tensor& tensor, double weight_decay)
      : weights(tensor.data_ptr<float>(), tensor.data_ptr<float>() + tensor.numel()),
        first(weights.size()),
        second(weights.size()),
        decay(weight_decay) {}
  void step(const std::vector<double>& gradient, double rate, const TrainingOptions& options) {
    ++updates;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      first[i] = options.beta1 * first[i] + (1 - options.beta1) * gradient[i];
      second[i] = options.beta2 * second[i] + (1 - options.beta2) * gradient[i] * gradient[i];
      const double mean = first[i] / (1 - std::pow(options.beta1, updates));
      const double square = second[i] / (1 - std::pow(options.beta2, updates));
      weights[i] -= rate * (mean / (std::sqrt(square) + options.epsilon) + decay * weights[i]);
    }
  }
};

void expect_equal(const torch::Tensor& tensor, const PlainAdamW& plain) {
  for (std::size_t i = 0; i < plain.weights.size(); ++i) {
    EXPECT_NEAR(static_cast<double>(tensor.data_ptr<float>()[i]), plain.weights[i], 2e-6) << i;
  }
}

TEST(AdamWTest, EqualsThePaperInDoubles) {
  TrainingOptions options;
  options.weight_decay = 0.1;
  options.rates = {{"body.", 0.5}, {"body.deep.", 2}};
  Rng rng(3);
  Tensors weights{{"body.deep.weight", leaf_of({2, 3}, rng)},
                  {"body.weight", leaf_of({3, 2}, rng)},
                  {"head.bias", leaf_of({4}, rng)}};
  AdamW adam(weights, options);
  PlainAdamW deep(weights.at("body.deep.weight"), 0.1), body(weights.at("body.weight"), 0.1),
      head(weights.at("head.bias"), 0);
  std::vector<double> gradient;
  for (int step = 0; step < 20; ++step) {
    const double rate = 0.01 * (step + 1);
    give_gradient(weights.at("body.deep.weight"), rng, gradient);
    deep.step(gradient, 2 * rate, options);
    give_gradient(weights.at("body.weight"), rng, gradient);
    body.step(gradient, rate / 2, options);
    // Every third step does not reach the head: its own updates count.
    if (step % 3 != 0) {
      give_gradient(weights.at("head.bias"), rng, gradient);
      head.step(gradient, rate, options);
    }
    adam.step(rate);
    EXPECT_FALSE(weights.at("body.weight").grad().defined());
  }
  expect_equal(weights.at("body.deep.weight"), deep);
  expect_equal(weights.at("body.weight"), body);
  expect_equal(weights.at("head.bias"), head);
  EXPECT_EQ(adam.moments().at("head.bias").updates, 13);
}

TEST(AdamWTest, ClipsTheNormOfAll) {
  Tensors weights{{"a", torch::zeros({2}).set_requires_grad(true)},
                  {"b", torch::zeros({1, 1}).set_requires_grad(true)}};
  AdamW adam(weights, {});
  const auto give = [&] {
    weights.at("a").mutable_grad() = torch::tensor({2.0F, 3.0F});
    weights.at("b").mutable_grad() = torch::full({1, 1}, 6.0F);
  };
  give();
  EXPECT_NEAR(adam.clip(0), 7, 1e-6);
  EXPECT_NEAR(adam.clip(8), 7, 1e-6);
  EXPECT_EQ(weights.at("b").grad().item<float>(), 6);
  EXPECT_NEAR(adam.clip(3.5), 7, 1e-6) << "as it was before";
  EXPECT_NEAR(weights.at("a").grad()[1].item<double>(), 1.5, 1e-6);
  EXPECT_NEAR(weights.at("b").grad().item<double>(), 3, 1e-6);
}

TEST(AdamWTest, WhatIsFrozenAsksForNoGradientWhileItLives) {
  Tensors weights{{"body.weight", torch::ones({2, 2}).set_requires_grad(true)},
                  {"head.weight", torch::ones({2, 2}).set_requires_grad(true)}};
  TrainingOptions options;
  options.rates = {{"body.", 0}};
  {
    AdamW adam(weights, options);
    EXPECT_FALSE(weights.at("body.weight").requires_grad());
    EXPECT_FALSE(adam.moments().contains("body.weight"));
  }
  EXPECT_TRUE(weights.at("body.weight").requires_grad());
  options.rates = {{"", 0}};
  EXPECT_THROW(AdamW(weights, options), ConfigError) << "nothing learns";
  options.rates = {{"bdoy.", 2}};
  EXPECT_THROW(AdamW(weights, options), ConfigError) << "no such weight";
  options.rates = {{"body.", -1}};
  EXPECT_THROW(AdamW(weights, options), ConfigError);
}

TEST(MovingAverageTest, FollowsTheWeightsAndChangesPlacesWithThem) {
  Tensors weights{{"a", torch::zeros({1}).set_requires_grad(true)}};
  MovingAverage average(weights, {"a"}, 0.5);
  double expected = 0;
  for (int update = 1; update <= 20; ++update) {
    const torch::NoGradGuard no_gradients;
    weights.at("a").fill_(update);
    average.update(update);
    const double decay = std::min(0.5, (1.0 + update) / (10.0 + update));
    expected = decay * expected + (1 - decay) * update;
  }
  {
    const SwappedIn swapped(average);
    EXPECT_NEAR(weights.at("a").item<double>(), expected, 1e-5);
    EXPECT_TRUE(weights.at("a").requires_grad());
  }
  EXPECT_EQ(weights.at("a").item<float>(), 20);
  EXPECT_TRUE(MovingAverage(weights, {"a"}, 0).averages().empty());
}

}  // namespace
}  // namespace affect::learn::nets
