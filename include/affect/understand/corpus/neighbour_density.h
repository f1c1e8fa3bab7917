/// How dense the neighbourhood of each document is, and whether it grows denser or sparser over time.
///
///   const NeighbourDensity found = neighbour_density(cosine_distances(space), times, {.neighbours = 5});
///   if (found.drift.p < 0.05 && found.drift.value < 0) ...   // documents draw together
///
/// A document's neighbour distance is the mean distance to the `neighbours` nearest of the documents at most `window`
/// before or after it: small where many say alike things (the density of embeddings in the work on trajectories of
/// change). Drift: the least-squares change of that distance from the first time to the last. p is how often it is as
/// far from its mean where the documents stand in other orders at the same times, so that what edges and gaps do to
/// neighbourhoods is in both. Time: O(permutations n window); above kMostWork fewer permutations are drawn, 99 at
/// least. Thread-safety: pure function.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "affect/affect_state.h"
#include "affect/understand/corpus/novelty.h"
#include "affect/understand/corpus/pair_distances.h"

namespace affect::understand::corpus {

struct DensityOptions {
  std::size_t neighbours = 5;  ///< at least 1
  std::size_t window = 0;      ///< documents on each side; 0: a tenth of the stream, 5 to 50
  std::size_t permutations = 999;
  std::size_t block = 1;  ///< documents that stay together
  std::uint64_t seed = 1;
};

struct NeighbourDensity {
  static constexpr double kMostWork = 1e9;  ///< distances looked at in all permutations
  Status status = Status::given;
  std::string reason;
  std::size_t window = 0;
  std::size_t permutations = 0;
  std::vector<double> distance;  ///< by document
  OrderTest drift;               ///< in the unit of the distances; p: two-sided
};

/// `times`: of each document, rising; empty: they follow at equal steps. too_short as vocabulary_shifts(), and where
/// window < neighbours; not_estimable where all times are one.
NeighbourDensity neighbour_density(const PairDistances& distances, std::span<const double> times,
                                   const DensityOptions& options);

}  // namespace affect::understand::corpus
