/// A Graph as OpenVINO's own model: each family of operations has a file and a function here. They give nothing for an
/// operation of another family.
#pragma once
#include <memory>
#include <optional>
#include <vector>

#include <openvino/core/model.hpp>
#include <openvino/op/constant.hpp>

#include "affect/model/graph/graph.h"
#include "affect/model/graph/weights.h"
#include "affect/model/net/activation_ranges.h"

namespace affect::model {

using Converted = ov::Output<ov::Node>;

struct Conversion {
  const Graph& graph;
  const Weights& weights;
  bool quantize = false;
  const ActivationRanges* ranges = nullptr;
  std::vector<Converted> done{};  ///< by node of the graph

  const Converted& of(Value x) const { return done[x.node]; }
  const Converted& operand(const Node& node, std::size_t i) const { return of(node.operands[i]); }
  /// The weight that an operand is; ModelError where the source has none of this shape.
  Weight weight(Value x) const;
};

std::shared_ptr<ov::Model> convert(Conversion& conversion);

std::optional<Converted> convert_elementwise(const Conversion& conversion, const Node& node);
std::optional<Converted> convert_layer(const Conversion& conversion, const Node& node);
std::optional<Converted> convert_windows(const Conversion& conversion, const Node& node);
std::optional<Converted> convert_recurrent(const Conversion& conversion, const Node& node);
std::optional<Converted> convert_indexing(const Conversion& conversion, const Node& node);
std::optional<Converted> convert_arranging(const Conversion& conversion, const Node& node);

/// x and the weight of a linear layer in 8 bits: x by `range` where there is one, the weight by rows.
Converted quantized_weight(const Weight& weight);
Converted quantized_input(const Converted& x, const ActivationRange& range);

/// @name Short ways to say constants
/// @{
Converted integers(const std::vector<std::int64_t>& values);
inline Converted integer(std::int64_t value) {
  return ov::op::v0::Constant::create(ov::element::i64, ov::Shape{}, {value});
}
inline Converted real(float value) { return ov::op::v0::Constant::create(ov::element::f32, ov::Shape{}, {value}); }
/// The size of x along an axis, [1].
Converted size_of(const Converted& x, std::int64_t axis);
/// @}

}  // namespace affect::model
