#include <utility>

#include "learn/nets/computation.h"

namespace affect::learn::nets {
namespace {

struct RecurrentState {
  torch::Tensor state, cell;  ///< [batch, hidden]; the cell of a GRU stays 0
};

/// PyTorch's gates: reset, update, new.
torch::Tensor gru_step(const torch::Tensor& from_input, const torch::Tensor& from_state, const torch::Tensor& state) {
  const auto input = from_input.chunk(3, 1), before = from_state.chunk(3, 1);
  const torch::Tensor reset = at::sigmoid(input[0] + before[0]), update = at::sigmoid(input[1] + before[1]);
  const torch::Tensor fresh = at::tanh(input[2] + reset * before[2]);
  return fresh + update * (state - fresh);
}

/// PyTorch's gates: input, forget, cell, output.
RecurrentState lstm_step(const torch::Tensor& sums, const torch::Tensor& cell) {
  const auto gate = sums.chunk(4, 1);
  const torch::Tensor kept = at::sigmoid(gate[1]) * cell + at::sigmoid(gate[0]) * at::tanh(gate[2]);
  return {at::sigmoid(gate[3]) * at::tanh(kept), kept};
}

/// One direction, [batch, length, hidden]. The operands of `node` from `first` on are its weights.
torch::Tensor one_direction(const Computation& computation, const model::Node& node, std::size_t first, bool backward) {
  const auto& x = computation.operand(node, 0);
  const auto weight = [&](std::size_t i) { return computation.operand(node, first + i); };
  const auto inputs = at::linear(x, weight(0), weight(2)).to(at::kFloat).unbind(1);
  std::vector<torch::Tensor> ones;
  if (node.attributes.masked) ones = computation.numbers(node, node.operands.size() - 1).unsqueeze(2).unbind(1);
  RecurrentState now;
  now.state = now.cell = at::zeros({x.size(0), node.attributes.hidden});
  std::vector<torch::Tensor> states(inputs.size());
  for (std::size_t step = 0; step < inputs.size(); ++step) {
    const std::size_t t = backward ? inputs.size() - 1 - step : step;
    const torch::Tensor from_state = at::linear(now.state, weight(1), weight(3)).to(at::kFloat);
    if (node.op == model::Op::gru) {
      now.state = gru_step(inputs[t], from_state, now.state);
    } else {
      now = lstm_step(inputs[t] + from_state, now.cell);
    }
    // Beyond the end of a sequence the state is 0: nothing is given there, and the backward direction starts from it.
    if (!ones.empty()) now = {now.state * ones[t], now.cell * ones[t]};
    states[t] = now.state;
  }
  return at::stack(states, 1);
}

}  // namespace

std::optional<torch::Tensor> compute_recurrent(const Computation& computation, const model::Node& node) {
  using model::Direction;
  if (node.op != model::Op::gru && node.op != model::Op::lstm) return std::nullopt;
  switch (node.attributes.direction) {
    case Direction::forward:
      return one_direction(computation, node, 1, false);
    case Direction::backward:
      return one_direction(computation, node, 1, true);
    case Direction::both:
      break;
  }
  return at::cat({one_direction(computation, node, 1, false), one_direction(computation, node, 5, true)}, 2);
}

}  // namespace affect::learn::nets
