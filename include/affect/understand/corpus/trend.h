/// Whether a level rises or falls over calendar time, and whether it changed at a date: regression whose errors are
/// autocorrelated.
///
///   const Trend found = trend({.values = means_a_week, .bins = weeks}, {.event = week_of_the_event});
///   if (found.status == Status::given) fmt::print("{} a week [{}, {}]\n", found.slope.value, ...);
///
/// Least squares on time; with an event also on a step at it and on a change of slope behind it (segmented regression
/// of an interrupted series; Bernal, Cummins and Gasparrini 2017). Errors are AR(1) across bins, also over missing
/// ones. Textbook standard errors are too small then, and those of Newey and West still are in short series. So the
/// distribution of each t is simulated: at each phi with the same bins and regressors, weighted by how well that phi
/// fits the autocorrelation of the residuals (a confidence distribution, free of its bias in short series). p and
/// interval come from the mixture. The placebo p asks in how many other places the level seems to change as much.
/// Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "affect/affect_state.h"

namespace affect::understand::corpus {

inline constexpr std::size_t kFewestForTrend = 20;    ///< bins with a value
inline constexpr std::size_t kFewestBesideEvent = 8;  ///< on each side
inline constexpr std::size_t kLongestTrend = 5000;

/// Values by bin; a bin without a value is not there.
struct BinnedSeries {
  std::vector<double> values;
  std::vector<std::int64_t> bins;  ///< rising
};

struct TrendOptions {
  std::optional<std::int64_t> event = {};  ///< first bin behind it
  double level = 0.95;                     ///< of the intervals, in (0, 1)
  std::size_t draws = 500;                 ///< at each of 21 phi
  std::uint64_t seed = 1;
};

struct TrendEffect {
  double value = 0, low = 0, high = 0, p = 1;
};

struct Trend {
  Status status = Status::given;
  std::string reason;                                     ///< where status is not given
  std::size_t missing = 0;                                ///< bins without a value between the first and the last
  TrendEffect slope;                                      ///< a bin; with an event: before it
  std::optional<TrendEffect> level_change, slope_change;  ///< at the event; of the slope, a bin
  std::optional<double> placebo_p;  ///< share of places with as large a change of level; absent under 19 of them
  double phi = 0;                   ///< of the errors, median-unbiased, in [-0.5, 0.95]
};

/// too_short under kFewestForTrend or kFewestBesideEvent; not_estimable above phi 0.9, where a trend is not told from a
/// random walk, and where all values are equal.
Trend trend(const BinnedSeries& series, const TrendOptions& options);

}  // namespace affect::understand::corpus
