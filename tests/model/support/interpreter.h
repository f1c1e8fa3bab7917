/// A Graph, computed the plain way: loops in double precision, one operation after the other. What back ends are
/// compared with.
///
///   const Numbers expected = interpret(graph, weights, inputs).at("score");
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "affect/model/graph/graph.h"
#include "affect/model/graph/weights.h"

namespace affect::test {

struct Numbers {
  std::vector<std::size_t> shape;
  std::vector<double> values;

  explicit Numbers(std::vector<std::size_t> sizes = {}) : shape(std::move(sizes)), values(count(shape)) {}
  static std::size_t count(const std::vector<std::size_t>& sizes) {
    std::size_t n = 1;
    for (const std::size_t size : sizes) n *= size;
    return n;
  }
  std::size_t rank() const { return shape.size(); }
};

/// Visits every place of a shape, the last axis fastest.
inline void for_each_place(const std::vector<std::size_t>& shape,
                           const std::function<void(const std::vector<std::size_t>&)>& visit) {
  std::vector<std::size_t> place(shape.size(), 0);
  for (std::size_t n = Numbers::count(shape); n > 0; --n) {
    visit(place);
    for (std::size_t axis = shape.size(); axis-- > 0;) {
      if (++place[axis] < shape[axis]) break;
      place[axis] = 0;
    }
  }
}

inline std::size_t offset(const std::vector<std::size_t>& shape, const std::vector<std::size_t>& place) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < shape.size(); ++i) at = at * shape[i] + place[i];
  return at;
}

class Interpreter {
 public:
  Interpreter(const model::Graph& graph, const model::Weights& weights,
              const std::map<std::string, model::Array>& inputs)
      : graph_(graph), weights_(weights), inputs_(inputs) {}

  std::map<std::string, Numbers> run() {
    for (const model::Node& node : graph_.nodes()) done_.push_back(compute(node));
    std::map<std::string, Numbers> outputs;
    for (const auto& [name, value] : graph_.outputs()) outputs.emplace(name, done_[value.node]);
    return outputs;
  }

 private:
  using Node = model::Node;
  using Op = model::Op;
  using Place = std::vector<std::size_t>;

  const Numbers& operand(const Node& node, std::size_t i) const { return done_[node.operands.at(i).node]; }

  Numbers compute(const Node& node) const {
    switch (node.op) {
      case Op::input:
        return input(node);
      case Op::weight: {
        const auto weight = weights_.find(node.name).value();
        Numbers result(weight.shape);
        result.values.assign(weight.values.begin(), weight.values.end());
        return result;
      }
      case Op::constant: {
        Numbers result(Place{});
        for (const auto& dim : node.shape) result.shape.push_back(static_cast<std::size_t>(dim.size));
        result.values.assign(node.attributes.values.begin(), node.attributes.values.end());
        return result;
      }
      case Op::linear:
        return linear(node);
      case Op::layer_norm:
      case Op::rms_norm:
        return last_axis_norm(node);
      case Op::batch_norm:
        return batch_norm(node);
      case Op::add:
      case Op::subtract:
      case Op::multiply:
      case Op::divide:
      case Op::maximum:
      case Op::minimum:
        return binary(node);
      case Op::matmul:
        return matmul(node);
      case Op::attention:
        return attention(node);
      case Op::convolution:
        return convolution(node);
      case Op::max_pool:
      case Op::mean_pool:
        return pool(node);
      case Op::gru:
      case Op::lstm:
        return recurrent(node);
      case Op::gather:
        return gather(node);
      case Op::iota: {
        Numbers result({operand(node, 0).shape[static_cast<std::size_t>(node.attributes.axes[0])]});
        for (std::size_t i = 0; i < result.values.size(); ++i) result.values[i] = static_cast<double>(i);
        return result;
      }
      case Op::segment_sum:
        return segment_sum(node);
      case Op::softmax:
      case Op::log_softmax:
        return softmax(node);
      case Op::reduce_sum:
      case Op::reduce_mean:
      case Op::reduce_max:
        return reduce(node);
      case Op::concat:
        return concat(node);
      case Op::slice:
        return slice(node);
      case Op::reshape:
        return reshape(node);
      case Op::transpose:
        return transpose(node);
      default:
        return unary(node);
    }
  }

  Numbers input(const Node& node) const {
    const model::Array& array = inputs_.at(node.name);
    Numbers result(array.shape);
    if (array.element() == model::Element::f32) {
      result.values.assign(array.reals().begin(), array.reals().end());
    } else {
      result.values.assign(array.integers().begin(), array.integers().end());
    }
    return result;
  }

  Numbers unary(const Node& node) const {
    Numbers result = operand(node, 0);
    for (double& x : result.values) {
      switch (node.op) {
        case Op::gelu:
          x = 0.5 * x * (1 + std::erf(x / std::sqrt(2.0)));
          break;
        case Op::relu:
          x = std::max(x, 0.0);
          break;
        case Op::tanh:
          x = std::tanh(x);
          break;
        case Op::sigmoid:
          x = sigmoid(x);
          break;
        case Op::silu:
          x = x * sigmoid(x);
          break;
        case Op::softplus:
          x = std::max(x, 0.0) + std::log1p(std::exp(-std::abs(x)));
          break;
        case Op::exp:
          x = std::exp(x);
          break;
        case Op::log:
          x = std::log(x);
          break;
        case Op::sqrt:
          x = std::sqrt(x);
          break;
        case Op::to_float:
        case Op::dropout:
          break;
        default:
          throw std::logic_error("the interpreter lacks an operation");
      }
    }
    return result;
  }

  static double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

  /// Where a place of a broadcast result lies in an operand.
  static std::size_t broadcast_offset(const Numbers& x, const Place& place) {
    Place own(x.rank());
    for (std::size_t i = 0; i < own.size(); ++i) own[i] = x.shape[i] == 1 ? 0 : place[place.size() - own.size() + i];
    return offset(x.shape, own);
  }

  static Place broadcast_shape(const Place& a, const Place& b) {
    Place shape(std::max(a.size(), b.size()), 1);
    for (const Place* one : {&a, &b}) {
      for (std::size_t i = 0; i < one->size(); ++i) {
        std::size_t& size = shape[shape.size() - one->size() + i];
        size = std::max(size, (*one)[i]);
      }
    }
    return shape;
  }

  Numbers binary(const Node& node) const {
    const Numbers &a = operand(node, 0), &b = operand(node, 1);
    Numbers result(broadcast_shape(a.shape, b.shape));
    std::size_t at = 0;
    for_each_place(result.shape, [&](const Place& place) {
      const double x = a.values[broadcast_offset(a, place)], y = b.values[broadcast_offset(b, place)];
      double& z = result.values[at++];
      switch (node.op) {
        case Op::add:
          z = x + y;
          break;
        case Op::subtract:
          z = x - y;
          break;
        case Op::multiply:
          z = x * y;
          break;
        case Op::divide:
          z = x / y;
          break;
        case Op::maximum:
          z = std::max(x, y);
          break;
        default:
          z = std::min(x, y);
      }
    });
    return result;
  }

  Numbers matmul(const Node& node) const {
    const Numbers &a = operand(node, 0), &b = operand(node, 1);
    const std::size_t rows = a.shape[a.rank() - 2], inner = a.shape.back(), columns = b.shape.back();
    Numbers result(
        broadcast_shape(Place(a.shape.begin(), a.shape.end() - 2), Place(b.shape.begin(), b.shape.end() - 2)));
    const Place batch = result.shape;
    result.shape.insert(result.shape.end(), {rows, columns});
    result.values.assign(Numbers::count(result.shape), 0);
    std::size_t at = 0;
    for_each_place(batch, [&](Place place) {
      place.insert(place.end(), {0, 0});
      // A matrix is whole: its own axes never count as repeated.
      const auto matrix = [&](const Numbers& x) {
        Numbers leading(Place(x.shape.begin(), x.shape.end() - 2));
        return broadcast_offset(leading, Place(place.begin(), place.end() - 2)) * x.shape[x.rank() - 2] *
               x.shape.back();
      };
      const double *left = &a.values[matrix(a)], *right = &b.values[matrix(b)];
      for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t c = 0; c < columns; ++c, ++at) {
          for (std::size_t k = 0; k < inner; ++k) result.values[at] += left[r * inner + k] * right[k * columns + c];
        }
      }
    });
    return result;
  }

  Numbers linear(const Node& node) const {
    const Numbers &x = operand(node, 0), &weight = operand(node, 1);
    const std::size_t out = weight.shape[0], in = weight.shape[1];
    Numbers result = x;
    result.shape.back() = out;
    result.values.assign(Numbers::count(result.shape), 0);
    for (std::size_t i = 0; i < result.values.size(); ++i) {
      const std::size_t row = i / out, unit = i % out;
      double sum = node.operands.size() == 3 ? operand(node, 2).values[unit] : 0;
      for (std::size_t k = 0; k < in; ++k) sum += x.values[row * in + k] * weight.values[unit * in + k];
      result.values[i] = sum;
    }
    return result;
  }

  Numbers last_axis_norm(const Node& node) const {
    Numbers result = operand(node, 0);
    const std::size_t width = result.shape.back();
    const bool centred = node.op == Op::layer_norm;
    for (std::size_t row = 0; row < result.values.size(); row += width) {
      double mean = 0, square = 0;
      if (centred) {
        for (std::size_t i = 0; i < width; ++i) mean += result.values[row + i] / static_cast<double>(width);
      }
      for (std::size_t i = 0; i < width; ++i)
        square += std::pow(result.values[row + i] - mean, 2) / static_cast<double>(width);
      for (std::size_t i = 0; i < width; ++i) {
        double& x = result.values[row + i];
        x = (x - mean) / std::sqrt(square + node.attributes.epsilon) * operand(node, 1).values[i];
        if (centred) x += operand(node, 2).values[i];
      }
    }
    return result;
  }

  Numbers batch_norm(const Node& node) const {
    Numbers result = operand(node, 0);
    const std::size_t channels = result.shape[1];
    const std::size_t inner = result.values.size() / (result.shape[0] * channels);
    for (std::size_t i = 0; i < result.values.size(); ++i) {
      const std::size_t c = i / inner % channels;
      const auto part = [&](std::size_t k) { return operand(node, k).values[c]; };
      result.values[i] =
          (result.values[i] - part(3)) / std::sqrt(part(4) + node.attributes.epsilon) * part(1) + part(2);
    }
    return result;
  }

  Numbers attention(const Node& node) const {
    const Numbers &query = operand(node, 0), &key = operand(node, 1), &value = operand(node, 2);
    const std::size_t batch = query.shape[0], length = query.shape[1], others = key.shape[1];
    const auto heads = static_cast<std::size_t>(node.attributes.heads);
    const std::size_t width = query.shape[2] / heads, value_width = value.shape[2] / heads;
    Numbers result({batch, length, value.shape[2]});
    for (std::size_t b = 0; b < batch; ++b) {
      for (std::size_t h = 0; h < heads; ++h) {
        for (std::size_t i = 0; i < length; ++i) {
          std::vector<double> score(others, -std::numeric_limits<double>::infinity());
          for (std::size_t j = 0; j < others; ++j) {
            if (node.attributes.causal && j > i) continue;
            if (node.attributes.masked && operand(node, 3).values[b * others + j] == 0) continue;
            score[j] = 0;
            for (std::size_t k = 0; k < width; ++k) {
              score[j] += query.values[(b * length + i) * query.shape[2] + h * width + k] *
                          key.values[(b * others + j) * key.shape[2] + h * width + k] /
                          std::sqrt(static_cast<double>(width));
            }
          }
          const double top = *std::max_element(score.begin(), score.end());
          double sum = 0;
          for (double& s : score) sum += s = std::isinf(top) ? 1 : std::exp(s - top);
          for (std::size_t j = 0; j < others; ++j) {
            for (std::size_t k = 0; k < value_width; ++k) {
              result.values[(b * length + i) * value.shape[2] + h * value_width + k] +=
                  score[j] / sum * value.values[(b * others + j) * value.shape[2] + h * value_width + k];
            }
          }
        }
      }
    }
    return result;
  }

  /// Where a window at `place` reads with its part `within`; nothing outside the array.
  static bool window_place(const Node& node, const Place& shape, const Place& place, const Place& within, Place& read) {
    const auto& a = node.attributes;
    for (std::size_t i = 0; i < within.size(); ++i) {
      const std::int64_t dilation = a.dilation.empty() ? 1 : a.dilation[i];
      const std::int64_t at = static_cast<std::int64_t>(place[2 + i]) * a.stride[i] - a.padding[i] +
                              static_cast<std::int64_t>(within[i]) * dilation;
      if (at < 0 || at >= static_cast<std::int64_t>(shape[2 + i])) return false;
      read[2 + i] = static_cast<std::size_t>(at);
    }
    return true;
  }

  Place window_shape(const Node& node, const Place& given, std::size_t channels) const {
    Place shape{given[0], channels};
    const auto& a = node.attributes;
    for (std::size_t i = 0; i < a.kernel.size(); ++i) {
      const std::int64_t dilation = a.dilation.empty() ? 1 : a.dilation[i];
      const std::int64_t room =
          static_cast<std::int64_t>(given[2 + i]) + 2 * a.padding[i] - dilation * (a.kernel[i] - 1) - 1;
      shape.push_back(static_cast<std::size_t>(room / a.stride[i] + 1));
    }
    return shape;
  }

  Numbers convolution(const Node& node) const {
    const Numbers &x = operand(node, 0), &weight = operand(node, 1);
    Numbers result(window_shape(node, x.shape, weight.shape[0]));
    const std::size_t by_group = weight.shape[0] / static_cast<std::size_t>(node.attributes.groups);
    std::size_t at = 0;
    for_each_place(result.shape, [&](const Place& place) {
      double sum = node.operands.size() == 3 ? operand(node, 2).values[place[1]] : 0;
      for_each_place(Place(weight.shape.begin() + 1, weight.shape.end()), [&](const Place& part) {
        Place read = place, of_weight{place[1]};
        read[1] = place[1] / by_group * weight.shape[1] + part[0];
        of_weight.insert(of_weight.end(), part.begin(), part.end());
        if (window_place(node, x.shape, place, Place(part.begin() + 1, part.end()), read)) {
          sum += x.values[offset(x.shape, read)] * weight.values[offset(weight.shape, of_weight)];
        }
      });
      result.values[at++] = sum;
    });
    return result;
  }

  Numbers pool(const Node& node) const {
    const Numbers& x = operand(node, 0);
    Numbers result(window_shape(node, x.shape, x.shape[1]));
    std::size_t at = 0;
    for_each_place(result.shape, [&](const Place& place) {
      double sum = 0, most = -std::numeric_limits<double>::infinity();
      std::size_t count = 0;
      for_each_place(Place(node.attributes.kernel.begin(), node.attributes.kernel.end()), [&](const Place& within) {
        Place read = place;
        if (!window_place(node, x.shape, place, within, read)) return;
        const double value = x.values[offset(x.shape, read)];
        sum += value;
        most = std::max(most, value);
        ++count;
      });
      result.values[at++] = node.op == Op::max_pool ? most : sum / static_cast<double>(count);
    });
    return result;
  }

  Numbers recurrent(const Node& node) const {
    const Numbers& x = operand(node, 0);
    const std::size_t batch = x.shape[0], length = x.shape[1], width = x.shape[2];
    const auto hidden = static_cast<std::size_t>(node.attributes.hidden);
    const bool both = node.attributes.direction == model::Direction::both;
    const std::size_t directions = both ? 2 : 1, gates = node.op == Op::gru ? 3 : 4;
    Numbers result({batch, length, directions * hidden});
    for (std::size_t d = 0; d < directions; ++d) {
      const bool backward = both ? d == 1 : node.attributes.direction == model::Direction::backward;
      const Numbers &of_input = operand(node, 1 + 4 * d), &of_state = operand(node, 2 + 4 * d);
      const Numbers &input_bias = operand(node, 3 + 4 * d), &state_bias = operand(node, 4 + 4 * d);
      for (std::size_t b = 0; b < batch; ++b) {
        std::size_t steps = length;
        if (node.attributes.masked) {
          const Numbers& mask = operand(node, node.operands.size() - 1);
          steps = static_cast<std::size_t>(std::count_if(&mask.values[b * length], &mask.values[b * length] + length,
                                                         [](double m) { return m != 0; }));
        }
        std::vector<double> state(hidden), cell(hidden);
        for (std::size_t step = 0; step < steps; ++step) {
          const std::size_t t = backward ? steps - 1 - step : step;
          std::vector<double> from_input(gates * hidden), from_state(gates * hidden);
          for (std::size_t g = 0; g < gates * hidden; ++g) {
            from_input[g] = input_bias.values[g];
            from_state[g] = state_bias.values[g];
            for (std::size_t k = 0; k < width; ++k)
              from_input[g] += of_input.values[g * width + k] * x.values[(b * length + t) * width + k];
            for (std::size_t k = 0; k < hidden; ++k) from_state[g] += of_state.values[g * hidden + k] * state[k];
          }
          for (std::size_t k = 0; k < hidden; ++k) {
            const auto sum = [&](std::size_t gate) {
              return from_input[gate * hidden + k] + from_state[gate * hidden + k];
            };
            if (node.op == Op::gru) {
              const double reset = sigmoid(sum(0)), update = sigmoid(sum(1));
              const double fresh = std::tanh(from_input[2 * hidden + k] + reset * from_state[2 * hidden + k]);
              state[k] = (1 - update) * fresh + update * state[k];
            } else {
              cell[k] = sigmoid(sum(1)) * cell[k] + sigmoid(sum(0)) * std::tanh(sum(2));
              state[k] = sigmoid(sum(3)) * std::tanh(cell[k]);
            }
            result.values[(b * length + t) * directions * hidden + d * hidden + k] = state[k];
          }
        }
      }
    }
    return result;
  }

  Numbers gather(const Node& node) const {
    const Numbers &data = operand(node, 0), &indices = operand(node, 1);
    const auto axis = static_cast<std::ptrdiff_t>(node.attributes.axes[0]);
    Place shape(data.shape.begin(), data.shape.begin() + axis);
    shape.insert(shape.end(), indices.shape.begin(), indices.shape.end());
    shape.insert(shape.end(), data.shape.begin() + axis + 1, data.shape.end());
    Numbers result(shape);
    std::size_t at = 0;
    for_each_place(shape, [&](const Place& place) {
      const auto first = place.begin() + axis, last = first + static_cast<std::ptrdiff_t>(indices.rank());
      Place read(place.begin(), first);
      read.push_back(static_cast<std::size_t>(indices.values[offset(indices.shape, Place(first, last))]));
      read.insert(read.end(), last, place.end());
      result.values[at++] = data.values[offset(data.shape, read)];
    });
    return result;
  }

  Numbers segment_sum(const Node& node) const {
    const Numbers &values = operand(node, 0), &segments = operand(node, 1);
    Place shape = values.shape;
    shape[0] = operand(node, 2).shape[0];
    Numbers result(shape);
    const std::size_t width = values.values.size() / values.shape[0];
    for (std::size_t i = 0; i < values.values.size(); ++i) {
      result.values[static_cast<std::size_t>(segments.values[i / width]) * width + i % width] += values.values[i];
    }
    return result;
  }

  Numbers softmax(const Node& node) const {
    Numbers result = operand(node, 0);
    const auto axis = static_cast<std::size_t>(node.attributes.axes[0]);
    Place rest = result.shape;
    rest[axis] = 1;
    for_each_place(rest, [&](Place place) {
      double top = -std::numeric_limits<double>::infinity(), sum = 0;
      const auto at = [&](std::size_t i) -> double& {
        place[axis] = i;
        return result.values[offset(result.shape, place)];
      };
      for (std::size_t i = 0; i < result.shape[axis]; ++i) top = std::max(top, at(i));
      for (std::size_t i = 0; i < result.shape[axis]; ++i) sum += std::exp(at(i) - top);
      for (std::size_t i = 0; i < result.shape[axis]; ++i) {
        const double log = at(i) - top - std::log(sum);
        at(i) = node.op == Op::softmax ? std::exp(log) : log;
      }
    });
    return result;
  }

  Numbers reduce(const Node& node) const {
    const Numbers& x = operand(node, 0);
    Place kept = x.shape;
    double count = 1;
    for (const std::int64_t axis : node.attributes.axes) {
      std::size_t& size = kept[static_cast<std::size_t>(axis)];
      count *= static_cast<double>(size);
      size = 1;
    }
    Numbers result(kept);
    if (node.op == Op::reduce_max) result.values.assign(result.values.size(), -std::numeric_limits<double>::infinity());
    std::size_t at = 0;
    for_each_place(x.shape, [&](Place place) {
      for (const std::int64_t axis : node.attributes.axes) place[static_cast<std::size_t>(axis)] = 0;
      double& sum = result.values[offset(kept, place)];
      const double value = x.values[at++];
      sum =
          node.op == Op::reduce_max ? std::max(sum, value) : sum + (node.op == Op::reduce_mean ? value / count : value);
    });
    if (!node.attributes.keep) {
      Place shape;
      for (std::size_t i = 0; i < kept.size(); ++i) {
        const auto& axes = node.attributes.axes;
        if (std::find(axes.begin(), axes.end(), static_cast<std::int64_t>(i)) == axes.end()) shape.push_back(kept[i]);
      }
      result.shape = shape;
    }
    return result;
  }

  Numbers concat(const Node& node) const {
    const auto axis = static_cast<std::size_t>(node.attributes.axes[0]);
    Place shape = operand(node, 0).shape;
    shape[axis] = 0;
    for (const auto part : node.operands) shape[axis] += done_[part.node].shape[axis];
    Numbers result(shape);
    std::size_t before = 0;
    for (const auto part : node.operands) {
      const Numbers& x = done_[part.node];
      std::size_t at = 0;
      for_each_place(x.shape, [&](Place place) {
        place[axis] += before;
        result.values[offset(shape, place)] = x.values[at++];
      });
      before += x.shape[axis];
    }
    return result;
  }

  Numbers slice(const Node& node) const {
    const Numbers& x = operand(node, 0);
    const auto axis = static_cast<std::size_t>(node.attributes.axes[0]);
    const auto size = static_cast<std::int64_t>(x.shape[axis]);
    std::int64_t start = node.attributes.sizes[0], stop = node.attributes.sizes[1];
    if (start < 0) start += size;
    if (stop < 0) stop += size;
    stop = std::min(stop, size);
    Place shape = x.shape;
    shape[axis] = static_cast<std::size_t>(stop - start);
    Numbers result(shape);
    std::size_t at = 0;
    for_each_place(shape, [&](Place place) {
      place[axis] += static_cast<std::size_t>(start);
      result.values[at++] = x.values[offset(x.shape, place)];
    });
    return result;
  }

  Numbers reshape(const Node& node) const {
    Numbers result = operand(node, 0);
    Place shape;
    std::size_t open = node.attributes.sizes.size(), rest = result.values.size();
    for (std::size_t i = 0; i < node.attributes.sizes.size(); ++i) {
      const std::int64_t size = node.attributes.sizes[i];
      if (size < 0) open = i;
      shape.push_back(size < 0 ? 1 : size == 0 ? result.shape[i] : static_cast<std::size_t>(size));
      rest /= shape.back();
    }
    if (open < shape.size()) shape[open] = rest;
    result.shape = shape;
    return result;
  }

  Numbers transpose(const Node& node) const {
    const Numbers& x = operand(node, 0);
    Place shape;
    for (const std::int64_t axis : node.attributes.axes) shape.push_back(x.shape[static_cast<std::size_t>(axis)]);
    Numbers result(shape);
    std::size_t at = 0;
    for_each_place(shape, [&](const Place& place) {
      Place read(place.size());
      for (std::size_t i = 0; i < place.size(); ++i) read[static_cast<std::size_t>(node.attributes.axes[i])] = place[i];
      result.values[at++] = x.values[offset(x.shape, read)];
    });
    return result;
  }

  const model::Graph& graph_;
  const model::Weights& weights_;
  const std::map<std::string, model::Array>& inputs_;
  std::vector<Numbers> done_;
};

inline std::map<std::string, Numbers> interpret(const model::Graph& graph, const model::Weights& weights,
                                                const std::map<std::string, model::Array>& inputs) {
  return Interpreter(graph, weights, inputs).run();
}

}  // namespace affect::test
