#include <openvino/op/add.hpp>
#include <openvino/op/avg_pool.hpp>
#include <openvino/op/convolution.hpp>
#include <openvino/op/group_conv.hpp>
#include <openvino/op/max_pool.hpp>
#include <openvino/op/reshape.hpp>

#include "model/net/conversion.h"

namespace affect::model {
namespace {

template <class To>
To sizes_as(const std::vector<std::int64_t>& sizes) {
  return To(sizes.begin(), sizes.end());
}

Converted convolution(const Conversion& conversion, const Node& node) {
  const Attributes& a = node.attributes;
  const auto stride = sizes_as<ov::Strides>(a.stride), dilation = sizes_as<ov::Strides>(a.dilation);
  const auto padding = sizes_as<ov::CoordinateDiff>(a.padding);
  const Converted& x = conversion.operand(node, 0);
  Converted weight = conversion.operand(node, 1);
  Converted result;
  if (a.groups == 1) {
    result = std::make_shared<ov::op::v1::Convolution>(x, weight, stride, padding, padding, dilation);
  } else {
    std::vector<std::int64_t> by_group{a.groups, node.shape[1].size / a.groups};
    const Shape& shape = conversion.graph.shape(node.operands[1]);
    for (std::size_t i = 1; i < shape.size(); ++i) by_group.push_back(shape[i].size);
    weight = std::make_shared<ov::op::v1::Reshape>(weight, integers(by_group), false);
    result = std::make_shared<ov::op::v1::GroupConvolution>(x, weight, stride, padding, padding, dilation);
  }
  if (node.operands.size() == 2) return result;
  std::vector<std::int64_t> by_channel(node.shape.size(), 1);
  by_channel[1] = -1;
  const auto bias = std::make_shared<ov::op::v1::Reshape>(conversion.operand(node, 2), integers(by_channel), false);
  return std::make_shared<ov::op::v1::Add>(result, bias);
}

}  // namespace

std::optional<Converted> convert_windows(const Conversion& conversion, const Node& node) {
  const Attributes& a = node.attributes;
  const auto padding = sizes_as<ov::Shape>(a.padding);
  switch (node.op) {
    case Op::convolution:
      return convolution(conversion, node);
    case Op::max_pool:
      return std::make_shared<ov::op::v1::MaxPool>(conversion.operand(node, 0), sizes_as<ov::Strides>(a.stride),
                                                   padding, padding, sizes_as<ov::Shape>(a.kernel),
                                                   ov::op::RoundingType::FLOOR);
    case Op::mean_pool:
      return std::make_shared<ov::op::v1::AvgPool>(conversion.operand(node, 0), sizes_as<ov::Strides>(a.stride),
                                                   padding, padding, sizes_as<ov::Shape>(a.kernel), true,
                                                   ov::op::RoundingType::FLOOR);
    default:
      return std::nullopt;
  }
}

}  // namespace affect::model
