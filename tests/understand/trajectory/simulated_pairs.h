/// Pairs whose influence is known.
#pragma once
#include <cmath>
#include <cstddef>

#include "affect/rng.h"
#include "affect/understand/trajectory/paired_scores.h"

namespace affect::understand::trajectory {

/// First-order processes of SD 0.25; `partner`: of the first one's last score for the second. They take turns.
inline PairedScores simulated_pair(std::uint64_t seed, std::size_t n, double phi, double partner) {
  Rng rng(seed);
  PairedScores pair;
  double first = rng.normal(), second = rng.normal();
  for (std::size_t i = 0; i < n; ++i) {
    first = phi * first + std::sqrt(1 - phi * phi) * rng.normal();
    second = phi * second + partner * first + std::sqrt(1 - phi * phi) * rng.normal();
    pair.first.push_back(0.25 * first);
    pair.second.push_back(0.25 * second);
    pair.sessions.push_back(0);
  }
  return pair;
}

}  // namespace affect::understand::trajectory
