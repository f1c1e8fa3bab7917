#include <utility>

#include <fmt/format.h>

#include "affect/model/graph/graph.h"

namespace affect::model {

Value Graph::iota(Value x, std::int64_t axis) {
  const std::string name = next_name(Op::iota);
  Attributes attributes;
  const std::size_t place = axis_of(Op::iota, name, x, axis);
  attributes.axes = {static_cast<std::int64_t>(place)};
  return append(Op::iota, name, {x}, std::move(attributes), Element::i64, {shape(x)[place]});
}

Value Graph::gather(Value data, Value indices, std::int64_t axis) {
  const std::string name = next_name(Op::gather);
  if (node(indices).element != Element::i64) {
    fail(Op::gather, name, fmt::format("the indices {} are no integers", to_string(shape(indices))));
  }
  const std::size_t place = axis_of(Op::gather, name, data, axis);
  const auto cut = static_cast<std::ptrdiff_t>(place);
  Shape result(shape(data).begin(), shape(data).begin() + cut);
  result.insert(result.end(), shape(indices).begin(), shape(indices).end());
  result.insert(result.end(), shape(data).begin() + cut + 1, shape(data).end());
  Attributes attributes;
  attributes.axes = {static_cast<std::int64_t>(place)};
  return append(Op::gather, name, {data, indices}, std::move(attributes), node(data).element, std::move(result));
}

Value Graph::segment_sum(Value values, Value segments, Value like) {
  const std::string name = next_name(Op::segment_sum);
  expect_floats(Op::segment_sum, name, values);
  if (node(segments).element != Element::i64 || shape(segments).size() != 1 || shape(values).empty() ||
      shape(values)[0] != shape(segments)[0] || shape(like).empty()) {
    fail(Op::segment_sum, name,
         fmt::format("values {} by segments {} (integers), as many as {}", to_string(shape(values)),
                     to_string(shape(segments)), to_string(shape(like))));
  }
  Shape result = shape(values);
  result[0] = shape(like)[0];
  return append(Op::segment_sum, name, {values, segments, like}, {}, Element::f32, std::move(result));
}

Value Graph::segment_mean(Value values, Value segments, Value like) {
  const Value sums = segment_sum(values, segments, like);
  // A one for each row, whatever the row holds: its place is never negative.
  const Value places = to_float(iota(segments, 0));
  const Value ones = minimum(add(places, constant(1)), constant(1));
  std::vector<std::int64_t> sizes(shape(values).size(), 1);
  sizes[0] = 0;
  return divide(sums, reshape(maximum(segment_sum(ones, segments, like), constant(1)), std::move(sizes)));
}

Value Graph::scatter_add(Value base, Value indices, Value values) {
  return add(base, segment_sum(values, indices, base));
}

}  // namespace affect::model
