#include "affect/model/graph/graph.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "affect/error.h"
#include "model/graph/sizes.h"

namespace affect::model {
namespace {

constexpr std::array kOpNames{
    "input",       "weight",      "constant",    "linear",     "layer_norm",  "rms_norm",   "batch_norm", "gelu",
    "relu",        "tanh",        "sigmoid",     "silu",       "softplus",    "exp",        "log",        "sqrt",
    "to_float",    "add",         "subtract",    "multiply",   "divide",      "maximum",    "minimum",    "matmul",
    "attention",   "convolution", "max_pool",    "mean_pool",  "gru",         "lstm",       "gather",     "iota",
    "segment_sum", "softmax",     "log_softmax", "reduce_sum", "reduce_mean", "reduce_max", "concat",     "slice",
    "reshape",     "transpose",   "dropout"};
static_assert(kOpNames.size() == static_cast<std::size_t>(Op::dropout) + 1);

}  // namespace

std::string_view name_of(Op op) { return kOpNames.at(static_cast<std::size_t>(op)); }

void Graph::fail(Op op, const std::string& name, const std::string& what) const {
  throw ModelError(fmt::format("net {}: node \"{}\" ({}): {}", name_, name, name_of(op), what));
}

std::string Graph::next_name(Op op) const { return fmt::format("{}_{}", name_of(op), nodes_.size()); }

Value Graph::append(Op op, std::string name, std::vector<Value> operands, Attributes attributes, Element element,
                    Shape shape) {
  for (const Dim& dim : shape) {
    if (dim.dynamic() ? dim.name.empty() : dim.size < 1) {
      fail(op, name, fmt::format("{} is no shape: sizes are at least 1, dynamic ones have a name", to_string(shape)));
    }
  }
  nodes_.push_back({op, std::move(name), std::move(operands), std::move(attributes), element, std::move(shape)});
  return {nodes_.size() - 1};
}

void Graph::expect_floats(Op op, const std::string& name, Value x) const {
  if (node(x).element != Element::f32) {
    fail(op, name,
         fmt::format("\"{}\" {} holds integers, not numbers (to_float makes them)", node(x).name, to_string(shape(x))));
  }
}

std::size_t Graph::axis_of(Op op, const std::string& name, Value x, std::int64_t axis) const {
  const auto rank = static_cast<std::int64_t>(shape(x).size());
  if (axis < -rank || axis >= rank) fail(op, name, fmt::format("{} has no axis {}", to_string(shape(x)), axis));
  return static_cast<std::size_t>(axis < 0 ? axis + rank : axis);
}

Value Graph::input(const std::string& name, Element element, Shape shape) {
  if (inputs_.contains(name)) fail(Op::input, name, "there is an input of this name");
  return inputs_[name] = append(Op::input, name, {}, {}, element, std::move(shape));
}

Value Graph::weight(const std::string& name, std::vector<std::int64_t> sizes) {
  Shape wanted(sizes.begin(), sizes.end());
  if (const auto found = weights_.find(name); found != weights_.end()) {
    if (shape(found->second) != wanted) {
      fail(Op::weight, name,
           fmt::format("declared as {}, used as {}", to_string(shape(found->second)), to_string(wanted)));
    }
    return found->second;
  }
  return weights_[name] = append(Op::weight, name, {}, {}, Element::f32, std::move(wanted));
}

Value Graph::constant(std::vector<std::int64_t> sizes, std::vector<float> values) {
  Shape fixed(sizes.begin(), sizes.end());
  const std::string name = next_name(Op::constant);
  if (product(sizes) != static_cast<std::int64_t>(values.size())) {
    fail(Op::constant, name, fmt::format("{} values for {}", values.size(), to_string(fixed)));
  }
  Attributes attributes;
  attributes.values = std::move(values);
  return append(Op::constant, name, {}, std::move(attributes), Element::f32, std::move(fixed));
}

void Graph::output(const std::string& name, Value x) {
  if (!outputs_.emplace(name, x).second)
    fail(node(x).op, node(x).name, fmt::format("there is an output \"{}\" already", name));
}

std::string Graph::to_text() const {
  std::string text = fmt::format("net {}\n", name_);
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const Node& n = nodes_[i];
    std::vector<std::size_t> operands;
    for (const Value operand : n.operands) operands.push_back(operand.node);
    const Attributes& a = n.attributes;
    text += fmt::format("{} {} \"{}\" ({}) {}{}", i, name_of(n.op), n.name, fmt::join(operands, " "),
                        n.element == Element::f32 ? "f32" : "i64", to_string(n.shape));
    const std::pair<const char*, const std::vector<std::int64_t>*> lists[] = {
        {"axes", &a.axes},     {"sizes", &a.sizes},     {"kernel", &a.kernel},
        {"stride", &a.stride}, {"padding", &a.padding}, {"dilation", &a.dilation}};
    for (const auto& [label, list] : lists) {
      if (!list->empty()) text += fmt::format(" {}={}", label, fmt::join(*list, ","));
    }
    text += fmt::format(" {} {} {} {} {}{}{} {} {}", a.groups, a.heads, a.hidden, static_cast<int>(a.direction),
                        a.keep ? 'k' : '-', a.masked ? 'm' : '-', a.causal ? 'c' : '-', a.epsilon, a.rate);
    if (!a.values.empty()) text += fmt::format(" values={}", fmt::join(a.values, ","));
    text += '\n';
  }
  for (const auto& [label, value] : outputs_) text += fmt::format("output \"{}\" {}\n", label, value.node);
  return text;
}

}  // namespace affect::model
