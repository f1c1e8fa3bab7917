/// Values in the order of others: the i-th largest of `order` becomes the i-th largest of `sorted` (the last step of
/// the surrogates of Theiler et al. 1992). Thread-safety: pure function.
#pragma once
#include <algorithm>
#include <cstddef>
#include <numeric>
#include <span>
#include <vector>

namespace affect::understand::trajectory {

/// `sorted` ascending, as many as in `order`.
inline std::vector<double> with_values_of(std::span<const double> order, std::span<const double> sorted) {
  std::vector<std::size_t> by_rank(order.size());
  std::iota(by_rank.begin(), by_rank.end(), std::size_t{0});
  std::sort(by_rank.begin(), by_rank.end(), [&](std::size_t a, std::size_t b) { return order[a] < order[b]; });
  std::vector<double> values(order.size());
  for (std::size_t i = 0; i < by_rank.size(); ++i) values[by_rank[i]] = sorted[i];
  return values;
}

}  // namespace affect::understand::trajectory
