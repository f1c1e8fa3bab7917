/// Ordinary least squares of a few columns. Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace affect::understand::trajectory {

struct LeastSquares {
  std::vector<double> coefficients;
  std::vector<double> inverse;  ///< of the columns' cross products, columns * columns
  std::vector<double> residuals;
  double residual_square = 0;
  double outcome_square = 0;  ///< around the mean

  std::size_t columns() const { return coefficients.size(); }
  /// The columns say all of the outcome, but for rounding.
  bool is_exact() const { return residual_square <= 1e-12 * outcome_square; }
  /// With residuals that are alike and independent.
  double standard_error(std::size_t column) const;
};

/// The inverse of a symmetric positive definite matrix; absent where it is singular.
std::optional<std::vector<double>> symmetric_inverse(std::span<const double> matrix, std::size_t columns);
/// `design` has `columns` entries a row; absent with no more rows than columns, or where columns depend on each other.
std::optional<LeastSquares> least_squares(std::span<const double> design, std::size_t columns,
                                          std::span<const double> outcome);

}  // namespace affect::understand::trajectory
