#include "affect/measure/permutation_test.h"

#include <cmath>
#include <utility>
#include <vector>

#include "affect/rng.h"

namespace affect::measure {

std::optional<double> permutation_p(std::span<const double> a, std::span<const double> b,
                                    const PermutationOptions& options) {
  if (a.empty() || b.empty()) return std::nullopt;
  std::vector<double> all(a.begin(), a.end());
  all.insert(all.end(), b.begin(), b.end());
  double total = 0;
  for (const double value : all) total += value;
  // The difference of the means is a line in the sum of one sample.
  const auto na = static_cast<double>(a.size()), n = static_cast<double>(all.size());
  double sum = 0;
  for (const double value : a) sum += value;
  const double observed = std::abs(sum - total * na / n);
  const double rounding = 1e-12 * (1 + std::abs(total));
  Rng rng(options.seed);
  std::size_t far = 0;
  for (std::size_t i = 0; i < options.permutations; ++i) {
    sum = 0;
    for (std::size_t j = 0; j < a.size(); ++j) {
      std::swap(all[j], all[j + rng.below(all.size() - j)]);
      sum += all[j];
    }
    far += std::abs(sum - total * na / n) >= observed - rounding;
  }
  return static_cast<double>(1 + far) / static_cast<double>(1 + options.permutations);
}

}  // namespace affect::measure
