#include "affect/understand/trajectory/variability.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace affect::understand::trajectory {
double mean(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double mean_square(std::span<const double> values) {
  return std::inner_product(values.begin(), values.end(), values.begin(), 0.0) / static_cast<double>(values.size());
}

double variance(std::span<const double> scores) {
  assert(scores.size() >= 2);
  const double centre = mean(scores);
  double square = 0;
  for (const double score : scores) square += (score - centre) * (score - centre);
  return square / static_cast<double>(scores.size() - 1);
}

double largest_sd(double mean, const ScoreBounds& bounds, std::size_t n) {
  assert(n >= 2);
  const double range = bounds.high - bounds.low, count = static_cast<double>(n);
  if (mean <= bounds.low || mean >= bounds.high) return 0;
  // Rounding must not cost a whole score at the upper end.
  constexpr double kRounding = 1e-9;
  const double at_high = std::min(count - 1, std::floor(count * (mean - bounds.low) / range + kRounding));
  const double at_low = count - 1 - at_high;
  const double between = count * mean - at_low * bounds.low - at_high * bounds.high;
  const auto square = [&](double score) { return (score - mean) * (score - mean); };
  return std::sqrt((at_low * square(bounds.low) + at_high * square(bounds.high) + square(between)) / (count - 1));
}

Neighbours neighbours(const Steps& steps) {
  Neighbours pairs;
  for (std::size_t i = 1; i < steps.lengths.size(); ++i) {
    const double length = steps.lengths[i];
    if (length == 0 || (steps.is_regular && length != 1)) continue;
    pairs.later.push_back(i);
    pairs.lengths.push_back(length);
  }
  return pairs;
}

double square_growth(double length, double left) {
  if (left <= 0) return 1;
  if (left >= 1) return length;
  return -std::expm1(length * std::log(left)) / (1 - left);
}

double mean_growth(const Neighbours& pairs, double left) {
  double sum = 0;
  for (const double length : pairs.lengths) sum += square_growth(length, left);
  return sum / static_cast<double>(pairs.size());
}

std::vector<double> successive_differences(std::span<const double> scores, const Neighbours& pairs, double left) {
  std::vector<double> differences(pairs.size());
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    const double difference = std::abs(scores[pairs.later[p]] - scores[pairs.later[p] - 1]);
    differences[p] = left == 0 ? difference : difference / std::sqrt(square_growth(pairs.lengths[p], left));
  }
  return differences;
}

std::vector<double> teager_kaiser(std::span<const double> scores, const Steps& steps) {
  std::vector<double> energies;
  if (!steps.is_regular || scores.empty()) return energies;
  const double centre = mean(scores);
  for (std::size_t i = 1; i + 1 < scores.size(); ++i) {
    if (steps.lengths[i] != 1 || steps.lengths[i + 1] != 1) continue;
    const double here = scores[i] - centre;
    energies.push_back(here * here - (scores[i - 1] - centre) * (scores[i + 1] - centre));
  }
  return energies;
}

}  // namespace affect::understand::trajectory
