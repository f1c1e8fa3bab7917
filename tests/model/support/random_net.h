/// Made-up weights and inputs for any Graph.
#pragma once
#include <cmath>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "affect/model/graph/graph.h"
#include "affect/model/graph/weights.h"
#include "affect/rng.h"

namespace affect::test {

/// Normal numbers for every weight of a graph, of a size that keeps values near 1; positive where a name says variance.
class RandomWeights : public model::Weights {
 public:
  RandomWeights(const model::Graph& graph, Rng& rng) {
    for (const auto& [name, value] : graph.weights()) {
      Made made;
      std::size_t count = 1;
      for (const auto& dim : graph.shape(value)) {
        made.shape.push_back(static_cast<std::size_t>(dim.size));
        count *= made.shape.back();
      }
      const double scale = 1 / std::sqrt(static_cast<double>(made.shape.size() > 1 ? count / made.shape[0] : 4));
      for (std::size_t i = 0; i < count; ++i) {
        const double x = rng.normal() * scale;
        made.values.push_back(static_cast<float>(name.ends_with("running_var") ? 0.5 + std::abs(x) : x));
      }
      made_.emplace(name, std::move(made));
    }
  }

  std::optional<model::Weight> find(std::string_view name) const override {
    const auto found = made_.find(name);
    if (found == made_.end()) return std::nullopt;
    return model::Weight{found->second.shape, found->second.values, nullptr};
  }
  std::string source() const override { return "made up"; }
  std::string fingerprint() const override {
    double sum = 0;
    for (const auto& [name, made] : made_) {
      for (const float value : made.values) sum += value;
    }
    return std::to_string(sum);
  }

 private:
  struct Made {
    std::vector<std::size_t> shape;
    std::vector<float> values;
  };
  std::map<std::string, Made, std::less<>> made_;
};

/// Inputs for a graph whose dynamic dimensions have these sizes. Integers are below `indices`; an input whose name
/// starts with "mask" has ones, at least one, then zeros; one that starts with "positive" is above 0.1.
inline std::map<std::string, model::Array> random_inputs(const model::Graph& graph,
                                                         const std::map<std::string, std::size_t>& sizes,
                                                         std::size_t indices, Rng& rng) {
  std::map<std::string, model::Array> inputs;
  for (const auto& [name, value] : graph.inputs()) {
    model::Array array;
    std::size_t count = 1;
    for (const auto& dim : graph.shape(value)) {
      array.shape.push_back(dim.dynamic() ? sizes.at(dim.name) : static_cast<std::size_t>(dim.size));
      count *= array.shape.back();
    }
    const std::size_t width = array.shape.empty() ? 1 : array.shape.back();
    std::vector<float> reals;
    std::vector<std::int64_t> integers;
    std::size_t ones = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (i % width == 0) ones = 1 + rng.below(width);
      const bool is_one = i % width < ones;
      if (graph.node(value).element == model::Element::i64) {
        integers.push_back(name.starts_with("mask") ? is_one : static_cast<std::int64_t>(rng.below(indices)));
      } else if (name.starts_with("mask")) {
        reals.push_back(is_one ? 1 : 0);
      } else {
        const double x = rng.normal();
        reals.push_back(static_cast<float>(name.starts_with("positive") ? 0.1 + std::abs(x) : x));
      }
    }
    if (integers.empty()) {
      array.values = std::move(reals);
    } else {
      array.values = std::move(integers);
    }
    inputs.emplace(name, std::move(array));
  }
  return inputs;
}

}  // namespace affect::test
