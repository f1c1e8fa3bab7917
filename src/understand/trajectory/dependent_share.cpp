#include "understand/trajectory/dependent_share.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "affect/measure/proportion.h"

namespace affect::understand::trajectory {
namespace {

constexpr double kHighestCorrelation = 0.95;

}  // namespace

double independent_rows(double n, double correlation) {
  const double raw = correlation > 0 ? correlation : 0;
  const double r = std::min(raw > 0 ? raw + (1 + 3 * raw) / n : 0, kHighestCorrelation);
  return std::max(1.0, n * (1 - r) / (1 + r));
}

measure::Interval dependent_share(const std::vector<bool>& holds, const std::vector<bool>& follows, double level) {
  double count = 0, both = 0, pairs = 0;
  for (std::size_t i = 0; i < holds.size(); ++i) {
    count += holds[i];
    if (i == 0 || !follows[i]) continue;
    both += holds[i] && holds[i - 1];
    ++pairs;
  }
  const auto n = static_cast<double>(holds.size());
  const double share = count / n;
  const double correlation =
      pairs > 0 && share > 0 && share < 1 ? (both / pairs - share * share) / (share * (1 - share)) : 0;
  const double rows = independent_rows(n, correlation);
  return measure::wilson_interval(share * rows, rows, level);
}

}  // namespace affect::understand::trajectory
