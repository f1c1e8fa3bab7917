/// Eigenvalues and vectors of a small symmetric matrix by Jacobi's rotations.
///
/// Exact to rounding, O(n^3) a sweep; meant for n up to about 100. Thread-safety: pure function.
#pragma once
#include <cstddef>
#include <vector>

namespace affect::understand::corpus {

struct SymmetricEigen {
  std::vector<double> values;                ///< falling
  std::vector<std::vector<double>> vectors;  ///< by value; length 1
};

/// `matrix` is n x n by rows.
SymmetricEigen symmetric_eigen(std::vector<double> matrix, std::size_t n);

}  // namespace affect::understand::corpus
