#include <limits>

#include "learn/nets/computation.h"

namespace affect::learn::nets {
namespace {

torch::Tensor convolution(const Computation& computation, const model::Node& node) {
  const model::Attributes& a = node.attributes;
  const auto &x = computation.operand(node, 0), &weight = computation.operand(node, 1);
  const torch::Tensor bias = node.operands.size() == 2 ? torch::Tensor() : computation.operand(node, 2);
  return a.kernel.size() == 1 ? at::conv1d(x, weight, bias, a.stride, a.padding, a.dilation, a.groups)
                              : at::conv2d(x, weight, bias, a.stride, a.padding, a.dilation, a.groups);
}

/// Padded here: libtorch's own pooling refuses more than half a kernel of it.
torch::Tensor padded(const torch::Tensor& x, const std::vector<std::int64_t>& padding, double value) {
  std::vector<std::int64_t> sides;
  for (auto axis = padding.rbegin(); axis != padding.rend(); ++axis) sides.insert(sides.end(), 2, *axis);
  return at::constant_pad_nd(x, sides, value);
}

torch::Tensor max_pool(const torch::Tensor& x, const model::Attributes& a) {
  const torch::Tensor wide = padded(x, a.padding, -std::numeric_limits<double>::infinity());
  return a.kernel.size() == 1 ? at::max_pool1d(wide, a.kernel, a.stride) : at::max_pool2d(wide, a.kernel, a.stride);
}

torch::Tensor mean_pool(const torch::Tensor& x, const model::Attributes& a) {
  const auto mean = [&](const torch::Tensor& given) {
    const torch::Tensor wide = padded(given, a.padding, 0);
    return a.kernel.size() == 1 ? at::avg_pool1d(wide, a.kernel, a.stride) : at::avg_pool2d(wide, a.kernel, a.stride);
  };
  // The share of each window that is no padding.
  const torch::Tensor there = mean(at::ones_like(x.slice(0, 0, 1).slice(1, 0, 1)));
  return at::div(mean(x), there);
}

}  // namespace

std::optional<torch::Tensor> compute_windows(const Computation& computation, const model::Node& node) {
  using model::Op;
  switch (node.op) {
    case Op::convolution:
      return convolution(computation, node);
    case Op::max_pool:
      return max_pool(computation.numbers(node, 0), node.attributes);
    case Op::mean_pool:
      return mean_pool(computation.numbers(node, 0), node.attributes);
    default:
      return std::nullopt;
  }
}

}  // namespace affect::learn::nets
