/// Clusters around members that stand for them, from distances alone.
///
///   const KMedoids found = k_medoids(distances, 3, rng);   // found.medoids[found.cluster[i]]
///   const double width = silhouette(distances, found.cluster, 3);
///
/// Partitioning around medoids: the sum of the distances to the nearest medoid is made smaller by swaps of a medoid and
/// another member until none helps, with the eager swaps of FasterPAM (Schubert and Rousseeuw 2021); the best of five
/// starts. O(n^2) a round. Silhouette: Rousseeuw 1987, mean over members, in [-1, 1]. Thread-safety: pure functions;
/// one generator, one thread.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "affect/rng.h"

namespace affect::understand::corpus {

/// Symmetric, n x n, 0 on the diagonal, not negative.
class DistanceMatrix {
 public:
  explicit DistanceMatrix(std::size_t n) : n_(n), values_(n * n) {}
  std::size_t size() const { return n_; }
  double operator()(std::size_t i, std::size_t j) const { return values_[i * n_ + j]; }
  void set(std::size_t i, std::size_t j, double distance) {
    values_[i * n_ + j] = distance;
    values_[j * n_ + i] = distance;
  }

 private:
  std::size_t n_;
  std::vector<double> values_;
};

struct KMedoids {
  std::vector<std::size_t> medoids;  ///< by cluster
  std::vector<std::size_t> cluster;  ///< by member
  double cost = 0;                   ///< sum of the distances to the medoids
};

/// 1 <= clusters <= members.
KMedoids k_medoids(const DistanceMatrix& distances, std::size_t clusters, Rng& rng);

/// Of each member; 0 where it is alone in its cluster. At least two clusters.
std::vector<double> silhouettes(const DistanceMatrix& distances, std::span<const std::size_t> cluster,
                                std::size_t clusters);

}  // namespace affect::understand::corpus
