/// What mean, spread and differences of a series would do if it were drawn again: a parametric bootstrap of a
/// first-order process with the series' own values (Gaussian copula), its own steps and its share of errors.
///
/// Each draw has another phi, from the confidence distribution of the inertia: how slowly a series moves is known badly
/// where it is short, and intervals at the best phi alone are too narrow there. What is kept of a draw is a pivot, whose
/// distribution hardly depends on what is to be estimated. Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "affect/understand/trajectory/inertia.h"
#include "affect/understand/trajectory/score_series.h"
#include "affect/understand/trajectory/variability.h"

namespace affect::understand::trajectory {

struct OwnBootstrapOptions {
  std::size_t draws = 999;
  std::uint64_t seed = 1979;
  std::optional<double> highest_phi;  ///< draws have no higher one
};

/// Each sorted, one entry a draw in which it can be had. `s` is the draw's SD; "expected" is of the process drawn from.
struct Pivots {
  std::vector<double> mean;               ///< (mean - expected) / s
  std::vector<double> variance;           ///< s^2 / expected
  std::vector<double> relative_variance;  ///< (s / largest SD of the mean)^2 / expected; empty without bounds
  std::vector<double> mssd;               ///< MSSD / expected
  std::vector<double> energy;             ///< (TKEO - expected) / s^2
};

/// `noise_share`: the part of the scores' variance that is the perceiver's error, in [0, 1).
Pivots draw_pivots(const ScoreSeries& series, const Steps& steps, const Neighbours& pairs, double exponent,
                   const std::vector<PhiChance>& chances, double noise_share, const OwnBootstrapOptions& options);

}  // namespace affect::understand::trajectory
