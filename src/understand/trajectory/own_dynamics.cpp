#include "understand/trajectory/own_dynamics.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "understand/trajectory/own_ranks.h"

namespace affect::understand::trajectory {
namespace {

constexpr std::size_t kHighestOrder = 5, kRowsAnOrder = 25, kBurnIn = 100;
constexpr double kHighestDrawnPhi = 0.97;

/// Prediction errors of one order more, forward and backward, by Burg's recursion.
class BurgFit {
 public:
  BurgFit(std::vector<double> values, std::span<const std::size_t> sessions)
      : forward_(values), backward_(std::move(values)), sessions_(sessions) {}

  /// False where nothing is left to predict.
  bool add_order() {
    const std::size_t order = coefficients_.size() + 1;
    double product = 0, square = 0;
    for_each(order, [&](std::size_t t) {
      product += forward_[t] * backward_[t - 1];
      square += forward_[t] * forward_[t] + backward_[t - 1] * backward_[t - 1];
    });
    if (!(square > 0)) return false;
    const double reflection = 2 * product / square;
    std::vector<double> next = coefficients_;
    for (std::size_t i = 0; i < coefficients_.size(); ++i) {
      next[i] -= reflection * coefficients_[coefficients_.size() - 1 - i];
    }
    next.push_back(reflection);
    coefficients_ = std::move(next);
    for (std::size_t t = forward_.size(); t-- > 1;) {
      const double ahead = forward_[t], behind = backward_[t - 1];
      forward_[t] = ahead - reflection * behind;
      backward_[t] = behind - reflection * ahead;
    }
    count_ = 0;
    error_ = 0;
    for_each(order, [&](std::size_t t) {
      error_ += forward_[t] * forward_[t];
      ++count_;
    });
    return true;
  }

  double bic(std::size_t n) const {
    const double rows = static_cast<double>(n);
    return rows * std::log(error_ / static_cast<double>(std::max<std::size_t>(1, count_))) +
           static_cast<double>(coefficients_.size()) * std::log(rows);
  }
  const std::vector<double>& coefficients() const { return coefficients_; }
  std::vector<double> innovations() const {
    std::vector<double> kept(forward_.size(), 0.0);
    for_each(coefficients_.size(), [&](std::size_t t) { kept[t] = forward_[t]; });
    return kept;
  }

 private:
  template <class Visit>
  void for_each(std::size_t order, Visit visit) const {
    for (std::size_t t = order; t < forward_.size(); ++t) {
      if (sessions_[t] == sessions_[t - order]) visit(t);
    }
  }

  std::vector<double> forward_, backward_, coefficients_;
  std::span<const std::size_t> sessions_;
  double error_ = 0;
  std::size_t count_ = 0;
};

double unbiased_phi(double phi, std::size_t n) {
  const double rows = static_cast<double>(n);
  return std::clamp((phi + 2 / rows) / (1 - 4 / rows), -kHighestDrawnPhi, kHighestDrawnPhi);
}

}  // namespace

std::vector<double> without_trend(std::span<const double> scores) {
  const auto n = static_cast<double>(scores.size());
  const double mean = std::accumulate(scores.begin(), scores.end(), 0.0) / n, middle = (n - 1) / 2;
  double product = 0, square = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const double time = static_cast<double>(i) - middle;
    product += time * (scores[i] - mean);
    square += time * time;
  }
  const double slope = square > 0 ? product / square : 0;
  std::vector<double> left(scores.size());
  for (std::size_t i = 0; i < scores.size(); ++i) {
    left[i] = scores[i] - mean - slope * (static_cast<double>(i) - middle);
  }
  return left;
}

OwnDynamics::OwnDynamics(std::span<const double> scores, std::span<const std::size_t> sessions)
    : sorted_(scores.begin(), scores.end()) {
  assert(scores.size() >= 8 && scores.size() == sessions.size());
  std::sort(sorted_.begin(), sorted_.end());
  const std::vector<double> left = without_trend(scores);
  for (std::size_t i = 0; i < scores.size(); ++i) trend_.push_back(scores[i] - left[i]);
  BurgFit fit(left, sessions);
  const std::size_t highest = std::clamp<std::size_t>(scores.size() / kRowsAnOrder, 1, kHighestOrder);
  double best = 0;
  innovations_ = left;
  for (std::size_t order = 1; order <= highest && fit.add_order(); ++order) {
    const double bic = fit.bic(scores.size());
    if (order > 1 && !(bic < best)) continue;
    best = bic;
    coefficients_ = fit.coefficients();
    innovations_ = fit.innovations();
  }
  for (const double innovation : innovations_) {
    if (innovation != 0) pool_.push_back(innovation);
  }
  if (pool_.empty()) pool_.push_back(0);
  drawn_coefficients_ = coefficients_;
  if (coefficients_.size() == 1) drawn_coefficients_[0] = unbiased_phi(coefficients_[0], scores.size());
}

std::vector<double> OwnDynamics::draw(Rng& rng) const {
  const std::size_t n = trend_.size(), order = drawn_coefficients_.size();
  std::vector<double> process(kBurnIn + n);
  for (std::size_t t = 0; t < process.size(); ++t) {
    double value = pool_[rng.below(pool_.size())];
    for (std::size_t i = 0; i < std::min(order, t); ++i) value += drawn_coefficients_[i] * process[t - 1 - i];
    process[t] = value;
  }
  std::vector<double> scores(n);
  for (std::size_t i = 0; i < n; ++i) scores[i] = process[kBurnIn + i] + trend_[i];
  return with_values_of(scores, sorted_);
}

}  // namespace affect::understand::trajectory
