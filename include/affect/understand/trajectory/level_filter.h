/// The level of a person as far as scores tell so far: a Kalman filter of a random walk (Durbin and Koopman 2012,
/// chapter 2), without what comes later. For display while scores come in, never the input of a statistic;
/// state_space.h has the smoother.
///
///   LevelFilter filter(level_variance, noise_variance);
///   filter.push(score);  // filter.level(), filter.standard_error()
///
/// Thread-safety: none; one a series.
#pragma once
#include <cmath>
#include <optional>

namespace affect::understand::trajectory {

class LevelFilter {
 public:
  /// Of the walk from one row to the next, and of a score around the level; > 0.
  LevelFilter(double level_variance, double noise_variance) : walk_(level_variance), noise_(noise_variance) {}

  /// One row. NaN: it has no score, and the level may have moved. `error_variance`: of this score, where it is known.
  void push(double score, std::optional<double> error_variance = {}) {
    if (has_level_) variance_ += walk_;
    if (std::isnan(score)) return;
    const double noise = error_variance.value_or(noise_);
    const double gain = has_level_ ? variance_ / (variance_ + noise) : 1;
    level_ += gain * (score - level_);
    variance_ = has_level_ ? (1 - gain) * variance_ : noise;
    has_level_ = true;
  }
  bool has_level() const { return has_level_; }
  double level() const { return level_; }
  double standard_error() const { return std::sqrt(variance_); }

 private:
  double walk_, noise_;
  bool has_level_ = false;
  double level_ = 0, variance_ = 0;
};

}  // namespace affect::understand::trajectory
