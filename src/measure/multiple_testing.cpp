#include "affect/measure/multiple_testing.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace affect::measure {
namespace {

std::vector<std::size_t> by_size(std::span<const double> p) {
  std::vector<std::size_t> order(p.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return p[a] < p[b]; });
  return order;
}

}  // namespace

std::vector<double> holm(std::span<const double> p) {
  const auto order = by_size(p);
  std::vector<double> adjusted(p.size());
  double least = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    least = std::max(least, std::min(1.0, static_cast<double>(order.size() - i) * p[order[i]]));
    adjusted[order[i]] = least;
  }
  return adjusted;
}

std::vector<double> benjamini_hochberg(std::span<const double> p) {
  const auto order = by_size(p);
  std::vector<double> adjusted(p.size());
  double most = 1;
  for (std::size_t i = order.size(); i-- > 0;) {
    most = std::min(most, static_cast<double>(order.size()) / static_cast<double>(i + 1) * p[order[i]]);
    adjusted[order[i]] = most;
  }
  return adjusted;
}

}  // namespace affect::measure
