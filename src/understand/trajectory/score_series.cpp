#include "affect/understand/trajectory/score_series.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "understand/trajectory/time_bins.h"

namespace affect::understand::trajectory {
namespace {

/// Part of a step by which a regular one may be off: sensors and clocks are not exact.
constexpr double kStepTolerance = 0.01;

double resolution_s(Clock::Precision precision) {
  switch (precision) {
    case Clock::Precision::instant:
      return 1;
    case Clock::Precision::minute:
      return 60;
    case Clock::Precision::day:
      return 86400;
    case Clock::Precision::year:
      break;
  }
  return 365.25 * 86400;
}

void spread_equal_times(std::vector<double>& times, double resolution) {
  for (std::size_t begin = 0; begin < times.size();) {
    std::size_t end = begin + 1;
    while (end < times.size() && times[end] == times[begin]) ++end;
    const double room = end < times.size() ? std::min(resolution, times[end] - times[begin]) : resolution;
    for (std::size_t i = begin + 1; i < end; ++i) {
      times[i] += room * static_cast<double>(i - begin) / static_cast<double>(end - begin);
    }
    begin = end;
  }
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

double three_digits(double value) {
  const double power = std::floor(std::log10(value)) - 2, scale = std::pow(10, std::abs(power));
  return power < 0 ? std::round(value * scale) / scale : std::round(value / scale) * scale;
}

bool is_regular(const std::vector<double>& distances, double unit) {
  std::size_t neighbours = 0;
  for (const double distance : distances) {
    const double steps = distance / unit, whole = std::round(steps);
    if (std::abs(steps - whole) > kStepTolerance) return false;
    neighbours += whole == 1;
  }
  return 2 * neighbours >= distances.size();
}

}  // namespace

double ScoreSeries::mean_error_variance() const {
  if (error_variances.empty()) return 0;
  const double sum = std::accumulate(error_variances.begin(), error_variances.end(), 0.0);
  return sum / static_cast<double>(error_variances.size());
}

bool tells_sessions(const Clock& clock) {
  return clock.precision == Clock::Precision::instant || clock.precision == Clock::Precision::minute;
}

ScoreSeries own_values(const Track& track, std::span<const double> values, const Clock& clock,
                       const OwnScoresOptions& options) {
  ScoreSeries series;
  const auto starts = track.starts();
  const auto statuses = track.statuses();
  const bool has_sessions = !starts.empty() && tells_sessions(clock);
  bool has_times = !starts.empty();
  for (std::size_t row = 0; row < values.size(); ++row) {
    if (std::isnan(values[row]) || (!statuses.empty() && statuses[row] != Status::given)) continue;
    if (has_sessions) {
      series.breaks.push_back(!series.rows.empty() && starts[row] - starts[series.rows.back()] > options.gap_s);
    }
    series.rows.push_back(row);
    series.scores.push_back(values[row]);
    has_times = has_times && !std::isnan(starts[row]);
  }
  series.clock = has_times ? options.clock.value_or(StepClock::seconds) : StepClock::turns;
  for (const std::size_t row : series.rows) {
    series.times.push_back(series.clock == StepClock::seconds ? starts[row] : static_cast<double>(row));
  }
  if (series.clock == StepClock::seconds) spread_equal_times(series.times, resolution_s(clock.precision));
  return series;
}

ScoreSeries own_scores(const Track& track, Dimension dimension, const Clock& clock, const OwnScoresOptions& options) {
  ScoreSeries series = own_values(track, track.values(dimension), clock, options);
  const bool has_sign = dimension != Dimension::positive && dimension != Dimension::negative;
  series.bounds = has_sign ? ScoreBounds{-1, 1} : ScoreBounds{0, 1};
  const auto errors = has_sign ? track.standard_errors(dimension) : std::span<const double>{};
  if (errors.empty()) return series;
  for (const std::size_t row : series.rows) {
    series.error_variances.push_back(std::isnan(errors[row]) ? 0 : errors[row] * errors[row]);
  }
  return series;
}

ScoreSeries binned_scores(const std::vector<Series>& pieces, std::string_view channel, double bin_s) {
  TimeBins bins = time_bins(pieces, channel, bin_s);
  ScoreSeries series;
  series.scores = std::move(bins.means);
  series.times = std::move(bins.starts);
  series.clock = StepClock::seconds;
  series.breaks = std::move(bins.breaks);
  series.rows.resize(series.scores.size());
  std::iota(series.rows.begin(), series.rows.end(), std::size_t{0});
  return series;
}

Steps steps_of(const ScoreSeries& series) {
  Steps steps;
  steps.lengths.assign(series.size(), 0);
  std::vector<double> distances;
  for (std::size_t i = 1; i < series.size(); ++i) {
    const double distance = series.times[i] - series.times[i - 1];
    if ((!series.breaks.empty() && series.breaks[i]) || !(distance > 0)) continue;
    steps.lengths[i] = distance;
    distances.push_back(distance);
  }
  if (distances.empty()) return steps;
  steps.unit = *std::min_element(distances.begin(), distances.end());
  steps.is_regular = is_regular(distances, steps.unit);
  if (!steps.is_regular) steps.unit = three_digits(median(std::move(distances)));
  for (double& length : steps.lengths) {
    length = steps.is_regular ? std::round(length / steps.unit) : length / steps.unit;
  }
  return steps;
}

std::string step_name(StepClock clock, double unit) {
  if (clock == StepClock::turns) return unit == 1 ? "turn" : fmt::format("{:.3g} turns", unit);
  return fmt::format("{:.6g} s", unit);
}

}  // namespace affect::understand::trajectory
