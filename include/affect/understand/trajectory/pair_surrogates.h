/// What an association of two people would be by chance: the second one's scores are put in another order that keeps
/// how they move by themselves, and the first one's stay.
///
///   const double p = surrogate_p(pair, {}, observed, [&](const PairedScores& drawn) { return statistic(drawn); });
///
/// own_dynamics: trend and autoregression of the scores with new innovations (sieve bootstrap, Buehlmann 1997): holds
/// its rate from 20 rows on, and is the default. phases: the same spectrum with random phases around the same trend
/// (Theiler et al. 1992). blocks: blocks of n^(1/3) neighbours around the same trend, in any order. Short and strongly
/// autocorrelated scores break the last two: docs/understand/dyads.md has their rates. pseudo_pairs: people who never
/// talked, of many dialogues. Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "affect/rng.h"
#include "affect/understand/trajectory/paired_scores.h"

namespace affect::understand::trajectory {

enum class SurrogateKind { own_dynamics, phases, blocks };

struct SurrogateOptions {
  SurrogateKind kind = SurrogateKind::own_dynamics;
  std::size_t count = 999;
  std::uint64_t seed = 1992;
};

/// Fewer rows show nothing of how scores move by themselves.
inline constexpr std::size_t kFewestForSurrogates = 8;

/// As many values of `statistic` as surrogates. At least kFewestForSurrogates rows.
std::vector<double> surrogate_values(const PairedScores& pair, const SurrogateOptions& options,
                                     const std::function<double(const PairedScores&)>& statistic);
/// (1 + values at least as large as observed) / (1 + values).
double upper_p(std::span<const double> values, double observed);

/// The first one of each pair with the second one of another, at the length of the shorter: a random cycle of all
/// pairs. Empty where there is only one.
std::vector<PairedScores> pseudo_pairs(std::span<const PairedScores> pairs, Rng& rng);

}  // namespace affect::understand::trajectory
