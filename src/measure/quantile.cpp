#include "affect/measure/quantile.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace affect::measure {

double sample_quantile(std::span<const double> sorted, double share) {
  assert(!sorted.empty() && share >= 0 && share <= 1);
  const double position = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], position - static_cast<double>(below));
}

}  // namespace affect::measure
