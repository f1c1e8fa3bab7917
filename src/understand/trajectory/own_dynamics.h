/// How one person's scores go on by themselves: a straight trend, and an autoregression around it.
///
/// The autoregression is Burg's (1967), stationary by construction, of the order with the least BIC from 1 to n / 25,
/// at most 5. Nothing is carried from one session to the next. Thread-safety: const calls from any number of threads.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "affect/rng.h"

namespace affect::understand::trajectory {

/// What is left of scores once a straight line is taken off.
std::vector<double> without_trend(std::span<const double> scores);

class OwnDynamics {
 public:
  /// At least 8 scores; `sessions` of each, not decreasing.
  OwnDynamics(std::span<const double> scores, std::span<const std::size_t> sessions);

  /// What trend and own past leave over, of each score; exactly 0 where the past lies outside of the session.
  const std::vector<double>& innovations() const { return innovations_; }
  std::size_t order() const { return coefficients_.size(); }
  std::span<const double> coefficients() const { return coefficients_; }

  /// Scores that might as well have been: the same process with innovations drawn again (sieve bootstrap, Buehlmann
  /// 1997), then each replaced by the own score of the same rank, so that ties and bounds stay. A coefficient of order
  /// 1 is freed of the bias of short series (Marriott and Pope 1954; 2 + 4 phi with a trend) first.
  std::vector<double> draw(Rng& rng) const;

 private:
  std::vector<double> trend_, sorted_, innovations_, pool_, coefficients_, drawn_coefficients_;
};

}  // namespace affect::understand::trajectory
