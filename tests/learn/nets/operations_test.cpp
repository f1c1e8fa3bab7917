// Every operation against the interpreter: what it gives, and its gradients against differences of the interpreter.
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include <ATen/autocast_mode.h>
#include <gtest/gtest.h>

#include "affect/learn/nets/trainable_net.h"
#include "learn/nets/net_body.h"
#include "model/support/interpreter.h"
#include "model/support/operation_cases.h"
#include "model/support/random_net.h"

namespace affect::learn::nets {
namespace {

constexpr double kTolerance = 1e-5;
/// Of a gradient, and of one whose size is below kSmallGradient: sums of f32 end there.
constexpr double kGradientTolerance = 5e-4, kSmallGradient = 0.1;
constexpr double kStep = 1e-3;
constexpr std::size_t kSamplesByArray = 3;

class LearntOperations : public testing::TestWithParam<test::OperationCase> {};

TEST_P(LearntOperations, EqualTheInterpreter) {
  model::Graph graph(GetParam().name);
  GetParam().build(graph);
  Rng rng(17);
  const test::RandomWeights weights(graph, rng);
  const TrainableNet net(graph, weights);
  EXPECT_TRUE(net.fresh().empty());
  for (const auto& sizes : GetParam().sizes) {
    const auto inputs = test::random_inputs(graph, sizes, test::operations::kIndices, rng);
    test::expect_as_interpreted(net.infer(inputs), test::interpret(graph, weights, inputs), kTolerance);
  }
}

/// Other weights, but for one number.
class MovedWeights : public model::Weights {
 public:
  MovedWeights(const model::Weights& others, std::string name) : others_(others), name_(std::move(name)) {
    const auto values = others.find(name_)->values;
    values_.assign(values.begin(), values.end());
  }
  float& at(std::size_t place) { return values_[place]; }
  std::optional<model::Weight> find(std::string_view name) const override {
    auto found = others_.find(name);
    if (name == name_) found->values = values_;
    return found;
  }
  std::string source() const override { return others_.source(); }
  std::string fingerprint() const override { return {}; }

 private:
  const model::Weights& others_;
  std::string name_;
  std::vector<float> values_;
};

/// A sum of all outputs, each number times a factor of its own.
using Factors = std::map<std::string, std::vector<double>>;

double weighted_sum(const std::map<std::string, test::Numbers>& outputs, const Factors& factors) {
  double sum = 0;
  for (const auto& [name, numbers] : outputs) {
    for (std::size_t i = 0; i < numbers.values.size(); ++i) sum += factors.at(name)[i] * numbers.values[i];
  }
  return sum;
}

/// The slope of `sum` in `x`, which lies where it is: by steps to both sides, as far apart as floats put them.
template <class Sum>
double slope(float& x, double step, const Sum& sum) {
  const float here = x, above = static_cast<float>(here + step), below = static_cast<float>(here - step);
  x = above;
  const double more = sum();
  x = below;
  const double less = sum();
  x = here;
  return (more - less) / (static_cast<double>(above) - static_cast<double>(below));
}

double gradient_tolerance(double gradient) { return kGradientTolerance * std::max(kSmallGradient, std::abs(gradient)); }

struct GradientCount {
  int compared = 0, kinks = 0;
};

/// Compares some numbers of one array. Where half a step gives another slope, there is a kink within the step.
template <class At, class Sum>
void compare_gradients(const std::string& name, const torch::Tensor& gradient, Rng& rng, const At& at, const Sum& sum,
                       GradientCount& count) {
  ASSERT_TRUE(gradient.defined()) << name;
  const auto flat = gradient.reshape({-1});
  for (std::size_t i = 0; i < kSamplesByArray; ++i) {
    const std::size_t place = rng.below(static_cast<std::size_t>(flat.numel()));
    const double wanted = slope(at(place), kStep, sum), finer = slope(at(place), kStep / 2, sum);
    if (std::abs(wanted - finer) > gradient_tolerance(finer) / 2) {
      ++count.kinks;
      continue;
    }
    ++count.compared;
    EXPECT_NEAR(flat[static_cast<std::int64_t>(place)].item<double>(), finer, gradient_tolerance(finer))
        << name << " at " << place;
  }
}

TEST_P(LearntOperations, GradientsEqualDifferences) {
  model::Graph graph(GetParam().name);
  GetParam().build(graph);
  Rng rng(29);
  const test::RandomWeights weights(graph, rng);
  TrainableNet net(graph, weights);
  auto inputs = test::random_inputs(graph, GetParam().sizes[1], test::operations::kIndices, rng);
  Tensors given;
  std::vector<std::string> outputs, differentiable;
  for (const auto& [name, array] : inputs) {
    // Masks are ones and zeros, nothing between.
    const bool numbers = array.element() == model::Element::f32 && !name.starts_with("mask");
    given.emplace(name, tensor_of(array).set_requires_grad(numbers));
    if (numbers) differentiable.push_back(name);
  }
  for (const auto& [name, value] : graph.outputs()) outputs.push_back(name);
  Factors factors;
  torch::Tensor sum = torch::zeros({}, at::kDouble);
  for (const auto& [name, tensor] : net.body().forward(given, outputs, false)) {
    auto& own = factors[name];
    for (std::int64_t i = 0; i < tensor.numel(); ++i) own.push_back(rng.normal());
    sum = sum + (tensor.reshape({-1}).to(at::kDouble) * torch::tensor(own, at::kDouble)).sum();
  }
  sum.backward();

  GradientCount count;
  const auto value = [&](const model::Weights& with) {
    return weighted_sum(test::interpret(graph, with, inputs), factors);
  };
  for (const std::string& name : differentiable) {
    auto& reals = std::get<0>(inputs.at(name).values);
    compare_gradients(
        name, given.at(name).grad(), rng, [&](std::size_t i) -> float& { return reals[i]; },
        [&] { return value(weights); }, count);
  }
  for (const auto& [name, tensor] : net.body().weights) {
    if (!tensor.requires_grad()) continue;
    MovedWeights moved(weights, name);
    compare_gradients(
        name, tensor.grad(), rng, [&](std::size_t i) -> float& { return moved.at(i); }, [&] { return value(moved); },
        count);
  }
  EXPECT_GE(count.compared, 3);
  EXPECT_LE(count.kinks, count.compared / 10);
}

/// Autocast as training turns it on, off again at the end.
struct Autocast {
  Autocast() { at::autocast::set_cpu_enabled(true); }
  Autocast(const Autocast&) = delete;
  Autocast& operator=(const Autocast&) = delete;
  ~Autocast() {
    at::autocast::clear_cache();
    at::autocast::set_cpu_enabled(false);
  }
};

TEST_P(LearntOperations, StayNearInBf16) {
  constexpr double kNear = 0.05;
  model::Graph graph(GetParam().name);
  GetParam().build(graph);
  Rng rng(17);
  const test::RandomWeights weights(graph, rng);
  TrainableNet net(graph, weights);
  const auto inputs = test::random_inputs(graph, GetParam().sizes[1], test::operations::kIndices, rng);
  std::map<std::string, model::Array> found;
  torch::Tensor sum = torch::zeros({});
  {
    const Autocast autocast;
    Tensors given;
    std::vector<std::string> outputs;
    for (const auto& [name, array] : inputs) given.emplace(name, tensor_of(array));
    for (const auto& [name, value] : graph.outputs()) outputs.push_back(name);
    for (const auto& [name, tensor] : net.body().forward(given, outputs, false)) found.emplace(name, array_of(tensor));
    for (const auto& [name, tensor] : net.body().forward(given, outputs, true)) {
      EXPECT_EQ(tensor.scalar_type(), at::kFloat) << name;
      sum = sum + tensor.sum();
    }
  }
  test::expect_as_interpreted(found, test::interpret(graph, weights, inputs), kNear);
  if (graph.weights().empty()) return;
  sum.backward();
  for (const auto& [name, tensor] : net.body().weights) {
    if (!tensor.requires_grad()) continue;
    ASSERT_TRUE(tensor.grad().defined()) << name;
    EXPECT_EQ(tensor.grad().scalar_type(), at::kFloat) << name;
    EXPECT_TRUE(tensor.grad().isfinite().all().item<bool>()) << name;
  }
}

INSTANTIATE_TEST_SUITE_P(All, LearntOperations, testing::ValuesIn(test::operation_cases()),
                         [](const auto& test) { return std::string(test.param.name); });

/// Half a kernel of padding is what libtorch itself takes; a graph may have more.
TEST(LearntWindows, ArePaddedAlmostAKernel) {
  model::Graph graph("padded");
  const auto x = graph.input("x", model::Element::f32, {"batch", 2, "length"});
  graph.output("max", graph.max_pool(x, {4}, {1}, {3}));
  graph.output("mean", graph.mean_pool(x, {4}, {3}, {3}));
  Rng rng(5);
  const test::RandomWeights weights(graph, rng);
  const TrainableNet net(graph, weights);
  for (const std::size_t length : {1, 2, 9}) {
    const auto inputs = test::random_inputs(graph, {{"batch", 2}, {"length", length}}, 1, rng);
    test::expect_as_interpreted(net.infer(inputs), test::interpret(graph, weights, inputs), kTolerance);
  }
}

/// Rows of ones that begin after the query: nothing is left to attend, and all are alike.
TEST(LearntAttention, CausalWithoutAnyKey) {
  model::Graph graph("causal");
  const auto x = graph.input("x", model::Element::f32, {"batch", "length", 4});
  graph.output("y", graph.attention(x, x, x, graph.input("mask", model::Element::f32, {"batch", "length"}), 2, true));
  Rng rng(5);
  const test::RandomWeights weights(graph, rng);
  auto inputs = test::random_inputs(graph, {{"batch", 2}, {"length", 3}}, 1, rng);
  inputs["mask"].values = std::vector<float>{0, 0, 1, 0, 0, 0};
  test::expect_as_interpreted(TrainableNet(graph, weights).infer(inputs), test::interpret(graph, weights, inputs),
                              kTolerance);
}

}  // namespace
}  // namespace affect::learn::nets
