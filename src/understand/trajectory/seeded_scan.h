/// The inner loop of the change-point search, with its tables kept between series of one length.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "affect/understand/trajectory/change_points.h"

namespace affect::understand::trajectory {

/// Thread-safety: none; one a thread.
class SeededScan {
 public:
  SeededScan(std::size_t n, std::size_t side);

  /// Takes the scores in; the calls below speak of these.
  void load(std::span<const double> scores, const NoiseEstimate& noise);
  /// The best split of one interval of at least 2 * side scores.
  Split best(Interval interval) const;
  double largest() const;
  const std::vector<Interval>& intervals() const { return intervals_; }

 private:
  std::size_t side_;
  std::vector<Interval> intervals_;
  std::vector<double> prefix_, inverse_, mean_variance_, mean_reach_;
  double covariance_factor_ = 0;
  double sd_ = 1;
};

}  // namespace affect::understand::trajectory
