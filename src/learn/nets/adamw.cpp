#include "learn/nets/adamw.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "affect/error.h"

namespace affect::learn::nets {
namespace {

double rate_factor(const std::vector<RateRule>& rules, const std::string& name) {
  const RateRule* longest = nullptr;
  for (const RateRule& rule : rules) {
    if (!name.starts_with(rule.beginning)) continue;
    if (longest == nullptr || rule.beginning.size() > longest->beginning.size()) longest = &rule;
  }
  return longest == nullptr ? 1 : longest->factor;
}

void check_rate_rules(const std::vector<RateRule>& rules, const Tensors& weights) {
  for (const RateRule& rule : rules) {
    const bool fits = std::any_of(weights.begin(), weights.end(),
                                  [&](const auto& weight) { return weight.first.starts_with(rule.beginning); });
    if (!fits)
      throw ConfigError(fmt::format("no weight begins with \"{}\", which has a rate of its own", rule.beginning));
    if (!(rule.factor >= 0) || !std::isfinite(rule.factor)) {
      throw ConfigError(fmt::format("the rate of \"{}\" is {} times another: 0 or more", rule.beginning, rule.factor));
    }
  }
}

}  // namespace

AdamW::AdamW(Tensors& weights, const TrainingOptions& options) : weights_(weights), options_(options) {
  check_rate_rules(options.rates, weights);
  for (auto& [name, weight] : weights_) {
    if (!weight.requires_grad()) continue;
    weight.mutable_grad().reset();
    const double factor = rate_factor(options.rates, name);
    if (factor == 0) {
      frozen_.push_back(name);
    } else {
      factors_[name] = factor;
      moments_[name] = {torch::zeros_like(weight).detach(), torch::zeros_like(weight).detach()};
    }
  }
  if (moments_.empty()) throw ConfigError("no weight learns", {}, "give one a rate above 0");
  for (const std::string& name : frozen_) weights_.at(name).requires_grad_(false);
}

AdamW::~AdamW() {
  for (const auto& [name, moments] : moments_) weights_.at(name).mutable_grad().reset();
  for (const std::string& name : frozen_) weights_.at(name).requires_grad_(true);
}

double AdamW::clip(double limit) {
  const torch::NoGradGuard no_gradients;
  double squares = 0;
  for (const auto& [name, moments] : moments_) {
    const torch::Tensor& gradient = weights_.at(name).grad();
    if (gradient.defined()) squares += std::pow(gradient.norm().item<double>(), 2);
  }
  const double norm = std::sqrt(squares);
  if (limit <= 0 || norm <= limit) return norm;
  for (const auto& [name, moments] : moments_) {
    torch::Tensor gradient = weights_.at(name).grad();
    if (gradient.defined()) gradient.mul_(limit / norm);
  }
  return norm;
}

void AdamW::step(double rate) {
  const torch::NoGradGuard no_gradients;
  const double beta1 = options_.beta1, beta2 = options_.beta2;
  for (auto& [name, moments] : moments_) {
    torch::Tensor& weight = weights_.at(name);
    torch::Tensor& gradient = weight.mutable_grad();
    if (!gradient.defined()) continue;
    ++moments.updates;
    const auto updates = static_cast<double>(moments.updates);
    const double own_rate = rate * factors_.at(name);
    if (weight.dim() >= 2) weight.mul_(1 - own_rate * options_.weight_decay);
    moments.first.mul_(beta1).add_(gradient, 1 - beta1);
    moments.second.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
    const double unbiased1 = 1 - std::pow(beta1, updates), unbiased2 = 1 - std::pow(beta2, updates);
    const torch::Tensor divisor = (moments.second.sqrt() / std::sqrt(unbiased2)).add_(options_.epsilon);
    weight.addcdiv_(moments.first, divisor, -own_rate / unbiased1);
    gradient.reset();
  }
}

}  // namespace affect::learn::nets
