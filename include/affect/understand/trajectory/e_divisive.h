/// Changes of a whole distribution: of several dimensions at once, or of the probabilities of labels (e-divisive;
/// Matteson and James 2014, doi:10.1080/01621459.2013.849605).
///
///   for (const DistributionChange& change : e_divisive({rows, columns}, {})) ...
///
/// The statistic of a split is the energy distance of what lies on its sides (Szekely and Rizzo 2005, exponent 1), the
/// first from the last change on, the second up to any end before the next one; the largest splits first. p: rows are
/// permuted within what has been split so far. Rows must not depend on their neighbours: distribution_changes.h takes
/// their autocorrelation out before.
///
/// O(n^2) memory and O(n^2) time a permutation: kLongestEDivisive rows at most (asserted). Thread-safety: pure
/// function.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace affect::understand::trajectory {

inline constexpr std::size_t kLongestEDivisive = 512;

/// Row by row; all finite.
struct RowMatrix {
  std::span<const double> values;
  std::size_t columns = 1;

  std::size_t rows() const { return values.size() / columns; }
};

struct EDivisiveOptions {
  double alpha = 0.05;             ///< a split of a larger p ends the search
  std::size_t permutations = 199;  ///< a split
  std::size_t shortest_segment = 3;
  std::uint64_t seed = 2014;
};

struct DistributionChange {
  std::size_t index = 0;  ///< first row of what is new
  double statistic = 0;   ///< scaled energy distance
  double p = 1;           ///< of the search at that step
};

/// By index.
std::vector<DistributionChange> e_divisive(const RowMatrix& rows, const EDivisiveOptions& options);

}  // namespace affect::understand::trajectory
