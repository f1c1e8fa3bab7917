#include "affect/measure/prediction_powered.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numbers>
#include <numeric>
#include <vector>

#include "affect/measure/f_distribution.h"

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
class PersonSums {
 public:
  explicit PersonSums(std::size_t persons) : sums_(persons), seen_(persons) {}
  void add(std::span<const double> values, std::span<const std::size_t> persons, double factor) {
    const Moments m = moments(values);
    for (std::size_t i = 0; i < values.size(); ++i) {
      sums_[persons[i]] += factor * (values[i] - m.mean) / m.size;
      seen_[persons[i]] = true;
    }
  }
  double persons() const { return static_cast<double>(std::count(seen_.begin(), seen_.end(), true)); }
  double squared_error() const {
    double sum = 0;
    for (const double value : sums_) sum += value * value;
    return sum * persons() / (persons() - 1);
  }

 private:
  std::vector<double> sums_;
  std::vector<bool> seen_;
};

/// Squared, of Student's t with persons - 1 degrees of freedom: that of F(1, persons - 1).
Interval student_interval(double estimate, double squared_error, double persons, double level) {
  const double reach = std::sqrt(f_quantile(level, 1, persons - 1) * squared_error);
  return {estimate, estimate - reach, estimate + reach};
}

}  // namespace

double normal_quantile(double share) {
  assert(share > 0 && share < 1);
  double low = -40, high = 40;
  for (int i = 0; i < 200; ++i) {
    const double middle = (low + high) / 2;
    (std::erfc(-middle / std::numbers::sqrt2) / 2 < share ? low : high) = middle;
  }
  return (low + high) / 2;
}

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
  auto result = prediction_powered_mean(codes, predicted, others, level);
  if (!result) return std::nullopt;
  const auto count = 1 + std::max(*std::max_element(persons.coded.begin(), persons.coded.end()),
                                  *std::max_element(persons.others.begin(), persons.others.end()));
  std::vector<double> rest;
  rest.reserve(codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i) rest.push_back(codes[i] - result->power * predicted[i]);
  PersonSums naive(count), classical(count), corrected(count);
  naive.add(others, persons.others, 1);
  classical.add(codes, persons.coded, 1);
  corrected.add(others, persons.others, result->power);
  corrected.add(rest, persons.coded, 1);
  if (classical.persons() < kMinimumGroups || naive.persons() < kMinimumGroups) return std::nullopt;
  result->naive = student_interval(result->naive.estimate, naive.squared_error(), naive.persons(), level);
  result->classical = student_interval(result->classical.estimate, classical.squared_error(), classical.persons(), level);
  result->corrected = student_interval(result->corrected.estimate, corrected.squared_error(), classical.persons(), level);
  return result;
}

}  // namespace affect::measure
