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

std::optional<Interval> bootstrap(const Groups& groups, const RowMetric& metric, const BootstrapOptions& options) {
  assert(options.level > 0 && options.level < 1 && options.resamples > 0);
  if (groups.size() < kMinimumGroups) return std::nullopt;
  const auto estimate = estimable(metric(all_rows(groups.rows())));
  if (!estimate) return std::nullopt;

  Rng rng(options.seed);
  std::vector<double> values;
  values.reserve(options.resamples);
  std::vector<std::size_t> drawn;
  for (std::size_t i = 0; i < options.resamples; ++i) {
    drawn.clear();
    for (std::size_t j = 0; j < groups.size(); ++j) {
      const auto group = groups[rng.below(groups.size())];
      drawn.insert(drawn.end(), group.begin(), group.end());
    }
    if (const auto value = estimable(metric(drawn))) values.push_back(*value);
  }
  if (static_cast<double>(values.size()) < kMinimumEstimable * static_cast<double>(options.resamples))
    return std::nullopt;
  std::sort(values.begin(), values.end());
  const double tail = (1 - options.level) / 2;
  return Interval{*estimate, sample_quantile(values, tail), sample_quantile(values, 1 - tail)};
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
