/// What curves have in common: functional principal components (Ramsay and Silverman 2005, chapter 8).
///
///   const FunctionalPca found = functional_pca(curves, weights, 4);
///   // curve i is about mean + sum_k scores[i][k] * components[k]
///
/// Curves stand on one grid; `weights` say how much of time each point stands for. Components are orthogonal under
/// these weights and have length 1, so that scores do not depend on how fine the grid is; the largest value of each is
/// positive. Scores of a component have mean 0 and its variance (over n - 1). Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace affect::understand::corpus {

struct FunctionalPca {
  std::vector<double> mean;                     ///< by point
  std::vector<std::vector<double>> components;  ///< by component, by point
  std::vector<double> variances;                ///< of all components, falling; as many as points
  std::vector<std::vector<double>> scores;      ///< by curve, by component
  double total_variance() const;
};

/// At least two curves of as many points as weights; weights > 0.
FunctionalPca functional_pca(std::span<const std::vector<double>> curves, std::span<const double> weights,
                             std::size_t components);

/// The variances alone, for a null.
std::vector<double> component_variances(std::span<const std::vector<double>> curves, std::span<const double> weights);

}  // namespace affect::understand::corpus
