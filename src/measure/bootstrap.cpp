#include "affect/measure/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "affect/measure/quantile.h"
#include "affect/rng.h"

namespace affect::measure {
namespace {

std::vector<std::size_t> all_rows(std::size_t rows) {
  std::vector<std::size_t> result(rows);
  std::iota(result.begin(), result.end(), std::size_t{0});
  return result;
}

// A caller's measure may say "not estimable" as NaN.
std::optional<double> estimable(std::optional<double> value) {
  return value && std::isfinite(*value) ? value : std::nullopt;
}

}  // namespace

Groups Groups::each_row(std::size_t rows) { return Groups(all_rows(rows), rows); }

Groups::Groups(std::span<const std::size_t> group_of_row, std::size_t groups)
    : begin_(groups + 1), rows_(group_of_row.size()) {
  for (const std::size_t group : group_of_row) ++begin_[group + 1];
  std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
  std::vector<std::size_t> next(begin_.begin(), begin_.end() - 1);
  for (std::size_t row = 0; row < group_of_row.size(); ++row) rows_[next[group_of_row[row]]++] = row;
}

std::vector<std::optional<Interval>> bootstrap_all(const Groups& groups, const RowMetrics& metrics,
                                                   const BootstrapOptions& options) {
  assert(options.level > 0 && options.level < 1 && options.resamples > 0);
  const auto estimates = metrics(all_rows(groups.rows()));
  std::vector<std::optional<Interval>> intervals(estimates.size());
  const bool any = std::any_of(estimates.begin(), estimates.end(), [](const auto& e) { return estimable(e); });
  if (groups.size() < kMinimumGroups || !any) return intervals;

  Rng rng(options.seed);
  std::vector<std::vector<double>> values(estimates.size());
  std::vector<std::size_t> drawn;
  for (std::size_t i = 0; i < options.resamples; ++i) {
    drawn.clear();
    for (std::size_t j = 0; j < groups.size(); ++j) {
      const auto group = groups[rng.below(groups.size())];
      drawn.insert(drawn.end(), group.begin(), group.end());
    }
    const auto found = metrics(drawn);
    for (std::size_t m = 0; m < values.size(); ++m) {
      if (const auto value = estimable(found[m])) values[m].push_back(*value);
    }
  }
  const double least = kMinimumEstimable * static_cast<double>(options.resamples);
  const double tail = (1 - options.level) / 2;
  for (std::size_t m = 0; m < values.size(); ++m) {
    const auto estimate = estimable(estimates[m]);
    if (!estimate || static_cast<double>(values[m].size()) < least) continue;
    std::sort(values[m].begin(), values[m].end());
    intervals[m] = Interval{*estimate, sample_quantile(values[m], tail), sample_quantile(values[m], 1 - tail)};
  }
  return intervals;
}

std::optional<Interval> bootstrap(const Groups& groups, const RowMetric& metric, const BootstrapOptions& options) {
  return bootstrap_all(
             groups, [&](std::span<const std::size_t> rows) { return std::vector{metric(rows)}; }, options)
      .front();
}

std::optional<Interval> bootstrap_difference(const Groups& groups, const RowMetric& a, const RowMetric& b,
                                             const BootstrapOptions& options) {
  const auto difference = [&](std::span<const std::size_t> rows) -> std::optional<double> {
    const auto of_a = a(rows);
    const auto of_b = b(rows);
    return of_a && of_b ? std::optional{*of_a - *of_b} : std::nullopt;
  };
  return bootstrap(groups, difference, options);
}

}  // namespace affect::measure
