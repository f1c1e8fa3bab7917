#include <utility>

#include <fmt/format.h>

#include "affect/model/graph/graph.h"

namespace affect::model {

Value Graph::gru(Value x, const std::string& name, std::int64_t hidden, Direction direction) {
  return recur(Op::gru, x, nullptr, name, hidden, direction);
}
Value Graph::gru(Value x, Value mask, const std::string& name, std::int64_t hidden, Direction direction) {
  return recur(Op::gru, x, &mask, name, hidden, direction);
}
Value Graph::lstm(Value x, const std::string& name, std::int64_t hidden, Direction direction) {
  return recur(Op::lstm, x, nullptr, name, hidden, direction);
}
Value Graph::lstm(Value x, Value mask, const std::string& name, std::int64_t hidden, Direction direction) {
  return recur(Op::lstm, x, &mask, name, hidden, direction);
}

Value Graph::recur(Op op, Value x, const Value* mask, const std::string& name, std::int64_t hidden,
                   Direction direction) {
  expect_floats(op, name, x);
  const Shape given = shape(x);
  if (given.size() != 3 || given[2].dynamic() || hidden < 1) {
    fail(op, name, fmt::format("{} to {} wide: batch, length and a fixed width are needed", to_string(given), hidden));
  }
  if (mask != nullptr) {
    expect_floats(op, name, *mask);
    if (shape(*mask) != Shape{given[0], given[1]}) {
      fail(op, name, fmt::format("{} under the mask {}", to_string(given), to_string(shape(*mask))));
    }
  }
  const std::int64_t gates = (op == Op::gru ? 3 : 4) * hidden;
  std::vector<Value> operands{x};
  const bool both = direction == Direction::both;
  for (const char* suffix : {"", "_reverse"}) {
    if (*suffix != '\0' && !both) break;
    operands.push_back(weight(fmt::format("{}.weight_ih_l0{}", name, suffix), {gates, given[2].size}));
    operands.push_back(weight(fmt::format("{}.weight_hh_l0{}", name, suffix), {gates, hidden}));
    operands.push_back(weight(fmt::format("{}.bias_ih_l0{}", name, suffix), {gates}));
    operands.push_back(weight(fmt::format("{}.bias_hh_l0{}", name, suffix), {gates}));
  }
  if (mask != nullptr) operands.push_back(*mask);
  Attributes attributes;
  attributes.hidden = hidden;
  attributes.direction = direction;
  attributes.masked = mask != nullptr;
  return append(op, name, std::move(operands), std::move(attributes), Element::f32,
                {given[0], given[1], both ? 2 * hidden : hidden});
}

}  // namespace affect::model
