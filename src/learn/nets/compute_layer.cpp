#include <cmath>

#include "learn/nets/computation.h"

namespace affect::learn::nets {
namespace {

/// What stands in the place of a key that may not be attended, before the softmax: where all are so, all are alike.
constexpr double kUnattended = -1e9;
/// What a batch counts in the running statistics.
constexpr double kMomentum = 0.1;

torch::Tensor linear(const Computation& computation, const model::Node& node) {
  const auto &x = computation.operand(node, 0), &weight = computation.operand(node, 1);
  return node.operands.size() == 2 ? at::linear(x, weight) : at::linear(x, weight, computation.operand(node, 2));
}

torch::Tensor rms_norm(const Computation& computation, const model::Node& node) {
  const torch::Tensor x = computation.numbers(node, 0);
  const torch::Tensor square = at::mean(at::mul(x, x), {-1}, true);
  return at::mul(at::mul(x, at::rsqrt(at::add(square, node.attributes.epsilon))), computation.operand(node, 1));
}

torch::Tensor batch_norm(const Computation& computation, const model::Node& node) {
  const torch::Tensor x = computation.numbers(node, 0);
  const auto part = [&](std::size_t i) { return computation.operand(node, i); };
  // One value a channel has no variance, and would leave NaN in the running one.
  const bool by_batch = computation.training && x.numel() > x.size(1);
  return at::batch_norm(x, part(1), part(2), part(3), part(4), by_batch, kMomentum, node.attributes.epsilon, false);
}

/// Where a key may not be attended, as the scores [batch, heads, length, others] or repeated to them; undefined where
/// all may.
torch::Tensor unattended(const Computation& computation, const model::Node& node) {
  torch::Tensor result;
  if (node.attributes.masked) result = computation.operand(node, 3).eq(0).unsqueeze(1).unsqueeze(1);
  if (node.attributes.causal) {
    const torch::Tensor places = at::arange(computation.operand(node, 0).size(1), at::kLong);
    const torch::Tensor future = places.unsqueeze(0).gt(places.unsqueeze(1));
    result = result.defined() ? at::logical_or(result, future) : future;
  }
  return result;
}

torch::Tensor attention(const Computation& computation, const model::Node& node) {
  const auto by_head = [&](std::size_t i) {
    const auto& x = computation.operand(node, i);
    return x.reshape({x.size(0), x.size(1), node.attributes.heads, -1}).transpose(1, 2);
  };
  const torch::Tensor query = by_head(0);
  const double scale = 1 / std::sqrt(static_cast<double>(query.size(3)));
  torch::Tensor scores = at::matmul(at::mul(query, scale), by_head(1).transpose(2, 3));
  // In place: the scores are the largest values of a net, and the product's gradient does not need them.
  if (const torch::Tensor nowhere = unattended(computation, node); nowhere.defined())
    scores.masked_fill_(nowhere, kUnattended);
  const torch::Tensor attended = at::matmul(at::softmax(scores, -1, at::kFloat), by_head(2)).transpose(1, 2);
  return attended.reshape({attended.size(0), attended.size(1), -1});
}

}  // namespace

std::optional<torch::Tensor> compute_layer(const Computation& computation, const model::Node& node) {
  using model::Op;
  switch (node.op) {
    case Op::linear:
      return linear(computation, node);
    case Op::layer_norm: {
      const torch::Tensor x = computation.numbers(node, 0);
      return at::layer_norm(x, {x.size(-1)}, computation.operand(node, 1), computation.operand(node, 2),
                            node.attributes.epsilon);
    }
    case Op::rms_norm:
      return rms_norm(computation, node);
    case Op::batch_norm:
      return batch_norm(computation, node);
    case Op::attention:
      return attention(computation, node);
    default:
      return std::nullopt;
  }
}

}  // namespace affect::learn::nets
