#include "understand/trajectory/autoregression.h"

#include <algorithm>
#include <cmath>

namespace affect::understand::trajectory {
namespace {

constexpr double kLowestRegular = -0.97, kHighestPhiTold = 0.997;
/// Rates at which nine in ten neighbours correlate with less than e^-10 are all the same.
constexpr double kIndependent = 10;
constexpr double kLeastSignal = 0.02;
/// Variances multiplied before a logarithm is taken: it costs as much as all else.
constexpr std::size_t kFactors = 8;

double tenth_of_lengths(const Steps& steps) {
  std::vector<double> lengths;
  for (const double length : steps.lengths) {
    if (length > 0) lengths.push_back(length);
  }
  if (lengths.empty()) return 1;
  const auto place = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() / 10);
  std::nth_element(lengths.begin(), place, lengths.end());
  return *place;
}

}  // namespace

PhiScale::PhiScale(const Steps& steps) : is_regular_(steps.is_regular) {
  highest_ = at(kHighestPhiTold);
  lowest_ = is_regular_ ? at(kLowestRegular) : -std::log(kIndependent / tenth_of_lengths(steps));
}

double PhiScale::at(double phi) const { return is_regular_ ? std::atanh(phi) : -std::log(-std::log(phi)); }

double PhiScale::phi(double at) const { return is_regular_ ? std::tanh(at) : std::exp(-std::exp(-at)); }

Spread::Spread(std::span<const double> values, std::span<const double> error_variances) {
  const auto n = static_cast<double>(values.size());
  double sum = 0;
  for (const double value : values) sum += value;
  for (const double value : values) scores += (value - sum / n) * (value - sum / n);
  for (const double variance : error_variances) errors += variance * (1 - 1 / n);
}

double step_correlation(bool is_regular, double phi, double length) {
  if (length == 1) return phi;
  if (phi == 0) return 0;
  return is_regular && phi < 0 ? std::pow(phi, std::round(length)) : std::exp(std::log(phi) * length);
}

RestrictedLikelihood::RestrictedLikelihood(const Steps& steps, double phi) {
  const std::size_t n = steps.lengths.size();
  gains_.resize(n);
  weights_.resize(n);
  ones_.resize(n);
  double correlated = 0, all_correlations = 0;  // with the scores before, in the same session
  for (std::size_t i = 0; i < n; ++i) {
    const bool begins = i == 0 || steps.lengths[i] == 0;
    const double gain = begins ? 0 : step_correlation(steps.is_regular, phi, steps.lengths[i]);
    const double variance = (1 - gain) * (1 + gain);
    gains_[i] = gain;
    weights_[i] = 1 / variance;
    ones_[i] = (1 - gain) / variance;
    log_determinant_ += std::log(variance);
    ones_square_ += ones_[i] * (1 - gain);
    correlated = begins ? 0 : gain * (1 + correlated);
    all_correlations += 1 + 2 * correlated;
  }
  kept_variance_ = static_cast<double>(n) - all_correlations / static_cast<double>(n);
}

double RestrictedLikelihood::operator()(std::span<const double> scores) const {
  double square = weights_[0] * scores[0] * scores[0], product = ones_[0] * scores[0];
  for (std::size_t i = 1; i < scores.size(); ++i) {
    const double innovation = scores[i] - gains_[i] * scores[i - 1];
    square += weights_[i] * innovation * innovation;
    product += ones_[i] * innovation;
  }
  const double left_over = square - product * product / ones_square_;
  return -0.5 *
         (static_cast<double>(scores.size() - 1) * std::log(left_over) + log_determinant_ + std::log(ones_square_));
}

double RestrictedLikelihood::operator()(std::span<const double> scores, std::span<const double> error_variances,
                                        double signal) const {
  double square = 0, product = 0, ones = 0;
  double log_determinant = 0, determinant = 1;   // of the totals not yet in the logarithm
  double level = 0, one = 0, variance = signal;  // predicted, of the scores and of a column of ones
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (i > 0) {
      const double gain = gains_[i];
      level *= gain;
      one *= gain;
      variance = gain * gain * variance + signal * (1 - gain) * (1 + gain);
    }
    const double total = variance + error_variances[i], inverse = 1 / total;
    const double innovation = scores[i] - level, one_left = 1 - one;
    square += innovation * innovation * inverse;
    product += innovation * one_left * inverse;
    ones += one_left * one_left * inverse;
    determinant *= total;
    if (i % kFactors == kFactors - 1) {
      log_determinant += std::log(determinant);
      determinant = 1;
    }
    const double weight = variance * inverse;
    level += weight * innovation;
    one += weight * one_left;
    variance *= 1 - weight;
  }
  log_determinant += std::log(determinant);
  return -0.5 * (square - product * product / ones + log_determinant + std::log(ones));
}

double RestrictedLikelihood::signal_variance(const Spread& spread) const {
  const auto n = static_cast<double>(gains_.size());
  return std::max((spread.scores - spread.errors) / kept_variance_, kLeastSignal * spread.scores / (n - 1));
}

}  // namespace affect::understand::trajectory
