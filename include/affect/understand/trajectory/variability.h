/// How much scores vary, and how much from one to the next.
///
///   const Steps steps = steps_of(series);
///   const Neighbours pairs = neighbours(steps);
///   const double left = share_left(series.scores, pairs);  // 0 at regular steps
///   const double mssd = mean_square(successive_differences(series.scores, pairs, 0)) / mean_growth(pairs, left);
///
/// All are of the scores as they stand: dynamic_measures.h takes the perceiver's errors off and adds intervals. No
/// difference spans two sessions. Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "affect/understand/trajectory/score_series.h"

namespace affect::understand::trajectory {

double mean(std::span<const double> values);
double mean_square(std::span<const double> values);
/// Around the mean, over n - 1. At least two scores.
double variance(std::span<const double> scores);

/// The largest SD (over n - 1) that n >= 2 scores of this mean can have: all at the ends of the scale but one (Mestdagh
/// et al. 2018, doi:10.1037/met0000153). 0 where the mean is an end.
double largest_sd(double mean, const ScoreBounds& bounds, std::size_t n);

/// Pairs of scores that follow each other in a session: one step apart at regular steps, else however far.
struct Neighbours {
  std::vector<std::size_t> later;  ///< index of the later one; the other stands before it
  std::vector<double> lengths;     ///< of the step between, in units
  std::size_t size() const { return later.size(); }
};
Neighbours neighbours(const Steps& steps);

/// How much larger the square of a difference is expected to be after `length` units than after one, of a process of
/// whose deviation `left` in [0, 1] is left after a unit: (1 - left^length) / (1 - left). 1 at 0 (noise), `length` at 1
/// (a random walk).
double square_growth(double length, double left);

/// The share of a deviation that is left after a unit, as differences tell it: under it their squares are the most
/// likely, each by itself (composite likelihood; Curriero and Lele 1999, doi:10.2307/1400419), normal ones that grow by
/// square_growth. Right for values of any distribution, since only their mean squares count. Jahng, Wood and Trull
/// (2008, doi:10.1037/a0014173) adjust by a power of the length, which no process that returns to a level follows. 0
/// where all lengths are equal.
double share_left(std::span<const double> scores, const Neighbours& pairs);

/// The mean of square_growth over pairs: what the mean of all squared differences is divided by for the MSSD (von
/// Neumann et al. 1941) of scores one unit apart. Each divided by its own would leave the mean to the shortest lengths.
double mean_growth(const Neighbours& pairs, double left);

/// |difference| / sqrt(square_growth) of each pair: time-adjusted with a share above 0.
std::vector<double> successive_differences(std::span<const double> scores, const Neighbours& pairs, double left);

/// Teager-Kaiser energy x_i^2 - x_(i-1) x_(i+1) of each score with neighbours one step away on both sides, x being the
/// distance from the mean (Kaiser 1990). None at irregular steps, where it is not defined.
std::vector<double> teager_kaiser(std::span<const double> scores, const Steps& steps);

}  // namespace affect::understand::trajectory
