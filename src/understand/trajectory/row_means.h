/// Means of consecutive scores: what is tested where scores are too many to look at each.
///
/// Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace affect::understand::trajectory {

/// Means of `rows` scores each; the last takes what is left. At least `rows` scores.
std::vector<double> means_of_rows(std::span<const double> scores, std::size_t rows);
/// Whether a session begins within each of so many means; empty where `breaks` is.
std::vector<bool> breaks_of_means(const std::vector<bool>& breaks, std::size_t rows, std::size_t means);

}  // namespace affect::understand::trajectory
