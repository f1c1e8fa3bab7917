#include "learn/nets/moving_average.h"

#include <algorithm>

namespace affect::learn::nets {

MovingAverage::MovingAverage(Tensors& weights, const std::vector<std::string>& names, double decay)
    : weights_(weights), decay_(decay) {
  if (decay <= 0) return;
  for (const std::string& name : names) averages_[name] = weights.at(name).detach().clone();
}

void MovingAverage::update(std::int64_t updates) {
  const torch::NoGradGuard no_gradients;
  const auto t = static_cast<double>(updates);
  const double decay = std::min(decay_, (1 + t) / (10 + t));
  for (auto& [name, average] : averages_) average.lerp_(weights_.at(name), 1 - decay);
}

void MovingAverage::swap() {
  const torch::NoGradGuard no_gradients;
  // By value: others may hold the weight itself.
  for (auto& [name, average] : averages_) {
    const torch::Tensor kept = average.clone();
    average.copy_(weights_.at(name));
    weights_.at(name).copy_(kept);
  }
}

}  // namespace affect::learn::nets
