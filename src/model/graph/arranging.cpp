// Along axes: softmax, reductions; and what moves values without changing them.
#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "affect/model/graph/graph.h"

namespace affect::model {

Value Graph::softmax(Value x, std::int64_t axis) {
  const std::string name = next_name(Op::softmax);
  expect_floats(Op::softmax, name, x);
  Attributes attributes;
  attributes.axes = {static_cast<std::int64_t>(axis_of(Op::softmax, name, x, axis))};
  return append(Op::softmax, name, {x}, std::move(attributes), Element::f32, shape(x));
}

Value Graph::log_softmax(Value x, std::int64_t axis) {
  const std::string name = next_name(Op::log_softmax);
  expect_floats(Op::log_softmax, name, x);
  Attributes attributes;
  attributes.axes = {static_cast<std::int64_t>(axis_of(Op::log_softmax, name, x, axis))};
  return append(Op::log_softmax, name, {x}, std::move(attributes), Element::f32, shape(x));
}

Value Graph::reduce(Op op, Value x, std::vector<std::int64_t> axes, bool keep) {
  const std::string name = next_name(op);
  expect_floats(op, name, x);
  std::set<std::size_t> gone;
  for (const std::int64_t axis : axes) gone.insert(axis_of(op, name, x, axis));
  if (gone.empty() || gone.size() != axes.size()) {
    fail(op, name, fmt::format("{} along the axes {}: name each once", to_string(shape(x)), fmt::join(axes, ", ")));
  }
  Shape result;
  for (std::size_t i = 0; i < shape(x).size(); ++i) {
    if (!gone.contains(i)) {
      result.push_back(shape(x)[i]);
    } else if (keep) {
      result.emplace_back(1);
    }
  }
  Attributes attributes;
  attributes.axes.assign(gone.begin(), gone.end());
  attributes.keep = keep;
  return append(op, name, {x}, std::move(attributes), Element::f32, std::move(result));
}

Value Graph::l2_normalize(Value x, double epsilon) {
  const Value norm = sqrt(sum(multiply(x, x), {-1}, true));
  return divide(x, maximum(norm, constant(static_cast<float>(epsilon))));
}

Value Graph::concat(const std::vector<Value>& parts, std::int64_t axis) {
  const std::string name = next_name(Op::concat);
  if (parts.empty()) fail(Op::concat, name, "of nothing");
  const std::size_t place = axis_of(Op::concat, name, parts[0], axis);
  Shape result = shape(parts[0]);
  for (std::size_t i = 1; i < parts.size(); ++i) {
    Shape other = shape(parts[i]);
    const bool same_rank = other.size() == result.size();
    const Dim added = same_rank ? other[place] : Dim(1);
    if (same_rank) other[place] = result[place];
    if (other != result || node(parts[i]).element != node(parts[0]).element) {
      fail(Op::concat, name,
           fmt::format("{} and {} along axis {}", to_string(shape(parts[0])), to_string(shape(parts[i])), place));
    }
    Dim& sum = result[place];
    sum = sum.dynamic() || added.dynamic() ? Dim(to_string(sum) + '+' + to_string(added)) : Dim(sum.size + added.size);
  }
  Attributes attributes;
  attributes.axes = {static_cast<std::int64_t>(place)};
  return append(Op::concat, name, parts, std::move(attributes), node(parts[0]).element, std::move(result));
}

Value Graph::slice(Value x, std::int64_t axis, std::int64_t start, std::int64_t stop) {
  const std::string name = next_name(Op::slice);
  const std::size_t place = axis_of(Op::slice, name, x, axis);
  Shape result = shape(x);
  Dim& dim = result[place];
  const auto refuse = [&] {
    fail(Op::slice, name, fmt::format("{} to {} of axis {} of {}", start, stop, place, to_string(shape(x))));
  };
  if (!dim.dynamic()) {
    const std::int64_t first = start < 0 ? start + dim.size : start;
    const std::int64_t last = stop == kEnd ? dim.size : stop < 0 ? stop + dim.size : stop;
    if (first < 0 || last > dim.size || first >= last) refuse();
    dim = last - first;
  } else if ((start < 0) == (stop < 0) && stop != kEnd) {
    if (start >= stop) refuse();
    dim = stop - start;
  } else if (start < 0 && stop == kEnd) {
    dim = -start;
  } else if (start != 0 || stop != kEnd) {
    if (start < 0) refuse();
    dim = Dim(fmt::format("{}{:+}", dim.name, (stop == kEnd ? 0 : stop) - start));
  }
  Attributes attributes;
  attributes.axes = {static_cast<std::int64_t>(place)};
  attributes.sizes = {start, stop};
  return append(Op::slice, name, {x}, std::move(attributes), node(x).element, std::move(result));
}

Value Graph::reshape(Value x, std::vector<std::int64_t> sizes) {
  const std::string name = next_name(Op::reshape);
  const Shape& given = shape(x);
  const auto refuse = [&] {
    fail(Op::reshape, name, fmt::format("{} as [{}]", to_string(given), fmt::join(sizes, ", ")));
  };
  Shape result;
  std::int64_t left = 1;
  std::multiset<std::string> names;
  for (const Dim& dim : given) {
    if (dim.dynamic()) {
      names.insert(dim.name);
    } else {
      left *= dim.size;
    }
  }
  std::size_t open = sizes.size();
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    Dim dim(sizes[i]);
    if (sizes[i] == 0) {
      if (i >= given.size()) refuse();
      dim = given[i];
    } else if (sizes[i] == -1) {
      if (open != sizes.size()) refuse();
      open = i;
    } else if (sizes[i] < -1) {
      refuse();
    }
    if (dim.dynamic() && open != i) {
      const auto found = names.find(dim.name);
      if (found == names.end()) refuse();
      names.erase(found);
    } else if (open != i) {
      if (left % dim.size != 0) refuse();
      left /= dim.size;
    }
    result.push_back(dim);
  }
  if (open == sizes.size()) {
    if (left != 1 || !names.empty()) refuse();
  } else if (names.empty()) {
    result[open] = left;
  } else {
    std::string text = fmt::format("{}", fmt::join(names, "*"));
    if (left != 1) text += fmt::format("*{}", left);
    result[open] = Dim(text);
  }
  Attributes attributes;
  attributes.sizes = std::move(sizes);
  return append(Op::reshape, name, {x}, std::move(attributes), node(x).element, std::move(result));
}

Value Graph::transpose(Value x, std::vector<std::int64_t> order) {
  const std::string name = next_name(Op::transpose);
  std::set<std::size_t> seen;
  Shape result;
  for (std::int64_t& axis : order) {
    const std::size_t place = axis_of(Op::transpose, name, x, axis);
    axis = static_cast<std::int64_t>(place);
    seen.insert(place);
    result.push_back(shape(x)[place]);
  }
  if (seen.size() != shape(x).size() || order.size() != seen.size()) {
    fail(Op::transpose, name, fmt::format("{} in the order [{}]", to_string(shape(x)), fmt::join(order, ", ")));
  }
  Attributes attributes;
  attributes.axes = std::move(order);
  return append(Op::transpose, name, {x}, std::move(attributes), node(x).element, std::move(result));
}

}  // namespace affect::model
