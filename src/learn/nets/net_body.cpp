#include "learn/nets/net_body.h"

#include <algorithm>
#include <set>
#include <span>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/rng.h"
#include "learn/nets/computation.h"
#include "model/graph/graph_weight.h"
#include "model/graph/input_rules.h"

namespace affect::learn::nets {
namespace {

/// The most values of one input, as for a net that runs.
constexpr std::size_t kMaxValues = std::size_t{1} << 24;

template <class Number>
torch::Tensor copied(const std::vector<std::int64_t>& sizes, std::span<const Number> values, at::ScalarType type) {
  torch::Tensor tensor = torch::empty(sizes, type);
  std::copy(values.begin(), values.end(), tensor.template data_ptr<Number>());
  return tensor;
}

template <class Number>
std::vector<Number> values_of(const torch::Tensor& tensor) {
  const auto* begin = tensor.data_ptr<Number>();
  return {begin, begin + tensor.numel()};
}

std::vector<std::int64_t> sizes_of(const model::Shape& shape) {
  std::vector<std::int64_t> sizes;
  for (const model::Dim& dim : shape) sizes.push_back(dim.size);
  return sizes;
}

/// Nothing to start from.
class NoWeights : public model::Weights {
 public:
  std::optional<model::Weight> find(std::string_view /*name*/) const override { return std::nullopt; }
  std::string source() const override { return {}; }
  std::string fingerprint() const override { return {}; }
};

/// What the norms of a graph do with some of its weights.
struct NormWeights {
  std::set<std::size_t> ones;        ///< nodes that start as 1: factors and variances
  std::set<std::size_t> statistics;  ///< nodes that batches change, not gradients

  explicit NormWeights(const model::Graph& graph) {
    using model::Op;
    for (const model::Node& node : graph.nodes()) {
      const auto operand = [&](std::size_t i) { return node.operands[i].node; };
      if (node.op == Op::layer_norm || node.op == Op::rms_norm || node.op == Op::batch_norm) ones.insert(operand(1));
      if (node.op != Op::batch_norm) continue;
      ones.insert(operand(4));
      statistics.insert({operand(3), operand(4)});
    }
  }
};

/// Each name has its own numbers: they stay the same whichever other weights are fresh.
Rng rng_of(const std::string& name, std::uint64_t seed) {
  std::uint64_t hash = 0xcbf29ce484222325u;  // FNV-1a
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return Rng(seed).split(hash);
}

torch::Tensor fresh_weight(const model::Node& node, bool one, const FreshWeights& fresh) {
  const std::vector<std::int64_t> sizes = sizes_of(node.shape);
  if (one) return torch::ones(sizes);
  torch::Tensor tensor = torch::zeros(sizes);
  if (sizes.size() < 2) return tensor;
  Rng rng = rng_of(node.name, fresh.seed);
  std::generate_n(tensor.data_ptr<float>(), tensor.numel(),
                  [&] { return static_cast<float>(fresh.deviation * rng.normal()); });
  return tensor;
}

std::unique_ptr<TrainableNet::Body> body_of(model::Graph graph, const model::Weights& start,
                                            const FreshWeights& fresh) {
  if (graph.outputs().empty()) throw ModelError(fmt::format("net {} has no output", graph.name()));
  auto body = std::make_unique<TrainableNet::Body>(TrainableNet::Body{std::move(graph), {}, {}});
  const NormWeights norms(body->graph);
  for (const auto& [name, value] : body->graph.weights()) {
    const model::Node& node = body->graph.node(value);
    torch::Tensor tensor;
    if (const auto found = model::graph_weight(body->graph, node, start)) {
      tensor = copied(sizes_of(node.shape), found->values, at::kFloat);
    } else {
      tensor = fresh_weight(node, norms.ones.contains(value.node), fresh);
      body->fresh.push_back(name);
    }
    body->weights.emplace(name, tensor.set_requires_grad(!norms.statistics.contains(value.node)));
  }
  return body;
}

/// Values that the outputs need, by node: how many nodes and outputs read each.
std::vector<std::size_t> readers_of(const model::Graph& graph, const std::vector<std::string>& outputs) {
  std::vector<std::size_t> readers(graph.nodes().size(), 0);
  for (const std::string& name : outputs) {
    const auto found = graph.outputs().find(name);
    if (found == graph.outputs().end())
      throw InputError(fmt::format("net {}: there is no output \"{}\"", graph.name(), name));
    ++readers[found->second.node];
  }
  for (std::size_t i = readers.size(); i-- > 0;) {
    if (readers[i] == 0) continue;
    for (const model::Value operand : graph.nodes()[i].operands) ++readers[operand.node];
  }
  return readers;
}

torch::Tensor computed(const Computation& computation, const model::Node& node) {
  for (const auto family :
       {compute_elementwise, compute_layer, compute_windows, compute_recurrent, compute_indexing, compute_arranging}) {
    if (auto made = family(computation, node)) return *std::move(made);
  }
  throw ModelError(fmt::format("net {}: node \"{}\": {} is not computed here", computation.graph.name(), node.name,
                               name_of(node.op)));
}

}  // namespace

Tensors TrainableNet::Body::forward(const Tensors& inputs, const std::vector<std::string>& outputs, bool training) {
  using model::Op;
  std::vector<std::size_t> readers = readers_of(graph, outputs);
  Computation computation{graph, training};
  computation.done.resize(readers.size());
  for (std::size_t i = 0; i < readers.size(); ++i) {
    if (readers[i] == 0) continue;
    const model::Node& node = graph.nodes()[i];
    torch::Tensor& result = computation.done[i];
    if (node.op == Op::input) {
      const auto found = inputs.find(node.name);
      if (found == inputs.end())
        throw InputError(fmt::format("net {}: input \"{}\" is missing", graph.name(), node.name));
      result = found->second;
    } else if (node.op == Op::weight) {
      result = weights.at(node.name);
    } else if (node.op == Op::constant) {
      result = copied(sizes_of(node.shape), std::span(node.attributes.values), at::kFloat);
    } else {
      result = computed(computation, node);
    }
    // What is read no more is let go: the largest nets hold a layer at a time where no gradient keeps the rest.
    for (const model::Value operand : node.operands) {
      if (--readers[operand.node] == 0) computation.done[operand.node].reset();
    }
  }
  Tensors results;
  for (const std::string& name : outputs) {
    const model::Value value = graph.outputs().at(name);
    const torch::Tensor& result = computation.done[value.node];
    results.emplace(name, graph.node(value).element == model::Element::f32 ? result.to(at::kFloat) : result);
  }
  return results;
}

TrainableNet::TrainableNet(model::Graph graph, const FreshWeights& fresh)
    : TrainableNet(std::move(graph), NoWeights(), fresh) {}
TrainableNet::TrainableNet(model::Graph graph, const model::Weights& start, const FreshWeights& fresh)
    : body_(body_of(std::move(graph), start, fresh)) {}
TrainableNet::TrainableNet(TrainableNet&&) noexcept = default;
TrainableNet& TrainableNet::operator=(TrainableNet&&) noexcept = default;
TrainableNet::~TrainableNet() = default;

std::map<std::string, model::Array> TrainableNet::infer(const std::map<std::string, model::Array>& inputs,
                                                        const std::vector<std::string>& outputs) const {
  const model::Graph& net = body_->graph;
  model::check_inputs(model::rules_of(net), net.name(), inputs, kMaxValues);
  std::vector<std::string> wanted = outputs;
  if (wanted.empty()) {
    for (const auto& [name, value] : net.outputs()) wanted.push_back(name);
  }
  const torch::NoGradGuard without_gradients;
  std::map<std::string, model::Array> results;
  try {
    Tensors given;
    for (const auto& [name, array] : inputs) given.emplace(name, tensor_of(array));
    for (const auto& [name, tensor] : body_->forward(given, wanted, false)) results.emplace(name, array_of(tensor));
  } catch (const Error&) {
    throw;
  } catch (const std::exception& error) {
    // libtorch says what happened in the first line; below it stand its own calls.
    const std::string_view text = error.what();
    throw model::run_failure(net.name(), inputs, std::string(text.substr(0, text.find('\n'))));
  }
  return results;
}

const model::Graph& TrainableNet::graph() const { return body_->graph; }
const std::vector<std::string>& TrainableNet::fresh() const { return body_->fresh; }

void TrainableNet::write(model::SafetensorsWriter& writer) const {
  for (const auto& [name, tensor] : body_->weights) {
    const model::Array array = array_of(tensor);
    writer.add(name, std::span(array.reals()), array.shape);
  }
}

torch::Tensor tensor_of(const model::Array& array) {
  const std::vector<std::int64_t> sizes(array.shape.begin(), array.shape.end());
  return array.element() == model::Element::f32 ? copied(sizes, std::span(array.reals()), at::kFloat)
                                                : copied(sizes, std::span(array.integers()), at::kLong);
}

model::Array array_of(const torch::Tensor& tensor) {
  const bool whole = !tensor.is_floating_point();
  const torch::Tensor plain = tensor.detach().to(whole ? at::kLong : at::kFloat).contiguous();
  model::Array array;
  array.shape.assign(plain.sizes().begin(), plain.sizes().end());
  if (whole) {
    array.values = values_of<std::int64_t>(plain);
  } else {
    array.values = values_of<float>(plain);
  }
  return array;
}

}  // namespace affect::learn::nets
