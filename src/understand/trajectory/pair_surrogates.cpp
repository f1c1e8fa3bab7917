#include "affect/understand/trajectory/pair_surrogates.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <memory>
#include <numbers>
#include <numeric>
#include <optional>

#include "understand/trajectory/own_dynamics.h"
#include "understand/trajectory/own_ranks.h"

namespace affect::understand::trajectory {
namespace {

using SurrogateDraw = std::function<std::vector<double>(Rng&)>;

/// Amplitudes of what a trend leaves over; the transform takes n^2 steps, and `thinned` bounds n.
class PhaseSurrogate {
 public:
  explicit PhaseSurrogate(std::span<const double> scores) : sorted_(scores.begin(), scores.end()) {
    std::sort(sorted_.begin(), sorted_.end());
    const std::vector<double> left = without_trend(scores);
    const std::size_t n = left.size();
    for (std::size_t i = 0; i < n; ++i) {
      trend_.push_back(scores[i] - left[i]);
      cosines_.push_back(std::cos(2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(n)));
      sines_.push_back(std::sin(2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(n)));
    }
    for (std::size_t k = 1; 2 * k <= n; ++k) {
      double real = 0, imaginary = 0;
      for (std::size_t i = 0; i < n; ++i) {
        real += left[i] * cosines_[i * k % n];
        imaginary += left[i] * sines_[i * k % n];
      }
      amplitudes_.push_back(std::hypot(real, imaginary));
    }
  }

  std::vector<double> operator()(Rng& rng) const {
    const std::size_t n = trend_.size();
    std::vector<double> drawn(n, 0.0);
    for (std::size_t k = 1; k <= amplitudes_.size(); ++k) {
      const double phase = 2 * std::numbers::pi * rng.uniform(), share = 2 * k == n ? 1 : 2;
      const double a = share * amplitudes_[k - 1] * std::cos(phase), b = share * amplitudes_[k - 1] * std::sin(phase);
      for (std::size_t i = 0; i < n; ++i) drawn[i] += a * cosines_[i * k % n] + b * sines_[i * k % n];
    }
    for (std::size_t i = 0; i < n; ++i) drawn[i] = trend_[i] + drawn[i] / static_cast<double>(n);
    return with_values_of(drawn, sorted_);
  }

 private:
  std::vector<double> sorted_, trend_, cosines_, sines_, amplitudes_;
};

class BlockSurrogate {
 public:
  explicit BlockSurrogate(std::span<const double> scores)
      : sorted_(scores.begin(), scores.end()), left_(without_trend(scores)) {
    std::sort(sorted_.begin(), sorted_.end());
    for (std::size_t i = 0; i < left_.size(); ++i) trend_.push_back(scores[i] - left_[i]);
    length_ = static_cast<std::size_t>(std::max(1.0, std::round(std::cbrt(static_cast<double>(left_.size())))));
  }

  std::vector<double> operator()(Rng& rng) const {
    const std::size_t n = left_.size(), shift = rng.below(n);
    std::vector<std::size_t> begins;
    for (std::size_t begin = 0; begin < n; begin += length_) begins.push_back(begin);
    rng.shuffle(begins);
    std::vector<double> drawn;
    for (const std::size_t begin : begins) {
      for (std::size_t i = begin; i < std::min(n, begin + length_); ++i) {
        drawn.push_back(trend_[drawn.size()] + left_[(i + shift) % n]);
      }
    }
    return with_values_of(drawn, sorted_);
  }

 private:
  std::vector<double> sorted_, left_, trend_;
  std::size_t length_ = 1;
};

SurrogateDraw surrogate_draw(const PairedScores& pair, SurrogateKind kind) {
  switch (kind) {
    case SurrogateKind::phases:
      return PhaseSurrogate(pair.second);
    case SurrogateKind::blocks:
      return BlockSurrogate(pair.second);
    case SurrogateKind::own_dynamics:
      break;
  }
  return [own = OwnDynamics(pair.second, pair.sessions)](Rng& rng) { return own.draw(rng); };
}

}  // namespace

std::vector<double> surrogate_values(const PairedScores& pair, const SurrogateOptions& options,
                                     const std::function<double(const PairedScores&)>& statistic) {
  assert(pair.size() >= kFewestForSurrogates);
  const SurrogateDraw draw = surrogate_draw(pair, options.kind);
  Rng rng(options.seed);
  PairedScores drawn = pair;
  std::vector<double> values;
  for (std::size_t i = 0; i < options.count; ++i) {
    drawn.second = draw(rng);
    values.push_back(statistic(drawn));
  }
  return values;
}

double upper_p(std::span<const double> values, double observed) {
  // Ties by rounding are ties.
  const double reached = observed - 1e-12 * std::abs(observed);
  const auto above = std::count_if(values.begin(), values.end(), [&](double value) { return value >= reached; });
  return static_cast<double>(1 + above) / static_cast<double>(1 + values.size());
}

std::vector<PairedScores> pseudo_pairs(std::span<const PairedScores> pairs, Rng& rng) {
  std::vector<PairedScores> strangers;
  if (pairs.size() < 2) return strangers;
  std::vector<std::size_t> cycle(pairs.size());
  std::iota(cycle.begin(), cycle.end(), std::size_t{0});
  rng.shuffle(cycle);
  for (std::size_t i = 0; i < cycle.size(); ++i) {
    const PairedScores& one = pairs[cycle[i]];
    const PairedScores& other = pairs[cycle[(i + 1) % cycle.size()]];
    PairedScores made = one.size() <= other.size() ? one : other;
    std::copy_n(one.first.begin(), made.size(), made.first.begin());
    std::copy_n(other.second.begin(), made.size(), made.second.begin());
    strangers.push_back(std::move(made));
  }
  return strangers;
}

}  // namespace affect::understand::trajectory
