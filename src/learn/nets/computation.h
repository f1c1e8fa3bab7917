/// A Graph as libtorch computes it: each family of operations has a file and a function here. They give nothing for an
/// operation of another family.
///
/// Under autocast linear layers, products and convolutions give bf16; what sums, divides or normalises takes numbers(),
/// so that only linear algebra is coarse.
#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "affect/model/graph/graph.h"
#include "learn/nets/libtorch.h"

namespace affect::learn::nets {

struct Computation {
  const model::Graph& graph;
  bool training = false;
  std::vector<torch::Tensor> done{};  ///< by node of the graph; undefined where nothing needs it any more

  const torch::Tensor& operand(const model::Node& node, std::size_t i) const { return done[node.operands[i].node]; }
  torch::Tensor numbers(const model::Node& node, std::size_t i) const { return operand(node, i).to(at::kFloat); }
};

std::optional<torch::Tensor> compute_elementwise(const Computation& computation, const model::Node& node);
std::optional<torch::Tensor> compute_layer(const Computation& computation, const model::Node& node);
std::optional<torch::Tensor> compute_windows(const Computation& computation, const model::Node& node);
std::optional<torch::Tensor> compute_recurrent(const Computation& computation, const model::Node& node);
std::optional<torch::Tensor> compute_indexing(const Computation& computation, const model::Node& node);
std::optional<torch::Tensor> compute_arranging(const Computation& computation, const model::Node& node);

}  // namespace affect::learn::nets
