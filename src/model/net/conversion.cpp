#include "model/net/conversion.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <openvino/op/convert.hpp>
#include <openvino/op/gather.hpp>
#include <openvino/op/parameter.hpp>
#include <openvino/op/result.hpp>
#include <openvino/op/shape_of.hpp>

#include "affect/error.h"
#include "model/graph/graph_weight.h"

namespace affect::model {
namespace {

Converted parameter(const Node& node) {
  ov::PartialShape shape;
  for (const Dim& dim : node.shape) shape.push_back(dim.dynamic() ? ov::Dimension::dynamic() : ov::Dimension(dim.size));
  const auto made = std::make_shared<ov::op::v0::Parameter>(
      node.element == Element::f32 ? ov::element::f32 : ov::element::i64, shape);
  made->set_friendly_name(node.name);
  made->output(0).set_names({node.name});
  return made;
}

Converted converted(Conversion& conversion, std::size_t i) {
  const Node& node = conversion.graph.nodes()[i];
  switch (node.op) {
    case Op::input:
      return parameter(node);
    case Op::weight: {
      const Weight weight = conversion.weight(Value{i});
      const auto owner = std::make_shared<std::shared_ptr<const void>>(weight.owner);
      return std::make_shared<ov::op::v0::Constant>(ov::element::f32, ov::Shape(weight.shape), weight.values.data(),
                                                    owner);
    }
    case Op::constant: {
      ov::Shape shape;
      for (const Dim& dim : node.shape) shape.push_back(static_cast<std::size_t>(dim.size));
      return ov::op::v0::Constant::create(ov::element::f32, shape, node.attributes.values);
    }
    case Op::dropout:
      return conversion.operand(node, 0);
    default:
      break;
  }
  for (const auto family :
       {convert_elementwise, convert_layer, convert_windows, convert_recurrent, convert_indexing, convert_arranging}) {
    if (auto made = family(conversion, node)) {
      made->get_node_shared_ptr()->set_friendly_name(node.name);
      return *made;
    }
  }
  throw ModelError(
      fmt::format("net {}: node \"{}\": {} is not run here", conversion.graph.name(), node.name, name_of(node.op)));
}

}  // namespace

Weight Conversion::weight(Value x) const {
  const Node& node = graph.node(x);
  const auto found = graph_weight(graph, node, weights);
  if (!found) {
    throw ModelError(
        fmt::format("net {}: there is no weight \"{}\" {}", graph.name(), node.name, to_string(node.shape)),
        {weights.source(), 0, 0}, "these weights are of another net");
  }
  return *found;
}

std::shared_ptr<ov::Model> convert(Conversion& conversion) {
  const Graph& graph = conversion.graph;
  if (graph.outputs().empty()) throw ModelError(fmt::format("net {} has no output", graph.name()));
  for (std::size_t i = 0; i < graph.nodes().size(); ++i) conversion.done.push_back(converted(conversion, i));
  ov::ParameterVector parameters;
  for (const auto& [name, value] : graph.inputs()) {
    parameters.push_back(std::dynamic_pointer_cast<ov::op::v0::Parameter>(conversion.of(value).get_node_shared_ptr()));
  }
  ov::ResultVector results;
  for (const auto& [name, value] : graph.outputs()) {
    results.push_back(std::make_shared<ov::op::v0::Result>(conversion.of(value)));
    results.back()->set_friendly_name(name);
  }
  return std::make_shared<ov::Model>(results, parameters, graph.name());
}

Converted integers(const std::vector<std::int64_t>& values) {
  return ov::op::v0::Constant::create(ov::element::i64, ov::Shape{values.size()}, values);
}

Converted size_of(const Converted& x, std::int64_t axis) {
  const auto shape = std::make_shared<ov::op::v3::ShapeOf>(x, ov::element::i64);
  return std::make_shared<ov::op::v8::Gather>(shape, integers({axis}), integer(0));
}

}  // namespace affect::model
