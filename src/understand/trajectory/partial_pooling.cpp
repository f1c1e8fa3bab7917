#include "affect/understand/trajectory/partial_pooling.h"

#include <algorithm>
#include <cmath>

namespace affect::understand::trajectory {
namespace {

constexpr int kPoolingSteps = 200;

struct PoolingStep {
  double mean = 0, weight = 0, between = 0, shrunk_variance = 0;
};

/// Morris (1983), equations 5.1 to 5.4: weights 1 / (V + A), the mean by them, and the next A from its residuals.
PoolingStep pooling_step(std::span<const double> means, std::span<const double> variances, double between) {
  PoolingStep step;
  const auto people = static_cast<double>(means.size());
  double sum = 0, weighted_variance = 0;
  for (std::size_t i = 0; i < means.size(); ++i) {
    const double weight = 1 / (variances[i] + between);
    step.weight += weight;
    sum += weight * means[i];
    weighted_variance += weight * variances[i];
  }
  step.mean = sum / step.weight;
  double excess = 0;
  for (std::size_t i = 0; i < means.size(); ++i) {
    const double weight = 1 / (variances[i] + between), off = means[i] - step.mean;
    excess += weight * (people / (people - 1) * off * off - variances[i]);
  }
  step.between = std::max(0.0, excess / step.weight);
  step.shrunk_variance = weighted_variance / step.weight;
  return step;
}

}  // namespace

std::optional<PooledLevels> partial_pooling(std::span<const double> means, std::span<const double> variances) {
  if (means.size() < kFewestToPool) return std::nullopt;
  const auto people = static_cast<double>(means.size());
  double between = 0;
  PoolingStep step;
  for (int i = 0; i < kPoolingSteps; ++i) {
    step = pooling_step(means, variances, between);
    if (std::abs(step.between - between) <= 1e-12 * (step.between + 1e-12)) break;
    between = step.between;
  }
  PooledLevels pooled{step.mean, step.between, {}};
  for (std::size_t i = 0; i < means.size(); ++i) {
    const double weight = 1 / (variances[i] + pooled.between_variance), off = means[i] - pooled.mean;
    // (k - 3) / (k - 1): the spread between people is estimated, and may be larger than it seems.
    const double shrink = (people - 3) / (people - 1) * variances[i] * weight;
    const double share_of_mean = weight / step.weight;
    const double spread = 2 / (people - 3) * shrink * shrink * (step.shrunk_variance + pooled.between_variance) /
                          (variances[i] + pooled.between_variance);
    const double variance = variances[i] * (1 - (1 - share_of_mean) * shrink) + spread * off * off;
    pooled.levels.push_back({(1 - shrink) * means[i] + shrink * pooled.mean, std::sqrt(variance), 1 - shrink});
  }
  return pooled;
}

}  // namespace affect::understand::trajectory
