#include <array>

#include <openvino/op/add.hpp>
#include <openvino/op/broadcast.hpp>
#include <openvino/op/concat.hpp>
#include <openvino/op/convert.hpp>
#include <openvino/op/gru_sequence.hpp>
#include <openvino/op/lstm_sequence.hpp>
#include <openvino/op/reduce_sum.hpp>
#include <openvino/op/reshape.hpp>
#include <openvino/op/slice.hpp>
#include <openvino/op/transpose.hpp>
#include <openvino/op/unsqueeze.hpp>

#include "model/net/conversion.h"

namespace affect::model {
namespace {

/// The gates of a weight [gates * hidden, ...] in another order.
Converted in_order(const Converted& weight, std::int64_t hidden, const std::vector<std::int64_t>& order) {
  ov::OutputVector parts;
  for (const std::int64_t gate : order) {
    parts.push_back(std::make_shared<ov::op::v8::Slice>(weight, integers({gate * hidden}),
                                                        integers({(gate + 1) * hidden}), integers({1}), integers({0})));
  }
  return std::make_shared<ov::op::v0::Concat>(parts, 0);
}

/// PyTorch's gates are reset, update, new; OpenVINO's update, reset, new, and the two biases of the last stay apart.
Converted gru_bias(const Converted& of_input, const Converted& of_state, std::int64_t hidden) {
  const auto both = std::make_shared<ov::op::v1::Add>(of_input, of_state);
  return std::make_shared<ov::op::v0::Concat>(
      ov::OutputVector{in_order(both, hidden, {1, 0}), in_order(of_input, hidden, {2}),
                       in_order(of_state, hidden, {2})},
      0);
}

Converted stacked(const std::vector<Converted>& directions) {
  ov::OutputVector parts;
  for (const Converted& one : directions) parts.push_back(std::make_shared<ov::op::v0::Unsqueeze>(one, integers({0})));
  return std::make_shared<ov::op::v0::Concat>(parts, 0);
}

Converted recurrent(const Conversion& conversion, const Node& node) {
  const std::int64_t hidden = node.attributes.hidden;
  const bool gru = node.op == Op::gru, both = node.attributes.direction == Direction::both;
  const std::int64_t count = both ? 2 : 1;
  const Converted& x = conversion.operand(node, 0);
  // PyTorch's LSTM has input, forget, cell, output; OpenVINO's forget, input, cell, output.
  const std::vector<std::int64_t> order =
      gru ? std::vector<std::int64_t>{1, 0, 2} : std::vector<std::int64_t>{1, 0, 2, 3};
  std::array<std::vector<Converted>, 3> parts;
  for (std::size_t d = 0; d < static_cast<std::size_t>(count); ++d) {
    const auto weight = [&](std::size_t i) { return conversion.operand(node, 1 + 4 * d + i); };
    parts[0].push_back(in_order(weight(0), hidden, order));
    parts[1].push_back(in_order(weight(1), hidden, order));
    parts[2].push_back(gru ? gru_bias(weight(2), weight(3), hidden)
                           : in_order(std::make_shared<ov::op::v1::Add>(weight(2), weight(3)), hidden, order));
  }
  const Converted batch = size_of(x, 0);
  Converted lengths;
  if (node.attributes.masked) {
    const auto sum = std::make_shared<ov::op::v1::ReduceSum>(conversion.of(node.operands.back()), integers({1}), false);
    lengths = std::make_shared<ov::op::v0::Convert>(sum, ov::element::i64);
  } else {
    lengths = std::make_shared<ov::op::v3::Broadcast>(size_of(x, 1), batch);
  }
  const auto size = std::make_shared<ov::op::v0::Concat>(ov::OutputVector{batch, integers({count, hidden})}, 0);
  const auto start = std::make_shared<ov::op::v3::Broadcast>(real(0), size);
  const auto direction = both ? ov::op::RecurrentSequenceDirection::BIDIRECTIONAL
                         : node.attributes.direction == Direction::backward
                             ? ov::op::RecurrentSequenceDirection::REVERSE
                             : ov::op::RecurrentSequenceDirection::FORWARD;
  Converted states;
  if (gru) {
    states = std::make_shared<ov::op::v5::GRUSequence>(
        x, start, lengths, stacked(parts[0]), stacked(parts[1]), stacked(parts[2]), static_cast<std::size_t>(hidden),
        direction, std::vector<std::string>{"sigmoid", "tanh"}, std::vector<float>{}, std::vector<float>{}, 0.0F, true);
  } else {
    states = std::make_shared<ov::op::v5::LSTMSequence>(x, start, start, lengths, stacked(parts[0]), stacked(parts[1]),
                                                        stacked(parts[2]), hidden, direction)
                 ->output(0);
  }
  // [batch, directions, length, hidden] to [batch, length, directions * hidden].
  const auto by_place = std::make_shared<ov::op::v1::Transpose>(states, integers({0, 2, 1, 3}));
  return std::make_shared<ov::op::v1::Reshape>(by_place, integers({0, 0, count * hidden}), true);
}

}  // namespace

std::optional<Converted> convert_recurrent(const Conversion& conversion, const Node& node) {
  if (node.op != Op::gru && node.op != Op::lstm) return std::nullopt;
  return recurrent(conversion, node);
}

}  // namespace affect::model
