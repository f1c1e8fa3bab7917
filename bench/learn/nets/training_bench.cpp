// Tokens a second of training all-MiniLM-L6-v2's net with 28 labels on it, embeddings frozen, 32 texts of 32 tokens a
// step, one thread: train(), and beside it the same net, loss, clipping and AdamW as a plain loop over libtorch's own
// modules. A time is that of the fastest step, by the time of the processor: a busy machine counts for nobody.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <ctime>
#include <limits>
#include <vector>

#include <benchmark/benchmark.h>
#include <torch/torch.h>

#include "affect/learn/nets/training.h"
#include "affect/model/graph/bert.h"
#include "affect/rng.h"
#include "learn/nets/autocast.h"

namespace affect::learn::nets {
namespace {

constexpr std::int64_t kRows = 32, kTokens = 32, kLabels = 28, kSteps = 6;

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// The time between two calls of step_done(); the first, in which memory is taken, does not count.
class FastestStep {
 public:
  void step_done() {
    const double now = processor_seconds();
    if (last_ > 0) fastest_ = std::min(fastest_, now - last_);
    last_ = now;
  }
  double seconds() const { return fastest_; }

 private:
  double last_ = 0, fastest_ = std::numeric_limits<double>::infinity();
};

std::vector<std::int64_t> sample_ids() {
  Rng rng(5);
  std::vector<std::int64_t> ids(kRows * kTokens);
  for (std::int64_t& id : ids) id = static_cast<std::int64_t>(rng.below(30000));
  return ids;
}

std::vector<float> sample_labels() {
  Rng rng(6);
  std::vector<float> labels(kRows * kLabels);
  for (float& label : labels) label = rng.below(10) == 0 ? 1.0F : 0.0F;
  return labels;
}

class SampleLesson : public Lesson {
 public:
  std::string identity() const override { return "sample"; }
  std::int64_t batches(std::int64_t /*epoch*/) const override { return kSteps; }
  Batch batch(std::int64_t /*epoch*/, std::int64_t /*index*/) const override {
    const std::vector<std::size_t> shape{kRows, kTokens};
    Batch batch;
    batch.inputs = {{"input_ids", {shape, sample_ids()}},
                    {"attention_mask", {shape, std::vector<std::int64_t>(kRows * kTokens, 1)}}};
    batch.targets["labels"] = {{.kind = Loss::Kind::binary_cross_entropy}, {{kRows, kLabels}, sample_labels()}};
    batch.tokens = kRows * kTokens;
    return batch;
  }
};

model::Graph labels_of_minilm() {
  model::Graph g("minilm");
  const auto ids = g.input("input_ids", model::Element::i64, {"batch", "length"});
  const auto mask = model::attention_mask(g);
  const auto tokens = model::bert(g, model::BertConfig::minilm_l6(), ids, mask);
  g.output("labels", g.linear(g.masked_mean(tokens, mask), "labels", kLabels));
  return g;
}

double step_of_train(bool bf16) {
  TrainableNet net(labels_of_minilm());
  TrainingOptions options;
  options.epochs = 1;
  options.rates = {{"embeddings.", 0}};
  options.bf16 = bf16;
  FastestStep steps;
  train(net, SampleLesson(), options, {.progress = [&](const TrainingProgress&) { steps.step_done(); }});
  return steps.seconds();
}

/// A layer of BERT as its modules are written for libtorch.
struct PlainLayerImpl : torch::nn::Module {
  explicit PlainLayerImpl(const model::BertConfig& config) : heads(config.heads), dropout_rate(config.dropout) {
    const auto norm = torch::nn::LayerNormOptions({config.width}).eps(config.epsilon);
    query = register_module("query", torch::nn::Linear(config.width, config.width));
    key = register_module("key", torch::nn::Linear(config.width, config.width));
    value = register_module("value", torch::nn::Linear(config.width, config.width));
    attended = register_module("attended", torch::nn::Linear(config.width, config.width));
    inner = register_module("inner", torch::nn::Linear(config.width, config.inner));
    outer = register_module("outer", torch::nn::Linear(config.inner, config.width));
    norm_of_attention = register_module("norm_of_attention", torch::nn::LayerNorm(norm));
    norm_of_output = register_module("norm_of_output", torch::nn::LayerNorm(norm));
  }

  torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& unattended) {
    const auto by_head = [&](const torch::Tensor& y) {
      return y.view({y.size(0), y.size(1), heads, -1}).transpose(1, 2);
    };
    const auto q = by_head(query(x)), k = by_head(key(x)), v = by_head(value(x));
    const auto scores = torch::matmul(q, k.transpose(2, 3)) / std::sqrt(static_cast<double>(q.size(3))) + unattended;
    const auto mixed = torch::matmul(torch::softmax(scores, -1), v).transpose(1, 2).flatten(2);
    const auto y = norm_of_attention(torch::dropout(attended(mixed), dropout_rate, true) + x);
    return norm_of_output(torch::dropout(outer(torch::gelu(inner(y))), dropout_rate, true) + y);
  }

  std::int64_t heads;
  double dropout_rate;
  torch::nn::Linear query{nullptr}, key{nullptr}, value{nullptr}, attended{nullptr}, inner{nullptr}, outer{nullptr};
  torch::nn::LayerNorm norm_of_attention{nullptr}, norm_of_output{nullptr};
};
TORCH_MODULE(PlainLayer);

struct PlainNet : torch::nn::Module {
  PlainNet() : config(model::BertConfig::minilm_l6()) {
    words = register_module("words", torch::nn::Embedding(config.vocabulary, config.width));
    places = register_module("places", torch::nn::Embedding(config.positions, config.width));
    types = register_module("types", torch::nn::Embedding(config.types, config.width));
    norm = register_module("norm", torch::nn::LayerNorm(torch::nn::LayerNormOptions({config.width})));
    for (auto& parameter : parameters()) parameter.set_requires_grad(false);
    for (std::int64_t i = 0; i < config.layers; ++i) layers->push_back(PlainLayer(config));
    register_module("layers", layers);
    labels = register_module("labels", torch::nn::Linear(config.width, kLabels));
  }

  torch::Tensor forward(const torch::Tensor& ids, const torch::Tensor& mask) {
    auto x = words(ids) + places(torch::arange(ids.size(1))) + types(torch::zeros_like(ids));
    x = torch::dropout(norm(x), config.dropout, true);
    const auto unattended = (1 - mask).unsqueeze(1).unsqueeze(1) * -1e9;
    for (const auto& layer : *layers) x = layer->as<PlainLayer>()->forward(x, unattended);
    const auto part = mask.unsqueeze(-1);
    return labels((x * part).sum(1) / part.sum(1));
  }

  model::BertConfig config;
  torch::nn::Embedding words{nullptr}, places{nullptr}, types{nullptr};
  torch::nn::LayerNorm norm{nullptr};
  torch::nn::ModuleList layers;
  torch::nn::Linear labels{nullptr};
};

double step_of_plain_loop(bool bf16) {
  torch::set_num_threads(1);
  torch::manual_seed(1);
  PlainNet net;
  std::vector<torch::Tensor> parameters;
  for (const auto& parameter : net.parameters()) {
    if (parameter.requires_grad()) parameters.push_back(parameter);
  }
  torch::optim::AdamW optimizer(parameters, torch::optim::AdamWOptions(1e-4).weight_decay(0.01));
  const auto ids = torch::tensor(sample_ids()).view({kRows, kTokens});
  const auto labels = torch::tensor(sample_labels()).view({kRows, kLabels});
  const auto mask = torch::ones({kRows, kTokens});
  FastestStep steps;
  for (std::int64_t step = 0; step < kSteps; ++step) {
    torch::Tensor loss;
    {
      const Autocast autocast(bf16);
      loss = torch::binary_cross_entropy_with_logits(net.forward(ids, mask).to(torch::kFloat), labels);
    }
    optimizer.zero_grad();
    loss.backward();
    torch::nn::utils::clip_grad_norm_(parameters, 1.0);
    optimizer.step();
    benchmark::DoNotOptimize(loss.item<double>());
    steps.step_done();
  }
  return steps.seconds();
}

void step(benchmark::State& state, double (*seconds_of)(bool bf16), bool bf16) {
  for (auto _ : state) state.SetIterationTime(seconds_of(bf16));
  state.SetItemsProcessed(state.iterations() * kRows * kTokens);
}

BENCHMARK_CAPTURE(step, train_f32, step_of_train, false)->UseManualTime()->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(step, plain_f32, step_of_plain_loop, false)
    ->UseManualTime()
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(step, train_bf16, step_of_train, true)->UseManualTime()->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(step, plain_bf16, step_of_plain_loop, true)
    ->UseManualTime()
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

const bool told = (benchmark::AddCustomContext("libtorch", TORCH_VERSION), true);

}  // namespace
}  // namespace affect::learn::nets
