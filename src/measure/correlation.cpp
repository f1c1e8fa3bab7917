#include "affect/measure/correlation.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "measure/pairs.h"

namespace affect::measure {
namespace {

// A spread below this share of the mean is rounding of a constant column, not variation (as in
// scipy.stats.pearsonr).
constexpr double kRoundingShare = 1e-13;

struct Centre {
  std::size_t rows = 0;
  double mean_x = 0, mean_y = 0;
  double reach_x = 0, reach_y = 0;  // largest distance from the mean
};

// Absent where the rows are too few or a column is constant.
std::optional<Centre> centre(std::span<const double> x, std::span<const double> y) {
  Centre c;
  for_each_pair(x, y, [&](double a, double b) {
    ++c.rows;
    c.mean_x += a;
    c.mean_y += b;
  });
  if (c.rows < kMinimumCorrelationRows) return std::nullopt;
  c.mean_x /= static_cast<double>(c.rows);
  c.mean_y /= static_cast<double>(c.rows);
  for_each_pair(x, y, [&](double a, double b) {
    c.reach_x = std::max(c.reach_x, std::abs(a - c.mean_x));
    c.reach_y = std::max(c.reach_y, std::abs(b - c.mean_y));
  });
  const auto varies = [](double reach, double mean) { return reach > kRoundingShare * std::abs(mean); };
  if (!varies(c.reach_x, c.mean_x) || !varies(c.reach_y, c.mean_y)) return std::nullopt;
  return c;
}

}  // namespace

std::optional<double> pearson(std::span<const double> x, std::span<const double> y) {
  const auto c = centre(x, y);
  if (!c) return std::nullopt;
  // Distances are taken in units of the largest, so that squares neither overflow nor vanish.
  double xx = 0, yy = 0, xy = 0;
  for_each_pair(x, y, [&](double a, double b) {
    const double dx = (a - c->mean_x) / c->reach_x;
    const double dy = (b - c->mean_y) / c->reach_y;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  });
  const auto r = if_finite(xy / (std::sqrt(xx) * std::sqrt(yy)));
  return r ? std::optional{std::clamp(*r, -1.0, 1.0)} : std::nullopt;
}

std::optional<double> spearman(std::span<const double> x, std::span<const double> y) {
  std::vector<double> kept_x, kept_y;
  kept_x.reserve(x.size());
  kept_y.reserve(y.size());
  for_each_pair(x, y, [&](double a, double b) {
    kept_x.push_back(a);
    kept_y.push_back(b);
  });
  return pearson(average_ranks(kept_x), average_ranks(kept_y));
}

std::optional<double> concordance(std::span<const double> x, std::span<const double> y) {
  const auto c = centre(x, y);
  if (!c) return std::nullopt;
  double xx = 0, yy = 0, xy = 0;
  for_each_pair(x, y, [&](double a, double b) {
    const double dx = a - c->mean_x;
    const double dy = b - c->mean_y;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  });
  const double shift = c->mean_x - c->mean_y;
  return if_finite(2 * xy / (xx + yy + static_cast<double>(c->rows) * shift * shift));
}

std::vector<double> average_ranks(std::span<const double> values) {
  assert(std::none_of(values.begin(), values.end(), [](double v) { return std::isnan(v); }));
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (std::size_t begin = 0; begin < order.size();) {
    std::size_t end = begin + 1;
    while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
    const double shared = static_cast<double>(begin + 1 + end) / 2;
    for (; begin < end; ++begin) ranks[order[begin]] = shared;
  }
  return ranks;
}

}  // namespace affect::measure
