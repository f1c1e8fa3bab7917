#include "learn/nets/computation.h"

namespace affect::learn::nets {
namespace {

torch::Tensor concat(const Computation& computation, const model::Node& node) {
  std::vector<torch::Tensor> parts;
  for (std::size_t i = 0; i < node.operands.size(); ++i) parts.push_back(computation.operand(node, i));
  return at::cat(parts, node.attributes.axes[0]);
}

torch::Tensor reshape(const torch::Tensor& x, const model::Attributes& a) {
  std::vector<std::int64_t> sizes = a.sizes;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    if (sizes[i] == 0) sizes[i] = x.size(static_cast<std::int64_t>(i));
  }
  return x.reshape(sizes);
}

}  // namespace

std::optional<torch::Tensor> compute_arranging(const Computation& computation, const model::Node& node) {
  using model::Op;
  const model::Attributes& a = node.attributes;
  const auto x = [&] { return computation.operand(node, 0); };
  const auto numbers = [&] { return computation.numbers(node, 0); };
  switch (node.op) {
    case Op::softmax:
      return at::softmax(numbers(), a.axes[0]);
    case Op::log_softmax:
      return at::log_softmax(numbers(), a.axes[0]);
    case Op::reduce_sum:
      return at::sum(numbers(), a.axes, a.keep);
    case Op::reduce_mean:
      return at::mean(numbers(), a.axes, a.keep);
    case Op::reduce_max:
      return at::amax(numbers(), a.axes, a.keep);
    case Op::concat:
      return concat(computation, node);
    case Op::slice:
      return at::slice(x(), a.axes[0], a.sizes[0], a.sizes[1]);
    case Op::reshape:
      return reshape(x(), a);
    case Op::transpose:
      return x().permute(a.axes);
    default:
      return std::nullopt;
  }
}

}  // namespace affect::learn::nets
