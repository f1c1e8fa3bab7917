#include "affect/understand/trajectory/pelt.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace affect::understand::trajectory {

void SegmentError::Sums::add(double w, double y, double x) {
  weight += w;
  value += w * y;
  square += w * y * y;
  place += w * x;
  place_square += w * x * x;
  product += w * x * y;
}

SegmentError::Sums SegmentError::Sums::operator-(const Sums& other) const {
  return {weight - other.weight,
          value - other.value,
          square - other.square,
          place - other.place,
          place_square - other.place_square,
          product - other.product};
}

SegmentError::SegmentError(std::span<const double> scores, const std::vector<bool>& breaks, SegmentCost cost,
                           double phi)
    : cost_(cost), phi_(phi), weight_alone_((1 + phi) / (1 - phi)) {
  const std::size_t n = scores.size();
  // Around the mean of all, squares do not drown what segments differ by.
  const double mean = n == 0 ? 0 : std::accumulate(scores.begin(), scores.end(), 0.0) / static_cast<double>(n);
  sums_.resize(n + 1);
  for (std::size_t i = 0; i < n; ++i) {
    const auto place = static_cast<double>(i);
    alone_.push_back((1 - phi) * (scores[i] - mean));
    const bool is_first = i == 0 || (!breaks.empty() && breaks[i]);
    const double value = is_first ? alone_[i] : scores[i] - mean - phi * (scores[i - 1] - mean);
    sums_[i + 1] = sums_[i];
    sums_[i + 1].add(is_first ? weight_alone_ : 1, value, is_first ? (1 - phi) * place : place - phi * (place - 1));
    lowest_ = std::min({lowest_, value, alone_[i]});
    highest_ = std::max({highest_, value, alone_[i]});
  }
}

double SegmentError::operator()(std::size_t begin, std::size_t end) const {
  Sums sums = sums_[end] - sums_[begin + 1];
  sums.add(weight_alone_, alone_[begin], (1 - phi_) * static_cast<double>(begin));
  double error = sums.square - sums.value * sums.value / sums.weight;
  if (cost_ == SegmentCost::level_and_slope && end - begin > 1) {
    const double spread = sums.place_square - sums.place * sums.place / sums.weight;
    const double along = sums.product - sums.place * sums.value / sums.weight;
    if (spread > 0) error -= along * along / spread;
  }
  return std::max(error, 0.0);
}

double SegmentError::gain_of_whole(std::size_t at) const {
  if (phi_ == 0) return 0;
  if (cost_ == SegmentCost::level_and_slope) return std::numeric_limits<double>::infinity();  // a line has no bounds
  // A level lies among the values it is of. Alone, the score is no farther from it than that.
  const double farthest = std::max(alone_[at] - lowest_, highest_ - alone_[at]);
  return weight_alone_ * farthest * farthest;
}

std::vector<std::size_t> pelt(const SegmentError& error, const PeltOptions& options) {
  const std::size_t n = error.size(), shortest = std::max<std::size_t>(options.shortest_segment, 1);
  if (n < 2 * shortest) return {};
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
    if (end == n) break;
    // A change at `end` is as good from here on; but only ends a shortest segment later may have one there.
    const double bound = best[end] + error.gain_of_whole(end);
    for (std::size_t c = 0; c < candidates.size(); ++c) {
      if (values[c] >= bound) candidates[c].dead_from = std::min(candidates[c].dead_from, end + shortest);
    }
  }
  std::vector<std::size_t> begins;
  for (std::size_t at = last[n]; at != 0; at = last[at]) begins.push_back(at);
  std::reverse(begins.begin(), begins.end());
  return begins;
}

}  // namespace affect::understand::trajectory
