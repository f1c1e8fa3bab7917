/// The standard error of a mean of dependent values from means of consecutive blocks (Schmeiser 1982, non-overlapping
/// batch means): no model, and one pass over any number of values.
///
/// Right where values a block apart hardly depend on each other. Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <span>

namespace affect::understand::trajectory {

inline constexpr std::size_t kMeanBlocks = 20;

/// Half of the interval of the mean at that level, by Student's t of the blocks; values are at least kMeanBlocks.
double block_mean_reach(std::span<const double> values, double level);

}  // namespace affect::understand::trajectory
