#include <openvino/op/add.hpp>
#include <openvino/op/convert.hpp>
#include <openvino/op/divide.hpp>
#include <openvino/op/exp.hpp>
#include <openvino/op/gelu.hpp>
#include <openvino/op/log.hpp>
#include <openvino/op/matmul.hpp>
#include <openvino/op/maximum.hpp>
#include <openvino/op/minimum.hpp>
#include <openvino/op/multiply.hpp>
#include <openvino/op/relu.hpp>
#include <openvino/op/sigmoid.hpp>
#include <openvino/op/softplus.hpp>
#include <openvino/op/sqrt.hpp>
#include <openvino/op/subtract.hpp>
#include <openvino/op/swish.hpp>
#include <openvino/op/tanh.hpp>

#include "model/net/conversion.h"

namespace affect::model {

std::optional<Converted> convert_elementwise(const Conversion& conversion, const Node& node) {
  namespace op = ov::op;
  const auto x = [&] { return conversion.operand(node, 0); };
  const auto y = [&] { return conversion.operand(node, 1); };
  switch (node.op) {
    case Op::gelu:
      return std::make_shared<op::v7::Gelu>(x(), op::GeluApproximationMode::ERF);
    case Op::relu:
      return std::make_shared<op::v0::Relu>(x());
    case Op::tanh:
      return std::make_shared<op::v0::Tanh>(x());
    case Op::sigmoid:
      return std::make_shared<op::v0::Sigmoid>(x());
    case Op::silu:
      return std::make_shared<op::v4::Swish>(x());
    case Op::softplus:
      return std::make_shared<op::v4::SoftPlus>(x());
    case Op::exp:
      return std::make_shared<op::v0::Exp>(x());
    case Op::log:
      return std::make_shared<op::v0::Log>(x());
    case Op::sqrt:
      return std::make_shared<op::v0::Sqrt>(x());
    case Op::to_float:
      return std::make_shared<op::v0::Convert>(x(), ov::element::f32);
    case Op::add:
      return std::make_shared<op::v1::Add>(x(), y());
    case Op::subtract:
      return std::make_shared<op::v1::Subtract>(x(), y());
    case Op::multiply:
      return std::make_shared<op::v1::Multiply>(x(), y());
    case Op::divide:
      return std::make_shared<op::v1::Divide>(x(), y());
    case Op::maximum:
      return std::make_shared<op::v1::Maximum>(x(), y());
    case Op::minimum:
      return std::make_shared<op::v1::Minimum>(x(), y());
    case Op::matmul:
      return std::make_shared<op::v0::MatMul>(x(), y());
    default:
      return std::nullopt;
  }
}

}  // namespace affect::model
