#include <openvino/op/broadcast.hpp>
#include <openvino/op/concat.hpp>
#include <openvino/op/gather.hpp>
#include <openvino/op/range.hpp>
#include <openvino/op/scatter_nd_update.hpp>
#include <openvino/op/shape_of.hpp>
#include <openvino/op/slice.hpp>
#include <openvino/op/squeeze.hpp>
#include <openvino/op/unsqueeze.hpp>

#include "model/net/conversion.h"

namespace affect::model {
namespace {

Converted iota(const Conversion& conversion, const Node& node) {
  const auto count = std::make_shared<ov::op::v0::Squeeze>(
      size_of(conversion.operand(node, 0), node.attributes.axes[0]), integers({0}));
  return std::make_shared<ov::op::v4::Range>(integer(0), count, integer(1), ov::element::i64);
}

Converted segment_sum(const Conversion& conversion, const Node& node) {
  const Converted &values = conversion.operand(node, 0), &segments = conversion.operand(node, 1);
  ov::OutputVector sizes{size_of(conversion.operand(node, 2), 0)};
  for (std::size_t i = 1; i < node.shape.size(); ++i) sizes.push_back(size_of(values, static_cast<std::int64_t>(i)));
  const auto zeros = std::make_shared<ov::op::v3::Broadcast>(real(0), std::make_shared<ov::op::v0::Concat>(sizes, 0));
  const auto rows = std::make_shared<ov::op::v0::Unsqueeze>(segments, integers({1}));
  return std::make_shared<ov::op::v15::ScatterNDUpdate>(zeros, rows, values,
                                                        ov::op::v15::ScatterNDUpdate::Reduction::SUM);
}

}  // namespace

std::optional<Converted> convert_indexing(const Conversion& conversion, const Node& node) {
  switch (node.op) {
    case Op::gather:
      return std::make_shared<ov::op::v8::Gather>(conversion.operand(node, 0), conversion.operand(node, 1),
                                                  integer(node.attributes.axes[0]));
    case Op::iota:
      return iota(conversion, node);
    case Op::segment_sum:
      return segment_sum(conversion, node);
    default:
      return std::nullopt;
  }
}

}  // namespace affect::model
