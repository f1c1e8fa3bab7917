#include "affect/measure/proportion.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "affect/measure/normal_distribution.h"

namespace affect::measure {

Interval wilson_interval(double successes, double trials, double level) {
  assert(trials > 0 && successes >= 0 && successes <= trials && level > 0 && level < 1);
  const double z = normal_quantile((1 + level) / 2), share = successes / trials;
  const double shrink = 1 + z * z / trials;
  const double centre = (share + z * z / (2 * trials)) / shrink;
  const double reach = z / shrink * std::sqrt(share * (1 - share) / trials + z * z / (4 * trials * trials));
  // Of 0 and of all, rounding could leave the share itself outside.
  return {share, std::min(share, std::max(0.0, centre - reach)), std::max(share, std::min(1.0, centre + reach))};
}

}  // namespace affect::measure
