#include "affect/measure/normal_distribution.h"

#include <cassert>
#include <cmath>
#include <numbers>

namespace affect::measure {

double normal_distribution(double x) { return std::erfc(-x / std::numbers::sqrt2) / 2; }

double normal_quantile(double share) {
  assert(share > 0 && share < 1);
  double low = -40, high = 40;
  while (true) {
    const double middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    (normal_distribution(middle) < share ? low : high) = middle;
  }
}

}  // namespace affect::measure
