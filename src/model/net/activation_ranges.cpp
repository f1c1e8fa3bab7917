#include "affect/model/net/activation_ranges.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/model/net/net.h"

namespace affect::model {

std::string ActivationRanges::to_text() const {
  std::string text;
  for (const auto& [layer, range] : by_layer) text += fmt::format("{} {} {}\n", layer, range.low, range.high);
  return text;
}

ActivationRanges ActivationRanges::from_text(std::string_view text, const std::string& file) {
  ActivationRanges ranges;
  for (std::size_t line = 1; !text.empty(); ++line) {
    const auto end = std::min(text.find('\n'), text.size());
    std::string_view rest = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    float numbers[2] = {};
    const auto name = rest.substr(0, rest.find(' '));
    rest.remove_prefix(name.size());
    for (float& number : numbers) {
      if (rest.starts_with(' ')) rest.remove_prefix(1);
      const auto [stop, wrong] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
      if (wrong != std::errc())
        rest = "?";
      else
        rest.remove_prefix(static_cast<std::size_t>(stop - rest.data()));
    }
    if (name.empty() || !rest.empty() || !std::isfinite(numbers[0]) || !std::isfinite(numbers[1]) ||
        numbers[0] > numbers[1]) {
      throw InputError("no range of a layer", {file, line, 0}, "a line holds a name, the lowest and the highest value");
    }
    ranges.by_layer[std::string(name)] = {numbers[0], numbers[1]};
  }
  return ranges;
}

ActivationRanges calibrate(const Graph& graph, const Weights& weights,
                           const std::vector<std::map<std::string, Array>>& samples) {
  Graph watched = graph;
  std::map<std::string, Value> of_layer;
  for (const Node& node : graph.nodes()) {
    if (node.op == Op::linear) of_layer.emplace(node.name, node.operands[0]);
  }
  for (const auto& [layer, x] : of_layer) watched.output(fmt::format("input of {}", layer), x);
  NetOptions options;
  options.precision = Precision::f32;
  const Net net(watched, weights, options);
  ActivationRanges ranges;
  for (const auto& sample : samples) {
    const auto outputs = net.infer(sample);
    for (const auto& [layer, x] : of_layer) {
      const auto& values = outputs.at(fmt::format("input of {}", layer)).reals();
      const auto [low, high] = std::minmax_element(values.begin(), values.end());
      ActivationRange& range = ranges.by_layer[layer];
      range.low += *low / static_cast<float>(samples.size());
      range.high += *high / static_cast<float>(samples.size());
    }
  }
  return ranges;
}

}  // namespace affect::model
