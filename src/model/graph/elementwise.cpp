#include <algorithm>

#include <fmt/format.h>

#include "affect/model/graph/graph.h"

namespace affect::model {

Value Graph::unary(Op op, Value x) {
  const std::string name = next_name(op);
  expect_floats(op, name, x);
  return append(op, name, {x}, {}, Element::f32, shape(x));
}

Value Graph::to_float(Value x) {
  const std::string name = next_name(Op::to_float);
  if (node(x).element != Element::i64) fail(Op::to_float, name, fmt::format("\"{}\" holds no integers", node(x).name));
  return append(Op::to_float, name, {x}, {}, Element::f32, shape(x));
}

Value Graph::dropout(Value x, double rate) {
  const std::string name = next_name(Op::dropout);
  expect_floats(Op::dropout, name, x);
  if (!(rate >= 0 && rate < 1)) fail(Op::dropout, name, fmt::format("a rate of {} is not in [0, 1)", rate));
  Attributes attributes;
  attributes.rate = rate;
  return append(Op::dropout, name, {x}, std::move(attributes), Element::f32, shape(x));
}

Shape Graph::broadcast(Op op, const std::string& name, const Shape& a, const Shape& b) const {
  Shape result(std::max(a.size(), b.size()), Dim(1));
  const auto refuse = [&] { fail(op, name, fmt::format("{} and {} do not fit", to_string(a), to_string(b))); };
  for (std::size_t i = 0; i < result.size(); ++i) {
    const Dim one(1);
    const Dim& left = i < a.size() ? a[a.size() - 1 - i] : one;
    const Dim& right = i < b.size() ? b[b.size() - 1 - i] : one;
    if (left != right && left != one && right != one) refuse();
    result[result.size() - 1 - i] = left == one ? right : left;
  }
  return result;
}

Value Graph::binary(Op op, Value a, Value b) {
  const std::string name = next_name(op);
  expect_floats(op, name, a);
  expect_floats(op, name, b);
  return append(op, name, {a, b}, {}, Element::f32, broadcast(op, name, shape(a), shape(b)));
}

Value Graph::matmul(Value a, Value b) {
  const std::string name = next_name(Op::matmul);
  expect_floats(Op::matmul, name, a);
  expect_floats(Op::matmul, name, b);
  const Shape left = shape(a), right = shape(b);
  if (left.size() < 2 || right.size() < 2 || left.back() != right[right.size() - 2]) {
    fail(Op::matmul, name, fmt::format("{} by {}: the inner sizes differ", to_string(left), to_string(right)));
  }
  Shape result =
      broadcast(Op::matmul, name, Shape(left.begin(), left.end() - 2), Shape(right.begin(), right.end() - 2));
  result.push_back(left[left.size() - 2]);
  result.push_back(right.back());
  return append(Op::matmul, name, {a, b}, {}, Element::f32, std::move(result));
}

}  // namespace affect::model
