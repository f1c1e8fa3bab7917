/// How far two people's scores swing together, by how slow the swing is: magnitude-squared coherence by Welch's method
/// (1967): Hann windows, half of each shared with the next.
///
/// Bins of seconds only: turns have no frequency. The longest session, at most kLongestCoherence bins. Coherence of few
/// windows is large by chance: p is against surrogates. Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "affect/affect_state.h"
#include "affect/understand/trajectory/pair_surrogates.h"
#include "affect/understand/trajectory/paired_scores.h"

namespace affect::understand::trajectory {

inline constexpr std::size_t kFewestForCoherence = 64, kLongestCoherence = 8192;

/// Of frequencies 0, 1 / segment, ... 1 / 2 a bin; 0 to 1. Both equally long, at least a segment; segment is even.
std::vector<double> welch_coherence(const std::vector<double>& first, const std::vector<double>& second,
                                    std::size_t segment);

struct CoherenceBand {
  double shortest = 0,
         longest = 0;  ///< periods, s: above shortest, up to longest (0: no end); the fastest from 2 bins on
  double value = 0;    ///< mean coherence, [0, 1]
  double p = 1;
};

struct Coherence {
  Status status = Status::given;
  std::string reason;  ///< where status is not given
  std::size_t windows = 0;
  std::vector<CoherenceBand> bands;  ///< slowest first: periods above 8 bins, 4 to 8, 2 to 4
};

Coherence coherence(const PairedScores& pair, const SurrogateOptions& options);

}  // namespace affect::understand::trajectory
