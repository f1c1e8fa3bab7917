#include "learn/nets/computation.h"

namespace affect::learn::nets {
namespace {

torch::Tensor gather(const Computation& computation, const model::Node& node) {
  const auto &data = computation.operand(node, 0), &indices = computation.operand(node, 1);
  const std::int64_t axis = node.attributes.axes[0];
  std::vector<std::int64_t> sizes = data.sizes().vec();
  const auto place = sizes.erase(sizes.begin() + axis);
  sizes.insert(place, indices.sizes().begin(), indices.sizes().end());
  return at::index_select(data, axis, indices.reshape({-1})).reshape(sizes);
}

torch::Tensor segment_sum(const Computation& computation, const model::Node& node) {
  const torch::Tensor values = computation.numbers(node, 0);
  std::vector<std::int64_t> sizes = values.sizes().vec();
  sizes[0] = computation.operand(node, 2).size(0);
  return at::index_add(at::zeros(sizes), 0, computation.operand(node, 1), values);
}

}  // namespace

std::optional<torch::Tensor> compute_indexing(const Computation& computation, const model::Node& node) {
  using model::Op;
  switch (node.op) {
    case Op::gather:
      return gather(computation, node);
    case Op::iota:
      return at::arange(computation.operand(node, 0).size(node.attributes.axes[0]), at::kLong);
    case Op::segment_sum:
      return segment_sum(computation, node);
    default:
      return std::nullopt;
  }
}

}  // namespace affect::learn::nets
