#include <fmt/format.h>

#include "affect/model/graph/graph.h"

namespace affect::model {
namespace {

/// The sizes of one axis, which a weight must know.
bool known(const Dim& dim) { return !dim.dynamic(); }

Attributes with_epsilon(double epsilon) {
  Attributes attributes;
  attributes.epsilon = epsilon;
  return attributes;
}

}  // namespace

Value Graph::embedding(Value ids, const std::string& name, std::int64_t rows, std::int64_t width) {
  return gather(weight(name + ".weight", {rows, width}), ids);
}

Value Graph::linear(Value x, const std::string& name, std::int64_t out, bool bias) {
  expect_floats(Op::linear, name, x);
  Shape result = shape(x);
  if (result.empty() || !known(result.back())) {
    fail(Op::linear, name, fmt::format("the last axis of {} has no fixed size", to_string(result)));
  }
  const std::int64_t in = result.back().size;
  result.back() = out;
  std::vector<Value> operands{x, weight(name + ".weight", {out, in})};
  if (bias) operands.push_back(weight(name + ".bias", {out}));
  return append(Op::linear, name, std::move(operands), {}, Element::f32, std::move(result));
}

Value Graph::layer_norm(Value x, const std::string& name, double epsilon) {
  expect_floats(Op::layer_norm, name, x);
  if (shape(x).empty() || !known(shape(x).back())) {
    fail(Op::layer_norm, name, fmt::format("the last axis of {} has no fixed size", to_string(shape(x))));
  }
  const std::int64_t width = shape(x).back().size;
  const Value gain = weight(name + ".weight", {width}), offset = weight(name + ".bias", {width});
  return append(Op::layer_norm, name, {x, gain, offset}, with_epsilon(epsilon), Element::f32, shape(x));
}

Value Graph::rms_norm(Value x, const std::string& name, double epsilon) {
  expect_floats(Op::rms_norm, name, x);
  if (shape(x).empty() || !known(shape(x).back())) {
    fail(Op::rms_norm, name, fmt::format("the last axis of {} has no fixed size", to_string(shape(x))));
  }
  const Value gain = weight(name + ".weight", {shape(x).back().size});
  return append(Op::rms_norm, name, {x, gain}, with_epsilon(epsilon), Element::f32, shape(x));
}

Value Graph::batch_norm(Value x, const std::string& name, double epsilon) {
  expect_floats(Op::batch_norm, name, x);
  if (shape(x).size() < 2 || !known(shape(x)[1])) {
    fail(Op::batch_norm, name, fmt::format("{} has no fixed number of channels, axis 1", to_string(shape(x))));
  }
  const std::int64_t channels = shape(x)[1].size;
  std::vector<Value> operands{x};
  for (const char* part : {".weight", ".bias", ".running_mean", ".running_var"}) {
    operands.push_back(weight(name + part, {channels}));
  }
  return append(Op::batch_norm, name, std::move(operands), with_epsilon(epsilon), Element::f32, shape(x));
}

Value Graph::attention(Value query, Value key, Value value, std::int64_t heads, bool causal) {
  return attend({query, key, value}, heads, causal, false);
}

Value Graph::attention(Value query, Value key, Value value, Value mask, std::int64_t heads, bool causal) {
  return attend({query, key, value, mask}, heads, causal, true);
}

Value Graph::attend(std::vector<Value> operands, std::int64_t heads, bool causal, bool masked) {
  const std::string name = next_name(Op::attention);
  for (const Value operand : operands) expect_floats(Op::attention, name, operand);
  const Shape &query = shape(operands[0]), &key = shape(operands[1]), &value = shape(operands[2]);
  const auto refuse = [&](const char* what) {
    fail(Op::attention, name,
         fmt::format("queries {}, keys {}, values {}, {} heads: {}", to_string(query), to_string(key), to_string(value),
                     heads, what));
  };
  if (query.size() != 3 || key.size() != 3 || value.size() != 3) refuse("three axes are needed");
  if (query[0] != key[0] || key[0] != value[0] || key[1] != value[1]) refuse("batch or length differ");
  if (query[2] != key[2] || !known(query[2]) || !known(value[2])) refuse("the widths differ or are not fixed");
  if (heads < 1 || query[2].size % heads != 0 || value[2].size % heads != 0)
    refuse("the width is no multiple of the heads");
  if (causal && query[1] != key[1]) refuse("causal attention is to the same sequence");
  if (masked && shape(operands[3]) != Shape{key[0], key[1]}) {
    refuse(fmt::format("the mask is {}", to_string(shape(operands[3]))).c_str());
  }
  Attributes attributes;
  attributes.heads = heads;
  attributes.causal = causal;
  attributes.masked = masked;
  Shape result{query[0], query[1], value[2]};
  return append(Op::attention, name, std::move(operands), std::move(attributes), Element::f32, std::move(result));
}

}  // namespace affect::model
