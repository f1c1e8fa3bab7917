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

double dependent_rows(const std::vector<bool>& holds, const std::vector<bool>& follows) {
  double count = 0, both = 0, pairs = 0;
  for (std::size_t i = 0; i < holds.size(); ++i) {
    count += holds[i];
    if (i == 0 || !follows[i]) continue;
    both += holds[i] && holds[i - 1];
    ++pairs;
  }
  const auto n = static_cast<double>(holds.size());
  const double share = count / n;
  if (pairs == 0 || share == 0 || share == 1) return n;
  return independent_rows(n, (both / pairs - share * share) / (share * (1 - share)));
}

measure::Interval dependent_share(const std::vector<bool>& holds, const std::vector<bool>& follows, double level) {
  const auto count = static_cast<double>(std::count(holds.begin(), holds.end(), true));
  const double share = count / static_cast<double>(holds.size()), rows = dependent_rows(holds, follows);
  return measure::wilson_interval(share * rows, rows, level);
}

}  // namespace affect::understand::trajectory
