#include "affect/understand/corpus/dynamic_time_warping.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <vector>

namespace affect::understand::corpus {

double dynamic_time_warping(std::span<const double> a, std::span<const double> b, std::size_t band) {
  assert(a.size() == b.size() && !a.empty());
  constexpr double kFar = std::numeric_limits<double>::infinity();
  const std::size_t n = a.size();
  std::vector<double> before(n + 1, kFar), now(n + 1, kFar);
  before[0] = 0;
  for (std::size_t i = 1; i <= n; ++i) {
    std::fill(now.begin(), now.end(), kFar);
    const std::size_t first = i > band ? i - band : 1, last = i + std::min(band, n - i);
    for (std::size_t j = std::max<std::size_t>(first, 1); j <= last; ++j) {
      const double difference = a[i - 1] - b[j - 1];
      now[j] = difference * difference + std::min({before[j], before[j - 1], now[j - 1]});
    }
    std::swap(before, now);
  }
  return std::sqrt(before[n]);
}

}  // namespace affect::understand::corpus
