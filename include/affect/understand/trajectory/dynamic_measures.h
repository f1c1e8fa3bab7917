/// The dynamics of one series of raw scores: level, spread, instability, acute changes, inertia, recovery, each with
/// its interval and the way it was made.
///
///   for (const DynamicMeasure& m : dynamic_measures(own_scores(track, Dimension::valence, clock, {}), {}))
///     if (m.value) fmt::print("{} {:.3f} {}, by {}\n", m.name, *m.value, m.unit, m.method);
///
/// | name | is |
/// |---|---|
/// | mean | of the scores |
/// | sd | over n - 1, without the perceiver's error |
/// | relative_sd | sd / the largest SD that scores of this mean can have; only on a scale with ends |
/// | mssd, rmssd | mean squared difference of neighbours, without the perceiver's error, and its root |
/// | tkeo | mean Teager-Kaiser energy, without the perceiver's error; only at regular steps |
/// | pac | share of neighbours that differ by `acute_change` or more; where one is given |
/// | floor, ceiling | share of scores in the lowest and the highest hundredth of the scale |
/// | inertia | autocorrelation across a step (inertia.h) |
/// | half_life | time until half of a deviation is left |
///
/// The perceiver's standard errors squared are taken off variances as measurement noise, never below 0 (not_estimable
/// where the errors are too large to be that); shares and the mean keep them. Intervals: inertia.h for the last two,
/// Wilson's for shares (with as many trials as independent ones would tell as much), and for the others a parametric
/// bootstrap of series with the same values, steps and errors, and with every phi that is compatible with the scores;
/// above kLongestBootstrap scores means of blocks. A level that moves as slowly as phi 0.95 is taken for one that does
/// not stay. Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "affect/affect_state.h"
#include "affect/understand/trajectory/score_series.h"

namespace affect::understand::trajectory {

/// Fewer scores give no dynamics at all; SD and what rests on differences needs more, inertia kFewestForInertia.
inline constexpr std::size_t kFewestForDynamics = 6;
inline constexpr std::size_t kFewestForSpread = 8;
inline constexpr std::size_t kLongestBootstrap = 2000;

struct DynamicsOptions {
  double level = 0.95;                 ///< of all intervals, in (0, 1)
  std::optional<double> acute_change;  ///< in the unit of the scores, > 0
  /// Of series of fewer than kFewestForInertia scores, whose own tells nothing; absent: any.
  std::optional<double> short_phi;
  std::string unit;  ///< of the scores; empty is a pure number
};

struct DynamicMeasure {
  std::string name;
  Status status = Status::given;
  std::string reason;  ///< where status is not given
  std::optional<double> value;
  std::optional<double> low, high;  ///< one alone: the other side has no end
  std::string unit;
  std::string method;  ///< what it rests on, its clock, how the interval was made
};

/// In the order of the table, those that the series can have; too_short alone where nothing can be said.
std::vector<DynamicMeasure> dynamic_measures(const ScoreSeries& series, const DynamicsOptions& options);

}  // namespace affect::understand::trajectory
