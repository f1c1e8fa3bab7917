#include "model/graph/graph_weight.h"

#include <fmt/format.h>

#include "affect/error.h"

namespace affect::model {

std::optional<Weight> graph_weight(const Graph& graph, const Node& node, const Weights& weights) {
  auto found = weights.find(node.name);
  if (found && Shape(found->shape.begin(), found->shape.end()) != node.shape) {
    throw ModelError(fmt::format("net {}: the weight \"{}\" is {}, not {}", graph.name(), node.name,
                                 to_string(found->shape), to_string(node.shape)),
                     {weights.source(), 0, 0}, "these weights are of another net");
  }
  return found;
}

}  // namespace affect::model
