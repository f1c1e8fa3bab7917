#include "understand/corpus/symmetric_eigen.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace affect::understand::corpus {
namespace {

constexpr int kMostSweeps = 60;
constexpr double kNegligible = 1e-26;  ///< squared, of the diagonal squared

class Rotations {
 public:
  Rotations(std::vector<double>&& matrix, std::size_t n) : a_(std::move(matrix)), v_(n * n, 0), n_(n) {
    for (std::size_t i = 0; i < n; ++i) v_[i * n + i] = 1;
  }

  void run() {
    for (int sweep = 0; sweep < kMostSweeps && !is_diagonal(); ++sweep) {
      for (std::size_t p = 0; p < n_; ++p) {
        for (std::size_t q = p + 1; q < n_; ++q) rotate(p, q);
      }
    }
  }
  double value(std::size_t i) const { return a_[i * n_ + i]; }
  double vector(std::size_t row, std::size_t i) const { return v_[row * n_ + i]; }

 private:
  bool is_diagonal() const {
    double off = 0, diagonal = 0;
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t j = 0; j < n_; ++j) (i == j ? diagonal : off) += a_[i * n_ + j] * a_[i * n_ + j];
    }
    return off <= kNegligible * diagonal;
  }

  void rotate(std::size_t p, std::size_t q) {
    const double apq = a_[p * n_ + q];
    if (apq == 0) return;
    const double theta = (a_[q * n_ + q] - a_[p * n_ + p]) / (2 * apq);
    const double t = std::copysign(1 / (std::abs(theta) + std::hypot(theta, 1)), theta);
    const double c = 1 / std::hypot(t, 1), s = t * c;
    for (std::size_t k = 0; k < n_; ++k) turn(a_[k * n_ + p], a_[k * n_ + q], c, s);
    for (std::size_t k = 0; k < n_; ++k) turn(a_[p * n_ + k], a_[q * n_ + k], c, s);
    for (std::size_t k = 0; k < n_; ++k) turn(v_[k * n_ + p], v_[k * n_ + q], c, s);
  }
  static void turn(double& x, double& y, double c, double s) {
    const double before = x;
    x = c * before - s * y;
    y = s * before + c * y;
  }

  std::vector<double> a_, v_;
  std::size_t n_;
};

}  // namespace

SymmetricEigen symmetric_eigen(std::vector<double> matrix, std::size_t n) {
  Rotations rotations(std::move(matrix), n);
  rotations.run();
  std::vector<std::size_t> order(n);
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return rotations.value(a) > rotations.value(b); });
  SymmetricEigen found;
  for (const std::size_t i : order) {
    found.values.push_back(rotations.value(i));
    auto& vector = found.vectors.emplace_back();
    for (std::size_t row = 0; row < n; ++row) vector.push_back(rotations.vector(row, i));
  }
  return found;
}

}  // namespace affect::understand::corpus
