#include "affect/understand/corpus/functional_pca.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "understand/corpus/symmetric_eigen.h"

namespace affect::understand::corpus {
namespace {

std::vector<double> mean_curve(std::span<const std::vector<double>> curves) {
  std::vector<double> mean(curves.front().size(), 0);
  for (const auto& curve : curves) {
    for (std::size_t point = 0; point < mean.size(); ++point) mean[point] += curve[point];
  }
  for (double& value : mean) value /= static_cast<double>(curves.size());
  return mean;
}

/// Of curves times the roots of the weights: its eigenvectors are components times these roots.
SymmetricEigen weighted_covariance_eigen(std::span<const std::vector<double>> curves, std::span<const double> weights,
                                         const std::vector<double>& mean) {
  const std::size_t n = weights.size();
  std::vector<double> covariance(n * n, 0), row(n);
  for (const auto& curve : curves) {
    for (std::size_t point = 0; point < n; ++point)
      row[point] = (curve[point] - mean[point]) * std::sqrt(weights[point]);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = i; j < n; ++j) covariance[i * n + j] += row[i] * row[j];
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = i; j < n; ++j) {
      covariance[i * n + j] /= static_cast<double>(curves.size()) - 1;
      covariance[j * n + i] = covariance[i * n + j];
    }
  }
  return symmetric_eigen(std::move(covariance), n);
}

}  // namespace

double FunctionalPca::total_variance() const { return std::accumulate(variances.begin(), variances.end(), 0.0); }

std::vector<double> component_variances(std::span<const std::vector<double>> curves, std::span<const double> weights) {
  return weighted_covariance_eigen(curves, weights, mean_curve(curves)).values;
}

FunctionalPca functional_pca(std::span<const std::vector<double>> curves, std::span<const double> weights,
                             std::size_t components) {
  assert(curves.size() >= 2);
  FunctionalPca found;
  found.mean = mean_curve(curves);
  SymmetricEigen eigen = weighted_covariance_eigen(curves, weights, found.mean);
  found.variances = std::move(eigen.values);
  for (std::size_t k = 0; k < std::min(components, weights.size()); ++k) {
    auto& component = found.components.emplace_back(std::move(eigen.vectors[k]));
    const auto [lowest, highest] = std::minmax_element(component.begin(), component.end());
    const double sign = -*lowest > *highest ? -1 : 1;
    for (std::size_t point = 0; point < component.size(); ++point) component[point] *= sign / std::sqrt(weights[point]);
  }
  for (const auto& curve : curves) {
    auto& scores = found.scores.emplace_back();
    for (const auto& component : found.components) {
      double score = 0;
      for (std::size_t point = 0; point < curve.size(); ++point) {
        score += weights[point] * component[point] * (curve[point] - found.mean[point]);
      }
      scores.push_back(score);
    }
  }
  return found;
}

}  // namespace affect::understand::corpus
