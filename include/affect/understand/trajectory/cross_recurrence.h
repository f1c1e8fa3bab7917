/// Cross-recurrence of two people's scores (Marwan and Kurths 2002): when one is where the other has been, or will be.
///
/// Scores are in own SDs; two of them recur within `radius`. Recurrence is the share of all pairs of rows that do,
/// determinism the share of these that lie on diagonals of at least two, where one goes the other's way. The diagonal
/// profile is the share by lag (Richardson and Dale 2005). Two people who are both mostly neutral recur a lot: what
/// counts is p against surrogates, not the share. The longest session; above kLongestRecurrence rows means of
/// consecutive ones, since all takes n^2 steps. Thread-safety: pure function.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "affect/affect_state.h"
#include "affect/understand/trajectory/pair_surrogates.h"
#include "affect/understand/trajectory/paired_scores.h"

namespace affect::understand::trajectory {

inline constexpr std::size_t kFewestForRecurrence = 20, kLongestRecurrence = 256;

struct CrossRecurrenceOptions {
  double radius = 0.5;   ///< own SDs, > 0
  std::size_t lags = 3;  ///< of the profile, to either side; at most n / 4
  SurrogateOptions surrogates{.count = 499};
};

struct RecurrenceAtLag {
  std::ptrdiff_t lag = 0;  ///< as LagCorrelation::lag
  double rate = 0;         ///< [0, 1]
};

struct CrossRecurrence {
  Status status = Status::given;
  std::string reason;      ///< where status is not given
  double rate = 0;         ///< [0, 1]
  double determinism = 0;  ///< [0, 1]; mostly how smoothly each one moves: no test tells it from chance with any power
  std::vector<RecurrenceAtLag> profile;  ///< by lag
  RecurrenceAtLag peak;                  ///< of the profile
  double peak_p = 1;
  std::size_t rows_per_mean = 1;  ///< above 1: what was looked at were means of so many rows
};

CrossRecurrence cross_recurrence(const PairedScores& pair, const CrossRecurrenceOptions& options);

}  // namespace affect::understand::trajectory
