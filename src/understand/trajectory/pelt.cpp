#include "affect/understand/trajectory/pelt.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace affect::understand::trajectory {

SquaredError::SquaredError(std::span<const double> scores, SegmentCost cost)
    : cost_(cost), sum_(scores.size() + 1), square_(scores.size() + 1) {
  const std::size_t n = scores.size();
  // Around the mean of all, squares do not drown what segments differ by.
  const double mean = n == 0 ? 0 : std::accumulate(scores.begin(), scores.end(), 0.0) / static_cast<double>(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double score = scores[i] - mean;
    sum_[i + 1] = sum_[i] + score;
    square_[i + 1] = square_[i] + score * score;
  }
  if (cost_ == SegmentCost::level) return;
  product_.resize(n + 1);
  for (std::size_t i = 0; i < n; ++i) product_[i + 1] = product_[i] + (scores[i] - mean) * static_cast<double>(i);
}

double SquaredError::operator()(std::size_t begin, std::size_t end) const {
  const auto n = static_cast<double>(end - begin);
  const double sum = sum_[end] - sum_[begin];
  double error = square_[end] - square_[begin] - sum * sum / n;
  if (cost_ == SegmentCost::level_and_slope && end - begin > 1) {
    const double middle = static_cast<double>(begin) + (n - 1) / 2;
    const double along = product_[end] - product_[begin] - middle * sum;
    error -= along * along * 12 / (n * (n * n - 1));
  }
  return std::max(error, 0.0);
}

std::vector<std::size_t> pelt(std::span<const double> scores, const PeltOptions& options) {
  const std::size_t n = scores.size(), shortest = std::max<std::size_t>(options.shortest_segment, 1);
  if (n < 2 * shortest) return {};
  const SquaredError error(scores, options.cost);
  struct Candidate {
    std::size_t begin;
    std::size_t dead_from;  ///< no end from here on can have it as its last change
  };
  constexpr std::size_t kAlive = std::numeric_limits<std::size_t>::max();
  std::vector<double> best(n + 1, 0), values;
  std::vector<std::size_t> last(n + 1, 0);
  std::vector<Candidate> candidates{{0, kAlive}};
  best[0] = -options.penalty;
  for (std::size_t end = shortest; end <= n; ++end) {
    if (end >= 2 * shortest) candidates.push_back({end - shortest, kAlive});
    std::erase_if(candidates, [&](const Candidate& candidate) { return end >= candidate.dead_from; });
    values.resize(candidates.size());
    std::size_t chosen = 0;
    for (std::size_t c = 0; c < candidates.size(); ++c) {
      values[c] = best[candidates[c].begin] + error(candidates[c].begin, end);
      if (values[c] < values[chosen]) chosen = c;
    }
    best[end] = values[chosen] + options.penalty;
    last[end] = candidates[chosen].begin;
    // A change at `end` is as good from here on; but only ends a shortest segment later may have one there.
    for (std::size_t c = 0; c < candidates.size(); ++c) {
      if (values[c] >= best[end]) candidates[c].dead_from = std::min(candidates[c].dead_from, end + shortest);
    }
  }
  std::vector<std::size_t> begins;
  for (std::size_t at = last[n]; at != 0; at = last[at]) begins.push_back(at);
  std::reverse(begins.begin(), begins.end());
  return begins;
}

}  // namespace affect::understand::trajectory
