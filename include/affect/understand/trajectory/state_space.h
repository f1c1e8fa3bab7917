/// Kalman filter and Rauch-Tung-Striebel smoother of one affect dimension at irregular times, with missing values.
///
/// For display and alignment only, never the input of a statistic: white noise of 30 points has an autocorrelation of
/// -0.03 before and 0.8 to 0.9 after smoothing, so that any test on smoothed states finds what is not there.
///
///   StateSpaceModel model = fit(StateSpaceModel::Type::local_level, times, values, {});
///   Smoothed smoothed = smooth(model, times, values, {});
///
/// local_level: dx ~ N(0, level_variance * dt), y = x + noise; x is unknown before the first value (exact diffuse).
/// ornstein_uhlenbeck: x is drawn back to `mean` at `rate`; level_variance is that of x in the long run.
/// Noise is noise_variance, or the square of the value's own standard error where that is given (not NaN).
/// Sources: Rauch, Tung and Striebel 1965; Shumway and Stoffer 1982 (EM); Durbin and Koopman 2012, chapters 4 and 7.
///
/// Times do not decrease; NaN values are missing. Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace affect::understand::trajectory {

struct StateSpaceModel {
  enum class Type { local_level, ornstein_uhlenbeck };
  Type type = Type::local_level;
  double level_variance = 1;  ///< local_level: a unit of time; ornstein_uhlenbeck: stationary. >= 0
  double noise_variance = 1;  ///< of one value, >= 0
  double rate = 1;            ///< ornstein_uhlenbeck: a unit of time, > 0
  double mean = 0;            ///< ornstein_uhlenbeck
};

struct Smoothed {
  std::vector<double> level;           ///< a row; NaN where no value is known at all
  std::vector<double> standard_error;  ///< of the level
  std::vector<double> lag_covariance;  ///< of the levels of row i and i + 1; one entry fewer
  double log_likelihood = 0;           ///< of the values after the first (local_level), of all (ornstein_uhlenbeck)
};

/// `standard_errors` is empty or one entry a value.
Smoothed smooth(const StateSpaceModel& model, std::span<const double> times, std::span<const double> values,
                std::span<const double> standard_errors);

/// Levels and their errors at other times, not decreasing: between rows, or before and after all of them. Lag
/// covariances are left empty.
Smoothed smooth_at(const StateSpaceModel& model, std::span<const double> times, std::span<const double> values,
                   std::span<const double> standard_errors, std::span<const double> at);

/// What is known of the variances beforehand, worth that many rows (inverse gamma).
struct NoisePrior {
  double level_variance = 0, noise_variance = 0;  ///< as in StateSpaceModel
  double rows = 0;
};

/// Noise parameters of most likelihood (with a prior: of most posterior density), by EM. At least 3 known values; 1
/// with a prior. `rate` of an ornstein_uhlenbeck start is kept where there is a prior: few rows do not tell it.
StateSpaceModel fit(StateSpaceModel::Type type, std::span<const double> times, std::span<const double> values,
                    std::span<const double> standard_errors);
StateSpaceModel fit(const StateSpaceModel& start, std::span<const double> times, std::span<const double> values,
                    std::span<const double> standard_errors, const NoisePrior& prior);

}  // namespace affect::understand::trajectory
