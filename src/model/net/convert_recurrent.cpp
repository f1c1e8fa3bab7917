#include <openvino/op/add.hpp>
#include <openvino/op/broadcast.hpp>
#include <openvino/op/concat.hpp>
#include <openvino/op/convert.hpp>
#include <openvino/op/gru_sequence.hpp>
#include <openvino/op/lstm_sequence.hpp>
#include <openvino/op/multiply.hpp>
#include <openvino/op/reduce_sum.hpp>
#include <openvino/op/reverse_sequence.hpp>
#include <openvino/op/slice.hpp>
#include <openvino/op/squeeze.hpp>
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

Converted leading_one(const Converted& x) { return std::make_shared<ov::op::v0::Unsqueeze>(x, integers({0})); }

/// One direction, [batch, length, hidden]. The operands of `node` from `first` on are its weights.
Converted one_direction(const Conversion& conversion, const Node& node, const Converted& x, std::size_t first,
                        bool reverse) {
  const std::int64_t hidden = node.attributes.hidden;
  const auto weight = [&](std::size_t i) { return conversion.operand(node, first + i); };
  const auto ordered = [&](const Converted& given, const std::vector<std::int64_t>& order) {
    return leading_one(in_order(given, hidden, order));
  };
  const Converted batch = size_of(x, 0);
  const auto lengths = std::make_shared<ov::op::v3::Broadcast>(size_of(x, 1), batch);
  const auto size = std::make_shared<ov::op::v0::Concat>(ov::OutputVector{batch, integers({1, hidden})}, 0);
  const auto start = std::make_shared<ov::op::v3::Broadcast>(real(0), size);
  const auto direction =
      reverse ? ov::op::RecurrentSequenceDirection::REVERSE : ov::op::RecurrentSequenceDirection::FORWARD;
  Converted states;
  if (node.op == Op::gru) {
    const std::vector<std::int64_t> order{1, 0, 2};
    states = std::make_shared<ov::op::v5::GRUSequence>(
        x, start, lengths, ordered(weight(0), order), ordered(weight(1), order),
        leading_one(gru_bias(weight(2), weight(3), hidden)), static_cast<std::size_t>(hidden), direction,
        std::vector<std::string>{"sigmoid", "tanh"}, std::vector<float>{}, std::vector<float>{}, 0.0F, true);
  } else {
    // PyTorch's LSTM has input, forget, cell, output; OpenVINO's forget, input, cell, output.
    const std::vector<std::int64_t> order{1, 0, 2, 3};
    const auto bias = std::make_shared<ov::op::v1::Add>(weight(2), weight(3));
    states =
        std::make_shared<ov::op::v5::LSTMSequence>(x, start, start, lengths, ordered(weight(0), order),
                                                   ordered(weight(1), order), ordered(bias, order), hidden, direction)
            ->output(0);
  }
  return std::make_shared<ov::op::v0::Squeeze>(states, integers({1}));
}

Converted recurrent(const Conversion& conversion, const Node& node) {
  const Converted& x = conversion.operand(node, 0);
  const bool masked = node.attributes.masked, both = node.attributes.direction == Direction::both;
  // A sequence that ends early is turned around up to its end: the plug-in's own sequences run over the padding.
  Converted mask, lengths;
  if (masked) {
    mask = conversion.of(node.operands.back());
    const auto sum = std::make_shared<ov::op::v1::ReduceSum>(mask, integers({1}), false);
    lengths = std::make_shared<ov::op::v0::Convert>(sum, ov::element::i64);
  }
  const auto turned = [&](const Converted& given) {
    return std::make_shared<ov::op::v0::ReverseSequence>(given, lengths, 0, 1);
  };
  ov::OutputVector directions;
  if (node.attributes.direction != Direction::backward)
    directions.push_back(one_direction(conversion, node, x, 1, false));
  if (node.attributes.direction != Direction::forward) {
    const std::size_t first = both ? 5 : 1;
    directions.push_back(masked ? turned(one_direction(conversion, node, turned(x), first, false))
                                : one_direction(conversion, node, x, first, true));
  }
  Converted states = both ? std::make_shared<ov::op::v0::Concat>(directions, 2) : directions[0];
  if (masked)
    states =
        std::make_shared<ov::op::v1::Multiply>(states, std::make_shared<ov::op::v0::Unsqueeze>(mask, integers({2})));
  return states;
}

}  // namespace

std::optional<Converted> convert_recurrent(const Conversion& conversion, const Node& node) {
  if (node.op != Op::gru && node.op != Op::lstm) return std::nullopt;
  return recurrent(conversion, node);
}

}  // namespace affect::model
