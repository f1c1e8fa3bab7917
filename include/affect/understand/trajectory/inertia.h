/// Inertia: how much of a deviation from a person's level is left one step later (Kuppens, Allen and Sheeber 2010), as
/// the coefficient phi of a first-order process, free of the bias of short series.
///
///   const Inertia found = inertia(series, {});
///   if (found.status == Status::given) fmt::print("{} [{}, {}]\n", found.value, found.low, found.high);
///   const double back = half_life(found.value, found.step);  // in turns or seconds
///
/// The usual estimate from n scores is too low by about (1 + 3 phi) / n (Marriott and Pope 1954). The value is the phi
/// under which so large an estimate is as likely as not (median-unbiased, Andrews 1993), the interval holds the phi
/// under which it is not rare; both by simulation of the same steps, gaps and errors at each phi (Hansen 1999, the grid
/// bootstrap). Above kLongestInverted scores the value has the largest restricted likelihood, and the interval holds
/// the phi by which it falls little.
///
/// Regular steps: AR(1), exact over missing scores. Irregular steps: Ornstein-Uhlenbeck, phi in [0, 1). The perceiver's
/// error is left out of phi: with errors unknown, phi is of what the perceiver says and lower than that of the person
/// (Schuurman, Houtveen and Hamaker 2015). Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "affect/affect_state.h"
#include "affect/understand/trajectory/score_series.h"

namespace affect::understand::trajectory {

/// Fewer scores tell too little of phi to give it.
inline constexpr std::size_t kFewestForInertia = 20;
inline constexpr std::size_t kLongestInverted = 400;
/// Longer series are looked at in 16 blocks of 2,048 scores, evenly spaced.
inline constexpr std::size_t kLongestWhole = 32768;

struct InertiaOptions {
  std::size_t fewest = kFewestForInertia;  ///< scores; >= 4
  double level = 0.95;                     ///< of the interval, in (0, 1)
  std::size_t replicates = 0;              ///< simulated at each phi; 0: 2,000 of short series, 999 of long ones
  std::uint64_t seed = 1954;
};

/// How large an estimate is under a phi: the chance of one below that observed.
struct PhiChance {
  double phi = 0;
  double below = 0;  ///< (0, 1), falling with phi
};

struct Inertia {
  Status status = Status::given;
  std::string reason;  ///< where status is not given
  double value = 0;    ///< correlation across a step, in (-1, 1], irregular [0, 1]; 1: not told from a random walk
  double low = 0, high = 0;  ///< high is 1 where a wandering level cannot be ruled out
  double step = 1;           ///< turns or seconds
  bool is_regular = true;
  bool is_inverted = true;         ///< else by ratios of likelihoods
  std::size_t used = 0;            ///< scores
  std::vector<PhiChance> chances;  ///< by phi, over what is possible: a confidence distribution of phi
};

/// Absent (status) where scores or steps within sessions are too few, all scores are equal, or they spread no more than
/// the perceiver errs.
Inertia inertia(const ScoreSeries& series, const InertiaOptions& options);

/// How long, in the unit of `step`, until half of a deviation is left: step * ln 0.5 / ln phi. 0 where phi <= 0,
/// infinite at 1.
double half_life(double phi, double step);

}  // namespace affect::understand::trajectory
