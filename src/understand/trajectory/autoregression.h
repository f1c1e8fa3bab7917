/// A stationary first-order process seen at steps of any length: its restricted likelihood, and draws of it.
///
/// Two scores `length` steps apart within a session correlate with phi^length; sessions are independent. At regular
/// steps that is AR(1), at irregular ones the exact discretisation of an Ornstein-Uhlenbeck process (Uhlenbeck and
/// Ornstein 1930). The likelihood is the restricted one (REML; Cheang and Reinsel 2000), which allows for the estimated
/// mean; scores with errors are taken through the Kalman filter (Harvey 1989, section 3.4). Thread-safety: const calls
/// from any number of threads.
#pragma once
#include <span>
#include <vector>

#include "affect/understand/trajectory/score_series.h"

namespace affect::understand::trajectory {

/// phi on a scale on which its likelihood is closer to a parabola, and what of it can be told apart. Regular steps:
/// artanh(phi), phi in [-0.97, 0.997]. Irregular: -log(rate), the rate being -log(phi) a step; from scores that are
/// practically independent to phi 0.997.
class PhiScale {
 public:
  explicit PhiScale(const Steps& steps);
  double at(double phi) const;
  double phi(double at) const;
  double lowest() const { return lowest_; }
  double highest() const { return highest_; }

 private:
  bool is_regular_;
  double lowest_, highest_;
};

/// Correlation of scores `length` steps apart.
double step_correlation(bool is_regular, double phi, double length);

/// How scores spread around their mean, and how much of it their errors explain: sums of squares.
struct Spread {
  Spread(std::span<const double> values, std::span<const double> error_variances);
  double scores = 0, errors = 0;
};

/// At one phi: made once, used for many series of the same steps.
class RestrictedLikelihood {
 public:
  RestrictedLikelihood(const Steps& steps, double phi);

  /// Log-likelihood with the best mean and variance, but for a constant.
  double operator()(std::span<const double> scores) const;
  /// With the best mean, and errors of these variances beside a process of variance `signal`.
  double operator()(std::span<const double> scores, std::span<const double> error_variances, double signal) const;
  /// The variance of a process whose scores and errors are expected to spread so; at least 2 % of the scores' own.
  double signal_variance(const Spread& spread) const;
  /// Correlation of score i with the one before it; 0 where a session begins.
  double gain(std::size_t i) const { return gains_[i]; }

 private:
  std::vector<double> gains_, weights_, ones_;
  double log_determinant_ = 0, ones_square_ = 0;
  double kept_variance_ = 0;  ///< expected sum of squares around the mean, in variances of the process
};

}  // namespace affect::understand::trajectory
