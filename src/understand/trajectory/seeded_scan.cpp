#include "understand/trajectory/seeded_scan.h"

#include <algorithm>
#include <cmath>

namespace affect::understand::trajectory {
namespace {

bool before(const Interval& a, const Interval& b) { return a.begin != b.begin ? a.begin < b.begin : a.end < b.end; }

/// Variance of the mean of m values of an AR(1) process of variance 1, where power = phi^m.
double mean_variance(double m, double phi, double power) {
  const double rest = 1 - phi;
  return (m * (1 - phi * phi) - 2 * phi * (1 - power)) / (m * m * rest * rest);
}

}  // namespace

std::vector<Interval> seeded_intervals(std::size_t n, std::size_t side) {
  const std::size_t shortest = 2 * side;
  if (n < shortest) return {};
  std::vector<Interval> intervals{{0, n}};
  const double all = static_cast<double>(n);
  for (double shrunk = all / std::sqrt(2.0);; shrunk /= std::sqrt(2.0)) {
    const double length = std::ceil(shrunk);
    if (length < static_cast<double>(shortest)) break;
    const auto count = static_cast<std::size_t>(2 * std::ceil(all / length) - 1);
    const double shift = count > 1 ? (all - length) / static_cast<double>(count - 1) : 0;
    for (std::size_t i = 0; i < count; ++i) {
      const double begin = shift * static_cast<double>(i);
      intervals.push_back(
          {static_cast<std::size_t>(begin), std::min(n, static_cast<std::size_t>(std::ceil(begin + length)))});
    }
  }
  std::sort(intervals.begin(), intervals.end(), before);
  intervals.erase(std::unique(intervals.begin(), intervals.end()), intervals.end());
  return intervals;
}

double mean_difference_variance(std::size_t left, std::size_t right, double phi) {
  const auto l = static_cast<double>(left), r = static_cast<double>(right);
  const double left_power = std::pow(phi, l), right_power = std::pow(phi, r);
  const double covariance = phi * (1 - left_power) * (1 - right_power) / (l * r * (1 - phi) * (1 - phi));
  return mean_variance(l, phi, left_power) + mean_variance(r, phi, right_power) - 2 * covariance;
}

SeededScan::SeededScan(std::size_t n, std::size_t side)
    : side_(side),
      intervals_(seeded_intervals(n, side)),
      prefix_(n + 1),
      inverse_(n + 1),
      mean_variance_(n + 1),
      mean_reach_(n + 1) {
  for (std::size_t m = 1; m <= n; ++m) inverse_[m] = 1 / static_cast<double>(m);
}

void SeededScan::load(std::span<const double> scores, const NoiseEstimate& noise) {
  const double phi = noise.shrunk;
  double power = 1;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    prefix_[i + 1] = prefix_[i] + scores[i];
    power *= phi;
    mean_variance_[i + 1] = mean_variance(static_cast<double>(i + 1), phi, power);
    mean_reach_[i + 1] = (1 - power) * inverse_[i + 1];
  }
  covariance_factor_ = 2 * phi / ((1 - phi) * (1 - phi));
  sd_ = noise.sd;
}

Split SeededScan::best(Interval interval) const {
  Split best{interval, interval.begin + side_, 0};
  const double begin = prefix_[interval.begin], end = prefix_[interval.end];
  // Quotients are compared by cross products: no division a split.
  double best_square = 0, best_variance = 1;
  for (std::size_t k = interval.begin + side_; k + side_ <= interval.end; ++k) {
    const std::size_t left = k - interval.begin, right = interval.end - k;
    const double difference = (prefix_[k] - begin) * inverse_[left] - (end - prefix_[k]) * inverse_[right];
    const double variance =
        mean_variance_[left] + mean_variance_[right] - covariance_factor_ * mean_reach_[left] * mean_reach_[right];
    const double square = difference * difference;
    if (square * best_variance > best_square * variance) {
      best_square = square;
      best_variance = variance;
      best.index = k;
    }
  }
  best.statistic = sd_ > 0 ? std::sqrt(best_square / best_variance) / sd_ : 0;
  return best;
}

double SeededScan::largest() const {
  double largest = 0;
  for (const Interval& interval : intervals_) largest = std::max(largest, best(interval).statistic);
  return largest;
}

std::vector<Split> scan(std::span<const double> scores, const NoiseEstimate& noise, std::size_t side) {
  SeededScan scan(scores.size(), side);
  scan.load(scores, noise);
  std::vector<Split> splits;
  splits.reserve(scan.intervals().size());
  for (const Interval& interval : scan.intervals()) splits.push_back(scan.best(interval));
  return splits;
}

}  // namespace affect::understand::trajectory
