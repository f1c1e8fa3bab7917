/// Spherical k-means of sparse rows, and how far two clusterings agree.
///
///   const auto clusters = measure::k_means(rows, 5, rng);       // a cluster a row
///   const auto agreement = measure::adjusted_rand(first, second);
///
/// Rows are unit vectors; clusters are those of the nearest mean direction (Dhillon & Modha 2001), started by k-means++
/// (Arthur & Vassilvitskii 2007), the best of ten starts. The same rows and generator give the same clusters. A row
/// without entries is in cluster 0. Adjusted Rand index: Hubert & Arabie 1985; 1 is equal, 0 is chance; absent where
/// there are fewer than two rows or both put all rows together or all apart.
/// Thread-safety: pure functions; one generator, one thread.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "affect/rng.h"

namespace affect::measure {

using SparseRow = std::vector<std::pair<std::uint32_t, double>>;  ///< column and value, columns rising

/// `clusters` >= 1 (asserted); a cluster may stay empty where rows are fewer or equal.
std::vector<int> k_means(std::span<const SparseRow> rows, std::size_t clusters, Rng& rng);
std::optional<double> adjusted_rand(std::span<const int> first, std::span<const int> second);

}  // namespace affect::measure
