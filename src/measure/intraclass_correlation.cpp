#include "affect/measure/intraclass_correlation.h"

#include <vector>

#include "affect/measure/f_distribution.h"

namespace affect::measure {
namespace {

/// Mean squares of the two-way table.
struct MeanSquares {
  double units = 0;   ///< how many
  double raters = 0;  ///< how many
  double between_units = 0, between_raters = 0, within_units = 0, rest = 0;
};

std::optional<MeanSquares> mean_squares(const Ratings& complete) {
  const std::size_t n = complete.units(), k = complete.raters();
  if (n < 2 || k < 2) return std::nullopt;
  MeanSquares ms{.units = static_cast<double>(n), .raters = static_cast<double>(k)};
  std::vector<double> unit_mean(n), rater_mean(k);
  double mean = 0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < k; ++j) {
      const double value = complete.value(complete.unit(i)[j]);
      unit_mean[i] += value / ms.raters;
      rater_mean[j] += value / ms.units;
      mean += value / (ms.units * ms.raters);
    }
  }
  double rest = 0, within = 0, all = 0, raters = 0, units = 0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < k; ++j) {
      const double value = complete.value(complete.unit(i)[j]);
      const double residual = value - unit_mean[i] - rater_mean[j] + mean;
      rest += residual * residual;
      within += (value - unit_mean[i]) * (value - unit_mean[i]);
      all += (value - mean) * (value - mean);
    }
    units += ms.raters * (unit_mean[i] - mean) * (unit_mean[i] - mean);
  }
  for (const double m : rater_mean) raters += ms.units * (m - mean) * (m - mean);
  if (complete.categories() < 2 || !(all > 0)) return std::nullopt;
  // Below this share of all squares it is rounding.
  const double rounding = 1e-20 * all;
  const auto clean = [&](double squares) { return squares > rounding ? squares : 0; };
  ms.between_units = clean(units) / (ms.units - 1);
  ms.between_raters = clean(raters) / (ms.raters - 1);
  ms.within_units = clean(within) / (ms.units * (ms.raters - 1));
  ms.rest = clean(rest) / ((ms.units - 1) * (ms.raters - 1));
  return ms;
}

/// ICC(1) and ICC(3): one F ratio of two mean squares.
IntraclassCorrelation of_ratio(const MeanSquares& ms, double error, double error_degrees, double tail) {
  const double k = ms.raters, degrees = ms.units - 1;
  const auto single = [&](double unit, double noise) { return (unit - noise) / (unit + (k - 1) * noise); };
  const auto mean = [](double unit, double noise) { return (unit - noise) / unit; };
  IntraclassCorrelation icc;
  const double low = ms.between_units / f_quantile(1 - tail, degrees, error_degrees);
  const double high = ms.between_units * f_quantile(1 - tail, error_degrees, degrees);
  icc.single = {single(ms.between_units, error), single(low, error), single(high, error)};
  icc.mean = {mean(ms.between_units, error), mean(low, error), mean(high, error)};
  return icc;
}

IntraclassCorrelation of_two_way_random(const MeanSquares& ms, double tail) {
  const double n = ms.units, k = ms.raters;
  const double b = ms.between_units, c = ms.between_raters, e = ms.rest;
  const double icc = (b - e) / (b + (k - 1) * e + k * (c - e) / n);
  // Satterthwaite's degrees of freedom; without residual, their limit.
  double degrees = k - 1;
  if (e > 0) {
    const double f = c / e;
    const double rest = n * (1 + (k - 1) * icc) - k * icc;
    const double sum = k * icc * f + rest;
    degrees = (k - 1) * (n - 1) * sum * sum / ((n - 1) * k * k * icc * icc * f * f + rest * rest);
  }
  const double f_low = f_quantile(1 - tail, n - 1, degrees), f_high = f_quantile(1 - tail, degrees, n - 1);
  const double noise = k * c + (k * n - k - n) * e;
  const double low = n * (b - f_low * e) / (f_low * noise + n * b);
  const double high = n * (f_high * b - e) / (noise + n * f_high * b);
  const auto of_mean = [&](double single) { return single * k / (1 + single * (k - 1)); };
  IntraclassCorrelation result;
  result.single = {icc, low, high};
  result.mean = {(b - e) / (b + (c - e) / n), of_mean(low), of_mean(high)};
  return result;
}

}  // namespace

std::optional<IntraclassCorrelation> intraclass_correlation(const Ratings& ratings, IccModel model, double level) {
  const auto ms = mean_squares(ratings.complete());
  if (!ms) return std::nullopt;
  const double tail = (1 - level) / 2;
  IntraclassCorrelation icc;
  if (model == IccModel::one_way) {
    icc = of_ratio(*ms, ms->within_units, ms->units * (ms->raters - 1), tail);
  } else if (model == IccModel::two_way_random) {
    icc = of_two_way_random(*ms, tail);
  } else {
    icc = of_ratio(*ms, ms->rest, (ms->units - 1) * (ms->raters - 1), tail);
  }
  if (ms->between_units == 0) return std::nullopt;
  icc.units = static_cast<std::size_t>(ms->units);
  icc.raters = static_cast<std::size_t>(ms->raters);
  return icc;
}

}  // namespace affect::measure
