#include "understand/trajectory/shuffled_blocks.h"

#include <algorithm>
#include <numeric>

namespace affect::understand::trajectory {

void shuffle_blocks(std::span<const double> scores, std::size_t block, Rng& rng, std::vector<double>& shuffled) {
  const std::size_t n = scores.size(), blocks = (n + block - 1) / block, offset = rng.below(n);
  std::vector<std::size_t> order(blocks);
  std::iota(order.begin(), order.end(), std::size_t{0});
  rng.shuffle(order);
  shuffled.clear();
  for (const std::size_t b : order) {
    for (std::size_t i = b * block; i < std::min(n, (b + 1) * block); ++i) shuffled.push_back(scores[(i + offset) % n]);
  }
}

}  // namespace affect::understand::trajectory
