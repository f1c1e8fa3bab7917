#include <cmath>

#include <openvino/op/add.hpp>
#include <openvino/op/batch_norm.hpp>
#include <openvino/op/divide.hpp>
#include <openvino/op/greater.hpp>
#include <openvino/op/matmul.hpp>
#include <openvino/op/multiply.hpp>
#include <openvino/op/mvn.hpp>
#include <openvino/op/power.hpp>
#include <openvino/op/range.hpp>
#include <openvino/op/reduce_mean.hpp>
#include <openvino/op/reshape.hpp>
#include <openvino/op/select.hpp>
#include <openvino/op/softmax.hpp>
#include <openvino/op/sqrt.hpp>
#include <openvino/op/squeeze.hpp>
#include <openvino/op/subtract.hpp>
#include <openvino/op/transpose.hpp>
#include <openvino/op/unsqueeze.hpp>

#include "model/net/conversion.h"

namespace affect::model {
namespace {

/// What stands in the place of a key that may not be attended, before the softmax.
constexpr float kUnattended = -1e9F;

Converted linear(const Conversion& conversion, const Node& node) {
  Converted x = conversion.operand(node, 0), weight = conversion.operand(node, 1);
  if (conversion.quantize) {
    const ActivationRange* range = nullptr;
    if (conversion.ranges != nullptr) {
      const auto found = conversion.ranges->by_layer.find(node.name);
      if (found != conversion.ranges->by_layer.end()) range = &found->second;
    }
    if (range != nullptr || conversion.ranges == nullptr) {
      weight = quantized_weight(conversion.weight(node.operands[1]));
      if (range != nullptr) x = quantized_input(x, *range);
    }
  }
  const auto product = std::make_shared<ov::op::v0::MatMul>(x, weight, false, true);
  if (node.operands.size() == 2) return product;
  return std::make_shared<ov::op::v1::Add>(product, conversion.operand(node, 2));
}

Converted layer_norm(const Conversion& conversion, const Node& node) {
  const auto normal =
      std::make_shared<ov::op::v6::MVN>(conversion.operand(node, 0), integers({-1}), true,
                                        static_cast<float>(node.attributes.epsilon), ov::op::MVNEpsMode::INSIDE_SQRT);
  const auto scaled = std::make_shared<ov::op::v1::Multiply>(normal, conversion.operand(node, 1));
  return std::make_shared<ov::op::v1::Add>(scaled, conversion.operand(node, 2));
}

Converted rms_norm(const Conversion& conversion, const Node& node) {
  const Converted& x = conversion.operand(node, 0);
  const auto square = std::make_shared<ov::op::v1::Power>(x, real(2));
  const auto mean = std::make_shared<ov::op::v1::ReduceMean>(square, integers({-1}), true);
  const auto root = std::make_shared<ov::op::v0::Sqrt>(
      std::make_shared<ov::op::v1::Add>(mean, real(static_cast<float>(node.attributes.epsilon))));
  const auto normal = std::make_shared<ov::op::v1::Divide>(x, root);
  return std::make_shared<ov::op::v1::Multiply>(normal, conversion.operand(node, 1));
}

/// [length, length]: minus very much where a key stands after the query.
Converted future(const Converted& query) {
  const auto length = std::make_shared<ov::op::v0::Squeeze>(size_of(query, 1), integers({0}));
  const auto places = std::make_shared<ov::op::v4::Range>(integer(0), length, integer(1), ov::element::i64);
  const auto rows = std::make_shared<ov::op::v0::Unsqueeze>(places, integers({1}));
  const auto later = std::make_shared<ov::op::v1::Greater>(places, rows);
  return std::make_shared<ov::op::v1::Select>(later, real(kUnattended), real(0));
}

// Spelt out: ScaledDotProductAttention passes over a mask where it is told to be causal.
Converted attention(const Conversion& conversion, const Node& node) {
  const std::int64_t heads = node.attributes.heads;
  const auto split = [&](std::size_t i) {
    const std::int64_t width = conversion.graph.shape(node.operands[i]).back().size;
    const auto by_head = std::make_shared<ov::op::v1::Reshape>(conversion.operand(node, i),
                                                               integers({0, 0, heads, width / heads}), true);
    return std::make_shared<ov::op::v1::Transpose>(by_head, integers({0, 2, 1, 3}));
  };
  const std::int64_t width = conversion.graph.shape(node.operands[0]).back().size / heads;
  const auto scale = real(static_cast<float>(1 / std::sqrt(static_cast<double>(width))));
  const auto products = std::make_shared<ov::op::v0::MatMul>(split(0), split(1), false, true);
  Converted scores = std::make_shared<ov::op::v1::Multiply>(products, scale);
  if (node.attributes.masked) {
    // 1 to 0 and 0 to minus very much, [batch, 1, 1, others].
    const auto absent = std::make_shared<ov::op::v1::Subtract>(real(1), conversion.operand(node, 3));
    const auto added = std::make_shared<ov::op::v1::Multiply>(absent, real(kUnattended));
    scores =
        std::make_shared<ov::op::v1::Add>(scores, std::make_shared<ov::op::v0::Unsqueeze>(added, integers({1, 2})));
  }
  if (node.attributes.causal) scores = std::make_shared<ov::op::v1::Add>(scores, future(conversion.operand(node, 0)));
  const auto attended =
      std::make_shared<ov::op::v0::MatMul>(std::make_shared<ov::op::v8::Softmax>(scores, -1), split(2));
  const auto by_place = std::make_shared<ov::op::v1::Transpose>(attended, integers({0, 2, 1, 3}));
  return std::make_shared<ov::op::v1::Reshape>(by_place, integers({0, 0, node.shape.back().size}), true);
}

}  // namespace

std::optional<Converted> convert_layer(const Conversion& conversion, const Node& node) {
  switch (node.op) {
    case Op::linear:
      return linear(conversion, node);
    case Op::layer_norm:
      return layer_norm(conversion, node);
    case Op::rms_norm:
      return rms_norm(conversion, node);
    case Op::batch_norm:
      return std::make_shared<ov::op::v5::BatchNormInference>(conversion.operand(node, 0), conversion.operand(node, 1),
                                                              conversion.operand(node, 2), conversion.operand(node, 3),
                                                              conversion.operand(node, 4), node.attributes.epsilon);
    case Op::attention:
      return attention(conversion, node);
    default:
      return std::nullopt;
  }
}

}  // namespace affect::model
