#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "affect/understand/trajectory/corpus_prior.h"
#include "affect/understand/trajectory/distribution_changes.h"
#include "affect/understand/trajectory/segmentation.h"
#include "understand/trajectory/bounded_noise.h"
#include "understand/trajectory/row_means.h"

namespace affect::understand::trajectory {
namespace {

/// Scores too few to tell their autocorrelation alarm more often than alpha where it is the prior's highest.
constexpr double kShortAlpha = 0.8;

/// Two standard errors of one column above what all say together: they are seldom independent.
double likely_phi(double phi, std::size_t rows) {
  return std::max(kTypicalPhi, phi + 2 * std::sqrt((1 - phi * phi) / static_cast<double>(rows)));
}

/// Noise of all columns as if of one: their autocorrelations by the weight of their variances.
NoiseEstimate pooled(const std::vector<NoiseEstimate>& noises) {
  NoiseEstimate all;
  double weights = 0;
  for (const NoiseEstimate& noise : noises) {
    all.phi += noise.sd * noise.sd * noise.phi;
    weights += noise.sd * noise.sd;
  }
  if (weights > 0) all.phi /= weights;
  return all;
}

}  // namespace

DistributionChanges distribution_changes(const std::vector<std::vector<double>>& columns,
                                         const std::vector<bool>& breaks, const DistributionChangesOptions& options,
                                         ChangePointNull& null) {
  const std::size_t n = columns.front().size();
  DistributionChanges result;
  if (n < kShortestSeries) {
    result.status = Status::too_short;
    result.reason = fmt::format("{} row{} of scores; {} are needed", n, n == 1 ? "" : "s", kShortestSeries);
    return result;
  }
  const std::size_t rows = result.rows_per_mean = (n + kLongestEDivisive - 1) / kLongestEDivisive;
  const auto mean_breaks = breaks_of_means(breaks, rows, n / rows);
  std::vector<std::vector<double>> means;
  std::vector<NoiseEstimate> noises;
  for (const auto& column : columns) {
    auto mean = means_of_rows(column, rows);
    if (const auto [low, high] = std::minmax_element(mean.begin(), mean.end()); *low == *high) continue;
    noises.push_back(floored_noise(mean, mean_breaks, 0));
    means.push_back(std::move(mean));
    if (options.same_scale) continue;
    for (double& value : means.back()) value /= noises.back().sd;
    noises.back().sd = 1;
  }
  if (means.empty()) return result;
  const std::size_t length = means.front().size();
  const BoundedNoise bounded = bounded_noise(pooled(noises), length, options.prior_phi, null);
  if (!bounded.is_estimable()) {
    result.status = Status::not_estimable;
    result.reason = bounded.reason();
    return result;
  }
  result.phi_bound = bounded.phi_bound;
  EDivisiveOptions search = options.search;
  if (bounded.is_short) {
    search.alpha *= kShortAlpha;
  } else {
    result.phi_bound = std::min(result.phi_bound, likely_phi(bounded.noise.phi, length));
  }
  std::vector<double> values(length * means.size());
  for (std::size_t c = 0; c < means.size(); ++c) {
    const auto white = without_autocorrelation(means[c], mean_breaks, result.phi_bound);
    for (std::size_t i = 0; i < length; ++i) values[i * means.size() + c] = white[i];
  }
  result.changes = e_divisive({values, means.size()}, search);
  for (DistributionChange& change : result.changes) change.index *= rows;
  return result;
}

}  // namespace affect::understand::trajectory
