// Rows of two columns in which neither value is missing.
#pragma once
#include <cassert>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>

namespace affect::measure {

/// Calls visit(x, y) for every row in which neither is NaN.
template <class Visit>
void for_each_pair(std::span<const double> x, std::span<const double> y, Visit visit) {
  assert(x.size() == y.size());
  for (std::size_t i = 0; i < x.size(); ++i)
    if (!std::isnan(x[i]) && !std::isnan(y[i])) visit(x[i], y[i]);
}

/// Absent where arithmetic left the range of a double (infinite input).
inline std::optional<double> if_finite(double value) {
  return std::isfinite(value) ? std::optional<double>{value} : std::nullopt;
}

}  // namespace affect::measure
