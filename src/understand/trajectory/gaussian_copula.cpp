#include "understand/trajectory/gaussian_copula.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <utility>

#include "affect/measure/normal_distribution.h"

namespace affect::understand::trajectory {
namespace {

constexpr double kHighestLatent = 0.98;

}  // namespace

GaussianCopula::GaussianCopula(std::vector<double> values) : sorted_(std::move(values)) {
  assert(!sorted_.empty());
  std::sort(sorted_.begin(), sorted_.end());
  const auto n = static_cast<double>(sorted_.size());
  const double mean = std::accumulate(sorted_.begin(), sorted_.end(), 0.0) / n;
  double square = 0, normal_square = 0, product = 0;
  for (std::size_t i = 0; i < sorted_.size(); ++i) {
    const double z = measure::normal_quantile((static_cast<double>(i) + 0.5) / n), value = sorted_[i] - mean;
    square += value * value;
    normal_square += z * z;
    product += z * value;
  }
  if (square > 0) share_ = std::min(1.0, product * product / (square * normal_square));
}

double GaussianCopula::value(double normal_score) const {
  const double rank = measure::normal_distribution(normal_score) * static_cast<double>(sorted_.size());
  return sorted_[std::min(sorted_.size() - 1, static_cast<std::size_t>(rank))];
}

double GaussianCopula::latent(double correlation) const {
  const double size = std::abs(correlation);
  double low = size, high = kHighestLatent;
  for (int i = 0; i < 30 && high > low; ++i) {
    const double middle = (low + high) / 2;
    (this->correlation(middle) < size ? low : high) = middle;
  }
  return std::copysign(low, correlation);
}

}  // namespace affect::understand::trajectory
