#include "understand/trajectory/least_squares.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <utility>

namespace affect::understand::trajectory {
namespace {

/// A column of which less than this share is its own depends on the others.
constexpr double kOwnShare = 1e-9;

}  // namespace

double LeastSquares::standard_error(std::size_t column) const {
  const double freedom = static_cast<double>(residuals.size()) - static_cast<double>(columns());
  return std::sqrt(residual_square / freedom * inverse[column * columns() + column]);
}

std::optional<std::vector<double>> symmetric_inverse(std::span<const double> matrix, std::size_t columns) {
  assert(matrix.size() == columns * columns);
  // Cholesky factor L, then its inverse, in place of the lower triangle.
  std::vector<double> lower(matrix.begin(), matrix.end());
  const auto at = [&](std::size_t i, std::size_t j) -> double& { return lower[i * columns + j]; };
  for (std::size_t j = 0; j < columns; ++j) {
    double own = at(j, j);
    for (std::size_t k = 0; k < j; ++k) own -= at(j, k) * at(j, k);
    if (!(own > kOwnShare * matrix[j * columns + j])) return std::nullopt;
    at(j, j) = std::sqrt(own);
    for (std::size_t i = j + 1; i < columns; ++i) {
      for (std::size_t k = 0; k < j; ++k) at(i, j) -= at(i, k) * at(j, k);
      at(i, j) /= at(j, j);
    }
  }
  for (std::size_t j = 0; j < columns; ++j) {
    at(j, j) = 1 / at(j, j);
    for (std::size_t i = j + 1; i < columns; ++i) {
      double sum = 0;
      for (std::size_t k = j; k < i; ++k) sum -= at(i, k) * at(k, j);
      at(i, j) = sum / at(i, i);
    }
  }
  std::vector<double> inverse(columns * columns);
  for (std::size_t i = 0; i < columns; ++i) {
    for (std::size_t j = 0; j < columns; ++j) {
      for (std::size_t k = std::max(i, j); k < columns; ++k) inverse[i * columns + j] += at(k, i) * at(k, j);
    }
  }
  return inverse;
}

std::optional<LeastSquares> least_squares(std::span<const double> design, std::size_t columns,
                                          std::span<const double> outcome) {
  assert(design.size() == columns * outcome.size());
  if (outcome.size() <= columns) return std::nullopt;
  std::vector<double> products(columns * columns), moments(columns);
  for (std::size_t row = 0; row < outcome.size(); ++row) {
    const double* x = &design[row * columns];
    for (std::size_t i = 0; i < columns; ++i) {
      moments[i] += x[i] * outcome[row];
      for (std::size_t j = 0; j <= i; ++j) products[i * columns + j] += x[i] * x[j];
    }
  }
  for (std::size_t i = 0; i < columns; ++i) {
    for (std::size_t j = i + 1; j < columns; ++j) products[i * columns + j] = products[j * columns + i];
  }
  auto inverse = symmetric_inverse(products, columns);
  if (!inverse) return std::nullopt;
  LeastSquares fit;
  fit.inverse = std::move(*inverse);
  fit.coefficients.assign(columns, 0.0);
  for (std::size_t i = 0; i < columns; ++i) {
    for (std::size_t j = 0; j < columns; ++j) fit.coefficients[i] += fit.inverse[i * columns + j] * moments[j];
  }
  const double mean = std::accumulate(outcome.begin(), outcome.end(), 0.0) / static_cast<double>(outcome.size());
  fit.residuals.reserve(outcome.size());
  for (std::size_t row = 0; row < outcome.size(); ++row) {
    double predicted = 0;
    for (std::size_t i = 0; i < columns; ++i) predicted += fit.coefficients[i] * design[row * columns + i];
    fit.residuals.push_back(outcome[row] - predicted);
    fit.residual_square += fit.residuals.back() * fit.residuals.back();
    fit.outcome_square += (outcome[row] - mean) * (outcome[row] - mean);
  }
  return fit;
}

}  // namespace affect::understand::trajectory
