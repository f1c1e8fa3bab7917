#include <cmath>
#include <limits>
#include <numbers>

#include "affect/understand/trajectory/state_space.h"

namespace affect::understand::trajectory {
namespace {

/// x_next = mean + gain * (x - mean) + N(0, variance).
struct Step {
  double gain = 1, variance = 0;
};

Step step(const StateSpaceModel& model, double elapsed) {
  if (model.type == StateSpaceModel::Type::local_level) return {1, model.level_variance * elapsed};
  const double gain = std::exp(-model.rate * elapsed);
  return {gain, -model.level_variance * std::expm1(-2 * model.rate * elapsed)};
}

}  // namespace

Smoothed smooth(const StateSpaceModel& model, std::span<const double> times, std::span<const double> values,
                std::span<const double> standard_errors) {
  const std::size_t n = values.size();
  const bool is_diffuse = model.type == StateSpaceModel::Type::local_level;
  const double centre = is_diffuse ? 0 : model.mean;
  const auto noise = [&](std::size_t i) {
    const bool own = !standard_errors.empty() && !std::isnan(standard_errors[i]);
    return own ? standard_errors[i] * standard_errors[i] : model.noise_variance;
  };
  Smoothed result;
  result.level.assign(n, std::numeric_limits<double>::quiet_NaN());
  result.standard_error = result.level;
  result.lag_covariance.assign(n > 0 ? n - 1 : 0, 0);
  std::size_t first = 0;
  while (first < n && std::isnan(values[first])) ++first;
  if (first == n) return result;
  // Before its first value a diffuse level is unknown; a stationary one has its long-run distribution.
  const std::size_t begin = is_diffuse ? first : 0;

  std::vector<double> predicted(n), predicted_variance(n), filtered(n), filtered_variance(n);
  for (std::size_t i = begin; i < n; ++i) {
    if (i == begin) {
      predicted[i] = is_diffuse ? values[i] : centre;
      predicted_variance[i] = is_diffuse ? noise(i) : model.level_variance;
    } else {
      const auto [gain, variance] = step(model, times[i] - times[i - 1]);
      predicted[i] = centre + gain * (filtered[i - 1] - centre);
      predicted_variance[i] = gain * gain * filtered_variance[i - 1] + variance;
    }
    filtered[i] = predicted[i];
    filtered_variance[i] = predicted_variance[i];
    if (std::isnan(values[i]) || (is_diffuse && i == begin)) continue;
    const double total = predicted_variance[i] + noise(i);
    const double innovation = values[i] - predicted[i];
    if (total <= 0) continue;
    const double weight = predicted_variance[i] / total;
    filtered[i] += weight * innovation;
    filtered_variance[i] = predicted_variance[i] * (1 - weight);
    result.log_likelihood -= 0.5 * (std::log(2 * std::numbers::pi * total) + innovation * innovation / total);
  }

  double level = filtered[n - 1], variance = filtered_variance[n - 1];
  for (std::size_t i = n; i-- > begin;) {
    if (i + 1 < n) {
      const double gain = step(model, times[i + 1] - times[i]).gain;
      const double back = predicted_variance[i + 1] > 0 ? filtered_variance[i] * gain / predicted_variance[i + 1] : 0;
      result.lag_covariance[i] = back * variance;
      level = filtered[i] + back * (level - predicted[i + 1]);
      variance = filtered_variance[i] + back * back * (variance - predicted_variance[i + 1]);
    }
    result.level[i] = level;
    result.standard_error[i] = std::sqrt(variance > 0 ? variance : 0);
  }
  // A random walk is the same backwards in time.
  for (std::size_t i = begin; i-- > 0;) {
    result.lag_covariance[i] = variance;
    variance += model.level_variance * (times[i + 1] - times[i]);
    result.level[i] = level;
    result.standard_error[i] = std::sqrt(variance);
  }
  return result;
}

Smoothed smooth_at(const StateSpaceModel& model, std::span<const double> times, std::span<const double> values,
                   std::span<const double> standard_errors, std::span<const double> at) {
  constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> all_times, all_values, all_errors;
  std::vector<std::size_t> places;
  for (std::size_t row = 0, next = 0; row < times.size() || next < at.size();) {
    const bool is_row = next == at.size() || (row < times.size() && times[row] <= at[next]);
    if (!is_row) places.push_back(all_times.size());
    all_times.push_back(is_row ? times[row] : at[next]);
    all_values.push_back(is_row ? values[row] : kMissing);
    if (!standard_errors.empty()) all_errors.push_back(is_row ? standard_errors[row] : kMissing);
    ++(is_row ? row : next);
  }
  const Smoothed all = smooth(model, all_times, all_values, all_errors);
  Smoothed there;
  there.log_likelihood = all.log_likelihood;
  for (const std::size_t place : places) {
    there.level.push_back(all.level[place]);
    there.standard_error.push_back(all.standard_error[place]);
  }
  return there;
}

}  // namespace affect::understand::trajectory
