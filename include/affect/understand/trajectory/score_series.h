/// The raw scores of one person and dimension, or of one channel, as statistics take them.
///
///   const ScoreSeries series = own_scores(track, Dimension::valence, clock, {});
///   const Steps steps = steps_of(series);  // steps.lengths[i]: from score i - 1 to score i
///
/// Scores are what a perceiver wrote: a smoothed track is autocorrelated by construction, and no statistic of it means
/// anything. Rows without a score are left out, and the steps around them are longer. Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "affect/clock.h"
#include "affect/series.h"
#include "affect/track.h"

namespace affect::understand::trajectory {

/// Ends of a scale.
struct ScoreBounds {
  double low = -1, high = 1;
};

/// What steps between scores are counted in.
enum class StepClock { turns, seconds };

struct ScoreSeries {
  std::vector<double> scores;           ///< finite
  std::vector<double> times;            ///< of each score, not decreasing: own turns from 0, or seconds
  StepClock clock = StepClock::turns;   ///< of `times`
  std::vector<bool> breaks;             ///< true where a session begins; empty where sessions cannot be told
  std::vector<double> error_variances;  ///< the perceiver's standard errors, squared; empty where it gives none
  std::optional<ScoreBounds> bounds;    ///< of the scale, where it has ends
  std::vector<std::size_t> rows;        ///< of the track that the scores stand in

  std::size_t size() const { return scores.size(); }
  /// 0 where the perceiver gives no errors.
  double mean_error_variance() const;
};

struct OwnScoresOptions {
  /// A longer silence ends a session. Clocks of days and years tell no sessions.
  double gap_s = 6 * 3600;
  /// Absent: seconds where every score has a time, else turns.
  std::optional<StepClock> clock;
};

/// Whether silences can be told: clocks of days and years have no hours.
bool tells_sessions(const Clock& clock);

/// The rows of a track that have a score. Rows at the same time (a clock of minutes has many) are spread evenly over
/// what the clock can tell, or up to the next row.
ScoreSeries own_scores(const Track& track, Dimension dimension, const Clock& clock, const OwnScoresOptions& options);
/// The same of any column of the track, one entry a row, NaN where a row has none; without bounds and errors.
ScoreSeries own_values(const Track& track, std::span<const double> values, const Clock& clock,
                       const OwnScoresOptions& options);

/// A channel as means of bins of `bin_s` seconds; missing bins and interruptions end a session.
ScoreSeries binned_scores(const std::vector<Series>& pieces, std::string_view channel, double bin_s);

/// How far scores lie apart, in steps: one step where at least half of them are neighbours at that distance and the
/// others at multiples of it (regular, with gaps), else the median distance (irregular).
struct Steps {
  bool is_regular = true;
  double unit = 1;              ///< turns or seconds a step; of an irregular clock rounded to three digits
  std::vector<double> lengths;  ///< of the step to each score, in units; 0 where a session begins
};
Steps steps_of(const ScoreSeries& series);

/// "turn", "60 s": a step for people.
std::string step_name(StepClock clock, double unit);

}  // namespace affect::understand::trajectory
