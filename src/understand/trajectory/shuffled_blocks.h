/// Scores in another order: what a shape, or a change, is compared with.
///
/// Thread-safety: pure function; one generator, one thread.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "affect/rng.h"

namespace affect::understand::trajectory {

/// Blocks of neighbours in any order, cut from a random place on as if the end met the beginning. At least one score,
/// block >= 1.
void shuffle_blocks(std::span<const double> scores, std::size_t block, Rng& rng, std::vector<double>& shuffled);

}  // namespace affect::understand::trajectory
