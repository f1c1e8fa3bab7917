#include "affect/understand/corpus/functional_pca.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include <Eigen/Eigenvalues>

namespace affect::understand::corpus {
namespace {

using Solver = Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>;

std::vector<double> mean_curve(std::span<const std::vector<double>> curves) {
  std::vector<double> mean(curves.front().size(), 0);
  for (const auto& curve : curves) {
    for (std::size_t point = 0; point < mean.size(); ++point) mean[point] += curve[point];
  }
  for (double& value : mean) value /= static_cast<double>(curves.size());
  return mean;
}

/// Of curves times the roots of the weights: its eigenvectors are components times these roots.
Eigen::MatrixXd weighted_covariance(std::span<const std::vector<double>> curves, std::span<const double> weights,
                                    const std::vector<double>& mean) {
  const auto rows = static_cast<Eigen::Index>(curves.size()), points = static_cast<Eigen::Index>(weights.size());
  Eigen::MatrixXd centred(rows, points);
  for (Eigen::Index row = 0; row < rows; ++row) {
    for (Eigen::Index point = 0; point < points; ++point) {
      const auto at = static_cast<std::size_t>(point);
      centred(row, point) = (curves[static_cast<std::size_t>(row)][at] - mean[at]) * std::sqrt(weights[at]);
    }
  }
  return centred.transpose() * centred / static_cast<double>(rows - 1);
}

/// Falling; Eigen's rise.
std::vector<double> falling(const Eigen::VectorXd& values) {
  std::vector<double> turned(values.begin(), values.end());
  std::reverse(turned.begin(), turned.end());
  return turned;
}

}  // namespace

double FunctionalPca::total_variance() const { return std::accumulate(variances.begin(), variances.end(), 0.0); }

std::vector<double> component_variances(std::span<const std::vector<double>> curves, std::span<const double> weights) {
  return falling(
      Solver(weighted_covariance(curves, weights, mean_curve(curves)), Eigen::EigenvaluesOnly).eigenvalues());
}

FunctionalPca functional_pca(std::span<const std::vector<double>> curves, std::span<const double> weights,
                             std::size_t components) {
  assert(curves.size() >= 2);
  FunctionalPca found;
  found.mean = mean_curve(curves);
  const Solver solver(weighted_covariance(curves, weights, found.mean));
  found.variances = falling(solver.eigenvalues());
  for (std::size_t k = 0; k < std::min(components, weights.size()); ++k) {
    const auto column = solver.eigenvectors().col(static_cast<Eigen::Index>(weights.size() - 1 - k));
    auto& component = found.components.emplace_back(column.begin(), column.end());
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
