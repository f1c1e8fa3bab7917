/// What mean, spread and differences of a series would do if it were drawn again: a parametric bootstrap of a
/// first-order process with the series' own steps and its share of errors.
///
/// Each draw has another phi, from the confidence distribution of the inertia: how slowly a series moves is known badly
/// where it is short, and intervals at the best phi alone are too narrow there. Half of the draws have the series' own
/// values (Gaussian copula: ties, bounds, skew), half are normal, since a short series has not shown its outliers yet;
/// the wider range counts. What is kept of a draw is a pivot, whose distribution hardly depends on what is to be
/// estimated. Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "affect/understand/trajectory/inertia.h"
#include "affect/understand/trajectory/score_series.h"
#include "affect/understand/trajectory/variability.h"

namespace affect::understand::trajectory {

struct OwnBootstrapOptions {
  double level = 0.95;      ///< share of the draws within a range
  std::size_t draws = 999;  ///< of each kind
  std::uint64_t seed = 1979;
  double highest_phi = 0.95;  ///< draws have no higher one
  double noise_share = 0;     ///< part of the scores' variance that is the perceiver's error, in [0, 1)
};

struct PivotRange {
  double low = 0, high = 0;
};

/// Absent where too few draws have it. `s` is the draw's SD; "expected" is of the process drawn from.
struct PivotRanges {
  std::optional<PivotRange> mean;               ///< (mean - expected) / s
  std::optional<PivotRange> variance;           ///< s^2 / expected
  std::optional<PivotRange> relative_variance;  ///< (s / largest SD of the mean)^2 / expected; absent without bounds
  std::optional<PivotRange> mssd;               ///< MSSD / expected
  std::optional<PivotRange> energy;             ///< (TKEO - expected) / s^2
};

/// At least two scores, not all equal. `left` is that of mean_growth(). No `chances`: phi 0.
PivotRanges pivot_ranges(const ScoreSeries& series, const Steps& steps, const Neighbours& pairs, double left,
                         const std::vector<PhiChance>& chances, const OwnBootstrapOptions& options);

}  // namespace affect::understand::trajectory
