#include "understand/trajectory/block_means.h"

#include <array>
#include <cassert>
#include <cmath>

#include "affect/measure/f_distribution.h"
#include "affect/understand/trajectory/variability.h"

namespace affect::understand::trajectory {

double block_mean_reach(std::span<const double> values, double level) {
  assert(values.size() >= kMeanBlocks);
  std::array<double, kMeanBlocks> means;
  for (std::size_t b = 0; b < kMeanBlocks; ++b) {
    const std::size_t begin = b * values.size() / kMeanBlocks, end = (b + 1) * values.size() / kMeanBlocks;
    means[b] = mean(values.subspan(begin, end - begin));
  }
  // The square of Student's t is F with one degree of freedom.
  constexpr double kFreedom = kMeanBlocks - 1;
  return std::sqrt(measure::f_quantile(level, 1, kFreedom) * variance(means) / kMeanBlocks);
}

}  // namespace affect::understand::trajectory
