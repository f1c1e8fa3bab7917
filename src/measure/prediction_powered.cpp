#include "affect/measure/prediction_powered.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <vector>

#include "affect/measure/f_distribution.h"
#include "affect/measure/normal_distribution.h"

namespace affect::measure {
namespace {

struct Moments {
  double mean = 0;
  double variance = 0;  ///< over n
  double size = 0;
  double squared_error() const { return variance / size; }  ///< of the mean
};

Moments moments(std::span<const double> values) {
  Moments m{.size = static_cast<double>(values.size())};
  m.mean = std::accumulate(values.begin(), values.end(), 0.0) / m.size;
  for (const double value : values) m.variance += (value - m.mean) * (value - m.mean) / m.size;
  return m;
}

Interval normal_interval(double estimate, double squared_error, double level) {
  const double reach = normal_quantile((1 + level) / 2) * std::sqrt(squared_error);
  return {estimate, estimate - reach, estimate + reach};
}

/// Cov(codes, predicted) / ((1 + n/N) Var(predicted)), the variance over all predictions; within [0, 1].
double best_power(std::span<const double> codes, std::span<const double> predicted, std::span<const double> others) {
  const double code_mean = moments(codes).mean, predicted_mean = moments(predicted).mean;
  double covariance = 0;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    covariance += (codes[i] - code_mean) * (predicted[i] - predicted_mean) / static_cast<double>(codes.size());
  }
  std::vector<double> all(predicted.begin(), predicted.end());
  all.insert(all.end(), others.begin(), others.end());
  const Moments of_all = moments(all);
  const double variance = of_all.variance * of_all.size / (of_all.size - 1);
  const double more = 1 + static_cast<double>(codes.size()) / static_cast<double>(others.size());
  return variance > 0 ? std::clamp(covariance / (more * variance), 0.0, 1.0) : 0;
}

/// How much the texts of each person move a mean.
std::vector<double> moved_by(std::span<const double> values, std::span<const std::size_t> persons, std::size_t count) {
  const Moments m = moments(values);
  std::vector<double> sums(count);
  for (std::size_t i = 0; i < values.size(); ++i) sums[persons[i]] += (values[i] - m.mean) / m.size;
  return sums;
}

double product(const std::vector<double>& a, const std::vector<double>& b) {
  return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

double different(std::span<const std::size_t> persons, std::size_t count) {
  std::vector<bool> seen(count);
  for (const std::size_t person : persons) seen[person] = true;
  return static_cast<double>(std::count(seen.begin(), seen.end(), true));
}

/// By Student's t, whose square is F with 1 and that many degrees of freedom: persons less what was `fitted` to them.
Interval student_interval(double estimate, const std::vector<double>& moved, double persons, double fitted,
                          double level) {
  const double freedom = persons - fitted;
  const double reach = std::sqrt(f_quantile(level, 1, freedom) * product(moved, moved) * persons / freedom);
  return {estimate, estimate - reach, estimate + reach};
}

}  // namespace

std::optional<PredictionPoweredMean> prediction_powered_mean(std::span<const double> codes,
                                                             std::span<const double> predicted,
                                                             std::span<const double> others, double level) {
  assert(codes.size() == predicted.size());
  if (codes.size() < kMinimumCodes || others.size() < 2) return std::nullopt;
  PredictionPoweredMean result{.coded = codes.size(), .others = others.size()};
  result.power = best_power(codes, predicted, others);
  std::vector<double> rest;
  rest.reserve(codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i) rest.push_back(codes[i] - result.power * predicted[i]);
  const Moments of_codes = moments(codes), of_others = moments(others), of_rest = moments(rest);
  result.naive = normal_interval(of_others.mean, of_others.squared_error(), level);
  result.classical = normal_interval(of_codes.mean, of_codes.squared_error(), level);
  result.corrected =
      normal_interval(result.power * of_others.mean + of_rest.mean,
                      result.power * result.power * of_others.squared_error() + of_rest.squared_error(), level);
  return result;
}

std::optional<PredictionPoweredMean> prediction_powered_mean(std::span<const double> codes,
                                                             std::span<const double> predicted,
                                                             std::span<const double> others, const TextPersons& persons,
                                                             double level) {
  assert(persons.coded.size() == codes.size() && persons.others.size() == others.size());
  if (codes.size() < kMinimumCodes || others.size() < 2) return std::nullopt;
  const auto count = 1 + std::max(*std::max_element(persons.coded.begin(), persons.coded.end()),
                                  *std::max_element(persons.others.begin(), persons.others.end()));
  const double coded_persons = different(persons.coded, count), other_persons = different(persons.others, count);
  if (std::min(coded_persons, other_persons) < static_cast<double>(kMinimumGroups)) return std::nullopt;
  // The corrected mean is moved by what moves the codes', plus power times this.
  const auto by_codes = moved_by(codes, persons.coded, count), by_others = moved_by(others, persons.others, count);
  const auto by_predicted = moved_by(predicted, persons.coded, count);
  std::vector<double> by_correction(count), moved(count);
  for (std::size_t i = 0; i < count; ++i) by_correction[i] = by_others[i] - by_predicted[i];
  PredictionPoweredMean result{.coded = codes.size(), .others = others.size()};
  const double square = product(by_correction, by_correction);
  result.power = square > 0 ? std::clamp(-product(by_codes, by_correction) / square, 0.0, 1.0) : 0;
  for (std::size_t i = 0; i < count; ++i) moved[i] = by_codes[i] + result.power * by_correction[i];
  const double of_codes = moments(codes).mean, of_others = moments(others).mean;
  const double corrected = of_codes + result.power * (of_others - moments(predicted).mean);
  const double fitted = result.power > 0 && result.power < 1 ? 2 : 1;
  result.naive = student_interval(of_others, by_others, other_persons, 1, level);
  result.classical = student_interval(of_codes, by_codes, coded_persons, 1, level);
  result.corrected = student_interval(corrected, moved, coded_persons, fitted, level);
  return result;
}

}  // namespace affect::measure
