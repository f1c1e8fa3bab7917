#include <algorithm>
#include <cmath>
#include <limits>

#include "affect/understand/trajectory/state_space.h"
#include "understand/trajectory/square.h"

namespace affect::understand::trajectory {
namespace {

constexpr int kIterations = 400;
constexpr double kTolerance = 1e-7;  ///< of the log-likelihood a row

using Type = StateSpaceModel::Type;

struct Data {
  std::span<const double> times, values, standard_errors;
  bool known(std::size_t i) const { return !std::isnan(values[i]); }
  bool has_own_error(std::size_t i) const { return !standard_errors.empty() && !std::isnan(standard_errors[i]); }
};

/// Expected square of x[i + 1] - mean - gain * (x[i] - mean), given all values.
double expected_step(const Smoothed& s, std::size_t i, double gain, double mean) {
  const double v0 = square(s.standard_error[i]), v1 = square(s.standard_error[i + 1]);
  return square(s.level[i + 1] - mean - gain * (s.level[i] - mean)) + v1 + gain * gain * v0 -
         2 * gain * s.lag_covariance[i];
}

double noise_step(const Data& data, const Smoothed& s, const NoisePrior& prior, double before) {
  double sum = prior.rows * prior.noise_variance, count = prior.rows;
  for (std::size_t i = 0; i < data.values.size(); ++i) {
    if (!data.known(i) || data.has_own_error(i)) continue;
    sum += square(data.values[i] - s.level[i]) + square(s.standard_error[i]);
    count += 1;
  }
  return count > 0 ? sum / count : before;
}

double walk_step(const Data& data, const Smoothed& s, const NoisePrior& prior, double before) {
  double sum = prior.rows * prior.level_variance, count = prior.rows;
  for (std::size_t i = 0; i + 1 < data.values.size(); ++i) {
    const double elapsed = data.times[i + 1] - data.times[i];
    if (elapsed <= 0) continue;
    sum += expected_step(s, i, 1, 0) / elapsed;
    count += 1;
  }
  return count > 0 ? sum / count : before;
}

/// Of an Ornstein-Uhlenbeck level: the variance of most expected likelihood at a rate, and -2 times that likelihood.
struct Profile {
  double variance = 0, cost = 0;
};

Profile profile(const Data& data, const Smoothed& s, const NoisePrior& prior, double rate, double mean) {
  double sum = square(s.level[0] - mean) + square(s.standard_error[0]) + prior.rows * prior.level_variance;
  double count = 1 + prior.rows, logs = 0;
  for (std::size_t i = 0; i + 1 < data.values.size(); ++i) {
    const double elapsed = data.times[i + 1] - data.times[i];
    if (elapsed <= 0) continue;
    const double left = -std::expm1(-2 * rate * elapsed);
    sum += expected_step(s, i, std::exp(-rate * elapsed), mean) / left;
    logs += std::log(left);
    count += 1;
  }
  return {sum / count, count * std::log(sum / count) + logs};
}

double mean_step(const Data& data, const Smoothed& s, double rate) {
  double weights = 1, sum = s.level[0];
  for (std::size_t i = 0; i + 1 < data.values.size(); ++i) {
    const double elapsed = data.times[i + 1] - data.times[i];
    if (elapsed <= 0) continue;
    const double gain = std::exp(-rate * elapsed), weight = (1 - gain) / (1 + gain);
    weights += weight;
    sum += weight * (s.level[i + 1] - gain * s.level[i]) / (1 - gain);
  }
  return sum / weights;
}

/// The rate has no closed form: a golden section within a factor of two of the last one.
double rate_step(const Data& data, const Smoothed& s, double before, double mean) {
  constexpr double kGolden = 0.6180339887498949;
  double low = std::log(before / 2), high = std::log(before * 2);
  const auto cost = [&](double log_rate) { return profile(data, s, {}, std::exp(log_rate), mean).cost; };
  double a = high - kGolden * (high - low), b = low + kGolden * (high - low);
  double cost_a = cost(a), cost_b = cost(b);
  while (high - low > 1e-4) {
    if (cost_a < cost_b) {
      high = b;
      b = a;
      cost_b = cost_a;
      a = high - kGolden * (high - low);
      cost_a = cost(a);
    } else {
      low = a;
      a = b;
      cost_a = cost_b;
      b = low + kGolden * (high - low);
      cost_b = cost(b);
    }
  }
  return std::exp((low + high) / 2);
}

/// Log density of the prior, up to a constant.
double log_prior(const NoisePrior& prior, const StateSpaceModel& model) {
  if (prior.rows == 0) return 0;
  return -prior.rows / 2 *
         (std::log(model.level_variance) + prior.level_variance / model.level_variance +
          std::log(model.noise_variance) + prior.noise_variance / model.noise_variance);
}

StateSpaceModel start(Type type, const Data& data) {
  double sum = 0, sum_square = 0, count = 0;
  for (std::size_t i = 0; i < data.values.size(); ++i) {
    if (!data.known(i)) continue;
    sum += data.values[i];
    sum_square += square(data.values[i]);
    count += 1;
  }
  const double mean = sum / count;
  const double variance = std::max(sum_square / count - mean * mean, 1e-12);
  const double step = (data.times.back() - data.times.front()) / static_cast<double>(data.times.size() - 1);
  const double unit = step > 0 ? step : 1;
  if (type == Type::local_level) return {type, variance / 4 / unit, variance / 2, 1, 0};
  return {type, variance / 2, variance / 2, 0.5 / unit, mean};
}

}  // namespace

StateSpaceModel fit(Type type, std::span<const double> times, std::span<const double> values,
                    std::span<const double> standard_errors) {
  return fit(start(type, {times, values, standard_errors}), times, values, standard_errors, {});
}

StateSpaceModel fit(const StateSpaceModel& start, std::span<const double> times, std::span<const double> values,
                    std::span<const double> standard_errors, const NoisePrior& prior) {
  const Data data{times, values, standard_errors};
  StateSpaceModel model = start;
  double before = -std::numeric_limits<double>::infinity();
  for (int iteration = 0; iteration < kIterations; ++iteration) {
    const Smoothed s = smooth(model, times, values, standard_errors);
    const double density = s.log_likelihood + log_prior(prior, model);
    if (density - before < kTolerance * static_cast<double>(values.size())) break;
    before = density;
    model.noise_variance = noise_step(data, s, prior, model.noise_variance);
    if (model.type == Type::local_level) {
      model.level_variance = walk_step(data, s, prior, model.level_variance);
    } else {
      model.mean = mean_step(data, s, model.rate);
      if (prior.rows == 0) model.rate = rate_step(data, s, model.rate, model.mean);
      model.level_variance = profile(data, s, prior, model.rate, model.mean).variance;
    }
  }
  return model;
}

}  // namespace affect::understand::trajectory
