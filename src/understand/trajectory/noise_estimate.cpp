#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "affect/understand/trajectory/change_points.h"
#include "affect/understand/trajectory/corpus_prior.h"

namespace affect::understand::trajectory {
namespace {

/// Scores' weight of the prior autocorrelation.
constexpr double kPhiPriorRows = 10;

struct Piece {
  Interval interval;
  std::size_t index = 0;
  double gain = 0;  ///< sum of squares that the split takes away
};

Piece best_piece(const std::vector<double>& prefix, Interval interval) {
  Piece piece{interval, 0, 0};
  const double begin = prefix[interval.begin], sum = prefix[interval.end] - begin;
  const auto n = static_cast<double>(interval.end - interval.begin);
  // The gain is (n S - k T)^2 / (n k (n - k)), with S the sum of the first k of n and T that of all; quotients are
  // compared by cross products.
  double best_square = 0, best_product = 1;
  for (std::size_t k = interval.begin + kSignificantSide; k + kSignificantSide <= interval.end; ++k) {
    const auto left = static_cast<double>(k - interval.begin);
    const double excess = n * (prefix[k] - begin) - left * sum;
    const double square = excess * excess, product = left * (n - left);
    if (square * best_product > best_square * product) {
      best_square = square;
      best_product = product;
      piece.index = k;
    }
  }
  piece.gain = best_square / (n * best_product);
  return piece;
}

/// Levels that are taken out before the noise is looked at: a real change would pass for autocorrelation, and each
/// level that is none costs power. The null is simulated with the same rule, so that any number is valid.
std::size_t pilot_splits(std::size_t n) {
  std::size_t splits = 1;
  for (std::size_t length = 50; n >= length; length *= 2) ++splits;
  return splits;
}

/// What greedy least-squares splitting leaves over, in place of the scores.
std::vector<double> residuals(std::span<const double> scores, std::size_t splits) {
  const std::size_t n = scores.size();
  std::vector<double> prefix(n + 1);
  for (std::size_t i = 0; i < n; ++i) prefix[i + 1] = prefix[i] + scores[i];
  std::vector<Piece> pieces{best_piece(prefix, {0, n})};
  for (std::size_t s = 0; s < splits; ++s) {
    const auto best =
        std::max_element(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.gain < b.gain; });
    if (!(best->gain > 0)) break;
    const Piece piece = *best;
    *best = best_piece(prefix, {piece.interval.begin, piece.index});
    pieces.push_back(best_piece(prefix, {piece.index, piece.interval.end}));
  }
  std::vector<double> left_over(n);
  for (const Piece& piece : pieces) {
    const auto [begin, end] = piece.interval;
    const double mean = (prefix[end] - prefix[begin]) / static_cast<double>(end - begin);
    for (std::size_t i = begin; i < end; ++i) left_over[i] = scores[i] - mean;
  }
  return left_over;
}

}  // namespace

NoiseEstimate estimate_noise(std::span<const double> scores, const std::vector<bool>& breaks) {
  const std::size_t n = scores.size();
  if (n < kShortestSeries) return {};
  const std::size_t splits = pilot_splits(n);
  auto left_over = residuals(scores, splits);
  double square = left_over[0] * left_over[0], product = 0;
  std::size_t products = 0;
  for (std::size_t i = 1; i < n; ++i) {
    square += left_over[i] * left_over[i];
    if (!breaks.empty() && breaks[i]) continue;
    product += left_over[i] * left_over[i - 1];
    ++products;
  }
  const auto rows = static_cast<double>(n), means = static_cast<double>(splits + 1);
  const double raw = square > 0 && products > 0 ? product / static_cast<double>(products) / (square / rows) : 0;
  NoiseEstimate noise;
  // Marriott and Pope (1954): an estimated mean costs (1 + 3 phi) / n; here there is one a segment.
  noise.phi = std::clamp(raw + means * (1 + 3 * std::max(raw, 0.0)) / rows, -0.3, 0.99);
  noise.shrunk = std::clamp((noise.phi * rows + kTypicalPhi * kPhiPriorRows) / (rows + kPhiPriorRows), 0.0, 0.97);
  noise.sd = std::sqrt(square / std::max(rows - means, 1.0));
  noise.left_over = std::move(left_over);
  return noise;
}

}  // namespace affect::understand::trajectory
