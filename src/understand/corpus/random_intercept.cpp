#include "affect/understand/corpus/random_intercept.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "affect/measure/f_distribution.h"

namespace affect::understand::corpus {
namespace {

constexpr double kCoefficients = 2;
constexpr std::size_t kCoarseSteps = 50;
constexpr std::size_t kFineSteps = 60;
constexpr double kHighestShare = 0.9999;

/// Sums of the rows of a unit: n, and of x (1 in the second group) and y.
struct UnitSums {
  double n = 0, x = 0, y = 0;
};

/// What the likelihood needs of the rows; values are taken from their mean.
struct Sums {
  std::vector<UnitSums> units;
  double n = 0, x = 0, y = 0, xy = 0, yy = 0;
};

Sums sums_of(std::span<const GroupedValue> rows) {
  Sums sums;
  double mean = 0;
  for (const GroupedValue& row : rows) mean += row.value / static_cast<double>(rows.size());
  for (const GroupedValue& row : rows) {
    if (row.unit >= sums.units.size()) sums.units.resize(row.unit + 1);
    const double x = row.in_second ? 1 : 0, y = row.value - mean;
    for (double* const n : {&sums.n, &sums.units[row.unit].n}) *n += 1;
    for (double* const total : {&sums.x, &sums.units[row.unit].x}) *total += x;
    for (double* const total : {&sums.y, &sums.units[row.unit].y}) *total += y;
    sums.xy += x * y;
    sums.yy += y * y;
  }
  std::erase_if(sums.units, [](const UnitSums& unit) { return unit.n == 0; });
  return sums;
}

struct Fit {
  double difference = 0, difference_variance = 0, within = 0, log_likelihood = 0;
};

/// Generalised least squares where this share of the variance lies between units.
Fit fit_at(const Sums& sums, double share) {
  const double ratio = share / (1 - share);
  double a = sums.n, b = sums.x, c = sums.x, u = sums.y, v = sums.xy, yy = sums.yy, log_determinant = 0;
  for (const UnitSums& unit : sums.units) {
    const double weight = ratio / (1 + unit.n * ratio);
    a -= weight * unit.n * unit.n;
    b -= weight * unit.n * unit.x;
    c -= weight * unit.x * unit.x;
    u -= weight * unit.n * unit.y;
    v -= weight * unit.x * unit.y;
    yy -= weight * unit.y * unit.y;
    log_determinant += std::log1p(unit.n * ratio);
  }
  const double determinant = a * c - b * b;
  Fit fit;
  fit.difference = (a * v - b * u) / determinant;
  const double level = (c * u - b * v) / determinant;
  const double degrees = sums.n - kCoefficients;
  fit.within = std::max(yy - level * u - fit.difference * v, 0.0) / degrees;
  fit.difference_variance = fit.within * a / determinant;
  fit.log_likelihood = -0.5 * (degrees * std::log(fit.within) + log_determinant + std::log(determinant));
  return fit;
}

double likeliest_share(const Sums& sums) {
  const auto likelihood = [&](double share) { return fit_at(sums, share).log_likelihood; };
  const auto place = [](std::size_t step) {
    return kHighestShare * static_cast<double>(step) / static_cast<double>(kCoarseSteps);
  };
  std::size_t best = 0;
  for (std::size_t step = 1; step <= kCoarseSteps; ++step) {
    if (likelihood(place(step)) > likelihood(place(best))) best = step;
  }
  double low = place(best == 0 ? 0 : best - 1), high = place(std::min(best + 1, kCoarseSteps));
  const double golden = (std::sqrt(5.0) - 1) / 2;
  for (std::size_t i = 0; i < kFineSteps; ++i) {
    const double left = high - golden * (high - low), right = low + golden * (high - low);
    if (likelihood(left) >= likelihood(right)) {
      high = right;
    } else {
      low = left;
    }
  }
  const double share = (low + high) / 2;
  return likelihood(0) >= likelihood(share) ? 0 : share;
}

double degrees_of_freedom(const Sums& sums) {
  bool any_both = false, any_one = false;
  for (const UnitSums& unit : sums.units) {
    const bool both = unit.x > 0 && unit.x < unit.n;
    any_both = any_both || both;
    any_one = any_one || !both;
  }
  const auto units = static_cast<double>(sums.units.size());
  const double between = units - kCoefficients, within = sums.n - units - 1;
  if (!any_both) return between;
  return any_one ? std::min(between, within) : within;
}

}  // namespace

RandomIntercept random_intercept(std::span<const GroupedValue> rows, const RandomInterceptOptions& options) {
  RandomIntercept result;
  const auto refuse = [&](std::string reason) {
    result.status = Status::not_estimable;
    result.reason = std::move(reason);
    return result;
  };
  const Sums sums = sums_of(rows);
  if (rows.empty() || sums.x == 0 || sums.x == sums.n) return refuse("a group is empty");
  if (sums.n == static_cast<double>(sums.units.size())) return refuse("no unit has two values");
  result.degrees_of_freedom = degrees_of_freedom(sums);
  if (result.degrees_of_freedom < 1) return refuse("too few units");
  if (!(fit_at(sums, 0).within > 0)) return refuse("all values of a group are equal");
  const double share = likeliest_share(sums);
  const Fit fit = fit_at(sums, share);
  if (!(fit.within > 0)) return refuse("all values of a unit are equal");
  result.difference = fit.difference;
  result.standard_error = std::sqrt(fit.difference_variance + options.known_variance);
  result.within_variance = fit.within;
  result.between_variance = fit.within * share / (1 - share);
  const double t = result.difference / result.standard_error;
  const double reach =
      result.standard_error * std::sqrt(measure::f_quantile(options.level, 1, result.degrees_of_freedom));
  result.low = result.difference - reach;
  result.high = result.difference + reach;
  result.p = 1 - measure::f_distribution(t * t, 1, result.degrees_of_freedom);
  return result;
}

}  // namespace affect::understand::corpus
