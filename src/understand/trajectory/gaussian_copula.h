/// Draws of a series' own values in autocorrelated order: normal scores, each replaced by the value of the same rank
/// (Gaussian copula; Cario and Nelson 1996, "autoregressive to anything"). Ties, bounds, skew and outliers stay.
///
///   const GaussianCopula copula(values);
///   const double latent = copula.latent(0.4);  // normal scores of this autocorrelation leave 0.4 in the values
///   value = copula.value(z);
///
/// Thread-safety: const calls from any number of threads.
#pragma once
#include <span>
#include <vector>

namespace affect::understand::trajectory {

class GaussianCopula {
 public:
  /// At least one value, finite.
  explicit GaussianCopula(std::vector<double> values);

  /// The value of the rank that a normal score has.
  double value(double normal_score) const;
  /// What a correlation of normal scores becomes in the values: by the first and the third Hermite term,
  /// c r + (1 - c) r^3, where c is the squared correlation of values and normal scores.
  double correlation(double latent) const { return latent * (share_ + (1 - share_) * latent * latent); }
  /// The correlation of normal scores that leaves `correlation` in the values; 0.98 at most.
  double latent(double correlation) const;

 private:
  std::vector<double> sorted_;
  double share_ = 1;  ///< c
};

}  // namespace affect::understand::trajectory
