#include "learn/nets/computation.h"

namespace affect::learn::nets {

std::optional<torch::Tensor> compute_elementwise(const Computation& computation, const model::Node& node) {
  using model::Op;
  const auto x = [&] { return computation.operand(node, 0); };
  const auto left = [&] { return computation.numbers(node, 0); };
  const auto right = [&] { return computation.numbers(node, 1); };
  switch (node.op) {
    case Op::gelu:
      return at::gelu(x());
    case Op::relu:
      return at::relu(x());
    case Op::tanh:
      return at::tanh(x());
    case Op::sigmoid:
      return at::sigmoid(x());
    case Op::silu:
      return at::silu(x());
    case Op::dropout:
      return at::dropout(x(), node.attributes.rate, computation.training);
    case Op::softplus:
      return at::softplus(left());
    case Op::exp:
      return at::exp(left());
    case Op::log:
      return at::log(left());
    case Op::sqrt:
      return at::sqrt(left());
    case Op::to_float:
      return left();
    case Op::add:
      return at::add(left(), right());
    case Op::subtract:
      return at::sub(left(), right());
    case Op::multiply:
      return at::mul(left(), right());
    case Op::divide:
      return at::div(left(), right());
    case Op::maximum:
      return at::maximum(left(), right());
    case Op::minimum:
      return at::minimum(left(), right());
    case Op::matmul:
      return at::matmul(x(), computation.operand(node, 1));
    default:
      return std::nullopt;
  }
}

}  // namespace affect::learn::nets
