/// The stretches of one level, or of one level and slope, that a series of raw scores consists of.
///
///   ChangePointNull null;
///   const Segmentation found = segmentation(scores, {}, {.prior_phi = kConservativePhi}, null);
///   for (const Segment& s : found.segments) ...  // found.segments.size() - 1 changes
///
/// PELT with autocorrelated errors (pelt.h), phi being the largest that the scores may have. The penalty is such that
/// at most 5 % of AR(1) series without a change are split at all; it was simulated for the whole procedure
/// (tools/measure_change_points.py). Where it splits, it is raised until no more than 4 of 99 series with the own
/// values in random AR(1) order are: few strong scores among many weak ones would be split often.
///
/// Thread-safety: pure functions; the null may be shared.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "affect/affect_state.h"
#include "affect/understand/trajectory/change_points.h"
#include "affect/understand/trajectory/pelt.h"

namespace affect::understand::trajectory {

/// Longer series are segmented as means of consecutive scores, and changes placed on the scores themselves.
inline constexpr std::size_t kLongestSegmented = 1024;
/// A level is of three scores at least, a slope of five.
std::size_t shortest_segment(SegmentCost cost);

struct SegmentationOptions {
  SegmentCost cost = SegmentCost::level;
  double prior_phi = kHighestPhi;  ///< as in ChangePointOptions
  double lowest_sd = 0;            ///< of the noise
  double penalty = 0;              ///< a change, in variances of what is left of the noise; 0: segmentation_penalty()
  /// A series of fewer scores is too_short.
  std::size_t fewest = 2 * kSignificantSide;
};

struct Segment {
  std::size_t begin = 0, end = 0;  ///< scores [begin, end)
  double level = 0;                ///< mean
  double slope = 0;                ///< a score; 0 where only levels are sought
};

struct Segmentation {
  Status status = Status::given;
  std::string reason;             ///< where status is not given
  double phi_bound = 0;           ///< the autocorrelation that was taken out
  double penalty = 0;             ///< a change, in variances of what is left of the noise
  std::size_t rows_per_mean = 1;  ///< above 1: what was segmented were means of so many scores
  std::vector<Segment> segments;  ///< at least one
};

/// `breaks` as for estimate_noise. Scores are finite.
Segmentation segmentation(std::span<const double> scores, const std::vector<bool>& breaks,
                          const SegmentationOptions& options, ChangePointNull& null);

/// What the penalty of n scores is.
double segmentation_penalty(std::size_t n, SegmentCost cost);

/// Scores without their autocorrelation: y_t - phi y_t-1; the first of a session, which has no score before it, is
/// drawn to the mean to have the same variance.
std::vector<double> without_autocorrelation(std::span<const double> scores, const std::vector<bool>& breaks,
                                            double phi);

}  // namespace affect::understand::trajectory
