/// The shapes of a corpus: what the curves of people or conversations share, and whether they fall into kinds.
///
///   const CorpusShapes found = corpus_shapes(series, units, {});  // series[i]: one person's raw scores in their order
///   if (found.status == Status::given) fmt::print("{} components, {} clusters\n", found.real_components,
///   found.clusters);
///
/// Each series is brought to percentage bins (arc.h) and taken from its own mean: shape is left, level is not. Three
/// questions, each with a null:
///
/// - Is there a shape that all share? The mean curve, beside means in which each unit's curves (a conversation's
/// people)
///   have any sign.
/// - How do shapes differ? Functional principal components, beside those of scores without a shape, one after the other
///   as in parallel analysis (Horn 1965): in any order, and in first-order autoregressive order with the
///   autocorrelation of all people together; the larger p counts.
/// - Are there kinds? k-medoids under dynamic time warping; k is where the mean silhouette exceeds most, in SDs, that
/// of
///   curves drawn from one normal distribution with the same mean and covariance (after Liu, Hayes, Nobel and Marron
///   2008); p is of the largest excess. Above `alarm` there is one kind: any data can be cut into k parts.
///
/// Above kMostClustered curves medoids come from so many, evenly spaced; every curve is put to its nearest.
/// Thread-safety: pure function.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "affect/affect_state.h"
#include "affect/understand/corpus/functional_pca.h"

namespace affect::understand::corpus {

inline constexpr std::size_t kFewestCurves = 20;
inline constexpr std::size_t kMostClustered = 500;

struct ShapeOptions {
  std::size_t bins = 20;          ///< 4 to 100
  std::size_t components = 3;     ///< that are given, >= 1
  double band = 0.1;              ///< of the bins, that a curve may be stretched by; [0, 1]
  std::size_t most_clusters = 5;  ///< >= 2
  double alarm = 0.05;            ///< p above it is no finding
  std::size_t permutations = 199;
  std::size_t null_draws = 99;  ///< of the clusters
  std::uint64_t seed = 1;
};

struct CorpusShapes {
  Status status = Status::given;
  std::string reason;                       ///< where status is not given
  std::vector<std::vector<double>> curves;  ///< by series, by bin
  double mean_p = 1;                        ///< of the mean curve
  FunctionalPca pca;                        ///< its scores are in the unit of the scores
  std::vector<double> component_p;          ///< by component; never below that of the one before
  std::size_t real_components = 0;          ///< with p up to `alarm`

  std::size_t clusters = 1;              ///< 1: no kinds
  double silhouette = 0, cluster_p = 1;  ///< of the best k, also where it is not believed
  std::size_t best_clusters = 2;         ///< that k
  std::vector<std::size_t> medoids;      ///< series, by cluster; where there are kinds
  std::vector<std::size_t> cluster;      ///< by series; all 0 where there are none
};

/// Series of at least `bins` scores each, and what each belongs to (0, 1, ...). too_short under kFewestCurves;
/// not_estimable where all curves are flat.
CorpusShapes corpus_shapes(std::span<const std::vector<double>> series, std::span<const std::size_t> units,
                           const ShapeOptions& options);

}  // namespace affect::understand::corpus
