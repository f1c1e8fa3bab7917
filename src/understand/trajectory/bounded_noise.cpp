#include "understand/trajectory/bounded_noise.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "affect/understand/trajectory/corpus_prior.h"

namespace affect::understand::trajectory {
namespace {

constexpr double kNoiseOfRange = 0.05;
/// From here on the scores themselves bound phi well enough, and a corpus is not asked.
constexpr std::size_t kLongTrack = 200;

}  // namespace

NoiseEstimate floored_noise(std::span<const double> scores, const std::vector<bool>& breaks, double lowest_sd) {
  NoiseEstimate noise = estimate_noise(scores, breaks);
  noise.sd = std::max({noise.sd, lowest_sd, noise_floor(scores)});
  return noise;
}

double noise_floor(std::span<const double> scores) {
  const auto [lowest, highest] = std::minmax_element(scores.begin(), scores.end());
  return kNoiseOfRange * (*highest - *lowest);
}

std::vector<double> null_values(std::span<const double> scores, const NoiseEstimate& noise) {
  if (scores.size() < kShortTrack) return noise.left_over;
  std::vector<double> values(scores.begin(), scores.end());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  for (double& value : values) value -= mean;
  return values;
}

std::string BoundedNoise::reason() const {
  return fmt::format("autocorrelation {:.2f}: a change of level cannot be told from wandering", noise.phi);
}

BoundedNoise bounded_noise(std::span<const double> scores, const std::vector<bool>& breaks, double prior_phi,
                           ChangePointNull& null) {
  return bounded_noise(floored_noise(scores, breaks, 0), scores.size(), prior_phi, null);
}

BoundedNoise bounded_noise(NoiseEstimate noise, std::size_t n, double prior_phi, ChangePointNull& null) {
  BoundedNoise bounded{std::move(noise), prior_phi, n < kShortTrack};
  if (bounded.is_short || !bounded.is_estimable()) return bounded;
  const double phi = bounded.noise.phi;
  bounded.phi_bound = null.phi_bound(n, bounded.noise);
  const double likely = phi + 2 * std::sqrt((1 - phi * phi) / static_cast<double>(n));
  if (n < kLongTrack) bounded.phi_bound = std::min(bounded.phi_bound, std::max(prior_phi, likely));
  return bounded;
}

}  // namespace affect::understand::trajectory
