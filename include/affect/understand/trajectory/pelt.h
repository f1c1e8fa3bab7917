/// Optimal segmentation of a series: the stretches of one level, or of one level and slope, with the least squared
/// error and a penalty a change (PELT; Killick, Fearnhead and Eckley 2012, doi:10.1080/01621459.2012.737745).
///
///   for (const std::size_t begin : pelt(scores, {SegmentCost::level, 12 * variance, 3})) ...
///
/// The result is exact: what is pruned can never be part of the best segmentation, also with a shortest segment. The
/// time is linear where changes are many and quadratic where they are none; segmentation.h bounds it, and chooses the
/// penalty. Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace affect::understand::trajectory {

enum class SegmentCost { level, level_and_slope };

/// Squared error of any stretch of a series around its mean, or its least-squares line; constant time each.
class SquaredError {
 public:
  SquaredError(std::span<const double> scores, SegmentCost cost);
  /// Of the scores [begin, end); end > begin.
  double operator()(std::size_t begin, std::size_t end) const;

 private:
  SegmentCost cost_;
  std::vector<double> sum_, square_,
      product_;  ///< of scores, their squares, and scores times their number: prefix sums
};

struct PeltOptions {
  SegmentCost cost = SegmentCost::level;
  double penalty = 0;                ///< a change, in squared units of the scores; >= 0
  std::size_t shortest_segment = 3;  ///< >= 1
};

/// First scores of the segments but the first, rising. Fewer than two shortest segments: none.
std::vector<std::size_t> pelt(std::span<const double> scores, const PeltOptions& options);

}  // namespace affect::understand::trajectory
