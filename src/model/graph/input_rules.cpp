#include "model/graph/input_rules.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace affect::model {
namespace {

/// Nodes whose values reach x unchanged: x itself, and through whatever only moves values.
void collect_sources(const Graph& graph, Value x, std::vector<Value>& sources) {
  const Node& node = graph.node(x);
  switch (node.op) {
    case Op::reshape:
    case Op::transpose:
    case Op::slice:
    case Op::gather:
      return collect_sources(graph, node.operands[0], sources);
    case Op::concat:
      for (const Value part : node.operands) collect_sources(graph, part, sources);
      return;
    default:
      sources.push_back(x);
  }
}

void add_index_rule(const Graph& graph, Value indices, const Dim& limit, InputRules& rules) {
  std::vector<Value> sources;
  collect_sources(graph, indices, sources);
  for (const Value source : sources) {
    const Node& node = graph.node(source);
    if (node.op == Op::input) {
      rules.inputs.at(node.name).below.push_back(limit);
    } else if (node.op == Op::iota && node.shape[0].dynamic() && !limit.dynamic()) {
      const auto [found, added] = rules.longest.emplace(node.shape[0].name, limit.size);
      if (!added) found->second = std::min(found->second, limit.size);
    }
  }
}

struct Check {
  const InputRules& rules;
  const std::string& net;
  std::map<std::string, std::int64_t> sizes{};  ///< of named dimensions
  std::map<std::string, std::string> first{};   ///< the input that gave each

  [[noreturn]] void refuse(const std::string& input, const std::string& what) const {
    const InputRule& rule = rules.inputs.at(input);
    throw InputError(
        fmt::format("net {}: input \"{}\" {}", net, input, what), {},
        fmt::format("it takes {} {}", rule.element == Element::f32 ? "numbers" : "integers", to_string(rule.shape)));
  }

  void shape(const std::string& name, const InputRule& rule, const Array& array, std::size_t max_values) {
    if (array.element() != rule.element)
      refuse(name, array.element() == Element::f32 ? "holds numbers, not integers" : "holds integers, not numbers");
    std::size_t count = 1;
    for (const std::size_t size : array.shape) {
      if (size == 0) refuse(name, fmt::format("is empty: {}", to_string(array.shape)));
      if (size > max_values || count * size > max_values) {
        refuse(name, fmt::format("is too large: {}, more than {} values", to_string(array.shape), max_values));
      }
      count *= size;
    }
    if (count != array.size())
      refuse(name, fmt::format("holds {} values, not what {} says", array.size(), to_string(array.shape)));
    if (array.shape.size() != rule.shape.size()) refuse(name, fmt::format("is {}", to_string(array.shape)));
    for (std::size_t i = 0; i < rule.shape.size(); ++i)
      dimension(name, rule.shape[i], static_cast<std::int64_t>(array.shape[i]), array);
  }

  void dimension(const std::string& name, const Dim& dim, std::int64_t size, const Array& array) {
    if (!dim.dynamic()) {
      if (dim.size != size) refuse(name, fmt::format("is {}", to_string(array.shape)));
      return;
    }
    if (dim.name.empty()) return;
    const auto [found, added] = sizes.emplace(dim.name, size);
    if (added) {
      first[dim.name] = name;
    } else if (found->second != size) {
      refuse(name, fmt::format("is {}, but {} is {} in \"{}\"", to_string(array.shape), dim.name, found->second,
                               first[dim.name]));
    }
    const auto longest = rules.longest.find(dim.name);
    if (longest != rules.longest.end() && size > longest->second) {
      refuse(name, fmt::format("is {}: {} may be {} at most", to_string(array.shape), dim.name, longest->second));
    }
  }

  void values(const std::string& name, const InputRule& rule, const Array& array) const {
    if (rule.element == Element::f32) {
      const auto& reals = array.reals();
      const auto bad = std::find_if(reals.begin(), reals.end(), [](float x) { return !std::isfinite(x); });
      if (bad != reals.end()) refuse(name, fmt::format("holds {} at {}", *bad, bad - reals.begin()));
      return;
    }
    for (const Dim& limit : rule.below) {
      const auto named = sizes.find(limit.name);
      if (limit.dynamic() && named == sizes.end()) continue;
      const std::int64_t size = limit.dynamic() ? named->second : limit.size;
      const auto& numbers = array.integers();
      const auto bad = std::find_if(numbers.begin(), numbers.end(), [&](std::int64_t x) { return x < 0 || x >= size; });
      if (bad != numbers.end()) {
        refuse(name, fmt::format("holds the index {} at {}: 0 to {} exist", *bad, bad - numbers.begin(), size - 1));
      }
    }
  }
};

}  // namespace

InputRules rules_of(const Graph& graph) {
  InputRules rules;
  for (const auto& [name, value] : graph.inputs()) rules.inputs[name] = {graph.node(value).element, graph.shape(value)};
  for (const Node& node : graph.nodes()) {
    if (node.op == Op::gather) {
      const auto axis = static_cast<std::size_t>(node.attributes.axes[0]);
      add_index_rule(graph, node.operands[1], graph.shape(node.operands[0])[axis], rules);
    } else if (node.op == Op::segment_sum) {
      add_index_rule(graph, node.operands[1], node.shape[0], rules);
    }
  }
  return rules;
}

void check_inputs(const InputRules& rules, const std::string& net, const std::map<std::string, Array>& inputs,
                  std::size_t max_values) {
  Check check{rules, net};
  for (const auto& [name, array] : inputs) {
    if (!rules.inputs.contains(name)) {
      std::string known;
      for (const auto& [one, rule] : rules.inputs)
        known += fmt::format("{}\"{}\" {}", known.empty() ? "" : ", ", one, to_string(rule.shape));
      throw InputError(fmt::format("net {}: there is no input \"{}\"", net, name), {}, fmt::format("it has {}", known));
    }
  }
  for (const auto& [name, rule] : rules.inputs) {
    const auto found = inputs.find(name);
    if (found == inputs.end()) check.refuse(name, "is missing");
    check.shape(name, rule, found->second, max_values);
  }
  for (const auto& [name, rule] : rules.inputs) check.values(name, rule, inputs.at(name));
}

InputError run_failure(const std::string& net, const std::map<std::string, Array>& inputs, const std::string& reason) {
  std::string shapes;
  for (const auto& [name, array] : inputs)
    shapes += fmt::format("{}\"{}\" {}", shapes.empty() ? "" : ", ", name, to_string(array.shape));
  return InputError(fmt::format("net {} cannot run on {}: {}", net, shapes, reason));
}

}  // namespace affect::model
