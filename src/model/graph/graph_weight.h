/// The weight that a node of a net is, found and measured: what every back end asks of its weights.
#pragma once
#include <optional>

#include "affect/model/graph/graph.h"
#include "affect/model/graph/weights.h"

namespace affect::model {

/// Nothing where `weights` has none of this name; ModelError where it is of another shape.
std::optional<Weight> graph_weight(const Graph& graph, const Node& node, const Weights& weights);

}  // namespace affect::model
