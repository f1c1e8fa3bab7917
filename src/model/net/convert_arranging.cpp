#include <openvino/op/concat.hpp>
#include <openvino/op/log_softmax.hpp>
#include <openvino/op/reduce_max.hpp>
#include <openvino/op/reduce_mean.hpp>
#include <openvino/op/reduce_sum.hpp>
#include <openvino/op/reshape.hpp>
#include <openvino/op/slice.hpp>
#include <openvino/op/softmax.hpp>
#include <openvino/op/transpose.hpp>

#include "model/net/conversion.h"

namespace affect::model {

std::optional<Converted> convert_arranging(const Conversion& conversion, const Node& node) {
  namespace op = ov::op;
  const Attributes& a = node.attributes;
  const auto x = [&] { return conversion.operand(node, 0); };
  switch (node.op) {
    case Op::softmax:
      return std::make_shared<op::v8::Softmax>(x(), a.axes[0]);
    case Op::log_softmax:
      return std::make_shared<op::v5::LogSoftmax>(x(), a.axes[0]);
    case Op::reduce_sum:
      return std::make_shared<op::v1::ReduceSum>(x(), integers(a.axes), a.keep);
    case Op::reduce_mean:
      return std::make_shared<op::v1::ReduceMean>(x(), integers(a.axes), a.keep);
    case Op::reduce_max:
      return std::make_shared<op::v1::ReduceMax>(x(), integers(a.axes), a.keep);
    case Op::concat: {
      ov::OutputVector parts;
      for (const Value part : node.operands) parts.push_back(conversion.of(part));
      return std::make_shared<op::v0::Concat>(parts, a.axes[0]);
    }
    case Op::slice:
      return std::make_shared<op::v8::Slice>(x(), integers({a.sizes[0]}), integers({a.sizes[1]}), integers({1}),
                                             integers({a.axes[0]}));
    case Op::reshape:
      return std::make_shared<op::v1::Reshape>(x(), integers(a.sizes), true);
    case Op::transpose:
      return std::make_shared<op::v1::Transpose>(x(), integers(a.axes));
    default:
      return std::nullopt;
  }
}

}  // namespace affect::model
