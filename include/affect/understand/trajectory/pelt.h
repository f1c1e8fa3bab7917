/// Optimal segmentation of a series: the stretches of one level, or of one level and slope, with the least squared
/// error and a penalty a change (PELT; Killick, Fearnhead and Eckley 2012, doi:10.1080/01621459.2012.737745).
///
///   for (const std::size_t begin : pelt(SegmentError(scores, {}, SegmentCost::level, 0), {12 * variance, 3})) ...
///
/// The result is exact: what is pruned can never be part of the best segmentation, also with a shortest segment and
/// with autocorrelated scores. The time is linear where changes are many and large, and quadratic where there are none;
/// segmentation.h bounds it, and chooses the penalty. Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace affect::understand::trajectory {

enum class SegmentCost { level, level_and_slope };

/// Squared error of any stretch of a series around its mean, or its least-squares line; constant time each.
///
/// Neighbours correlate by `phi` beyond that: errors are those of y_t - phi y_t-1 (Chakar, Lebarbier, Levy-Leduc and
/// Robin 2017), and the first score of a stretch or a session stands alone, as that of a stationary process: with the
/// variance of the others, whatever came before it.
class SegmentError {
 public:
  /// `breaks` is empty or one entry a score: true where a session begins. phi in [0, 1).
  SegmentError(std::span<const double> scores, const std::vector<bool>& breaks, SegmentCost cost, double phi);

  std::size_t size() const { return alone_.size(); }
  /// Of the scores [begin, end); end > begin.
  double operator()(std::size_t begin, std::size_t end) const;
  /// How much a stretch can gain at most from not being split before score `at`.
  double gain_of_whole(std::size_t at) const;

 private:
  /// Weighted sums for a regression on a constant and a place.
  struct Sums {
    double weight = 0, value = 0, square = 0, place = 0, place_square = 0, product = 0;
    void add(double w, double y, double x);
    Sums operator-(const Sums& other) const;
  };

  SegmentCost cost_;
  double phi_, weight_alone_;
  double lowest_ = 0, highest_ = 0;  ///< of all values that errors are taken of
  std::vector<double> alone_;        ///< (1 - phi) y
  std::vector<Sums> sums_;           ///< of the scores before
};

struct PeltOptions {
  double penalty = 0;                ///< a change, in squared units of the scores; >= 0
  std::size_t shortest_segment = 3;  ///< >= 1
};

/// First scores of the segments but the first, rising. Fewer than two shortest segments: none.
std::vector<std::size_t> pelt(const SegmentError& error, const PeltOptions& options);

}  // namespace affect::understand::trajectory
