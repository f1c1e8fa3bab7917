#include "affect/measure/threshold.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <vector>

namespace affect::measure {

double best_threshold(std::span<const double> probabilities, std::span<const double> truth) {
  assert(probabilities.size() == truth.size());
  std::vector<std::size_t> order(probabilities.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return probabilities[a] != probabilities[b] ? probabilities[a] > probabilities[b] : a < b;
  });
  const double positives = std::accumulate(truth.begin(), truth.end(), 0.0);
  double best = 0, threshold = 0.5, hits = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    hits += truth[order[i]];
    const double here = probabilities[order[i]];
    const double next = i + 1 < order.size() ? probabilities[order[i + 1]] : 0;
    if (here == next) continue;
    const double f1 = 2 * hits / (static_cast<double>(i + 1) + positives);
    if (f1 > best) {
      best = f1;
      threshold = (here + next) / 2;
    }
  }
  return threshold;
}

ClassCounts counts_at(double threshold, std::span<const double> probabilities, std::span<const double> truth) {
  assert(probabilities.size() == truth.size());
  ClassCounts counts;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    const bool said = probabilities[i] >= threshold, is = truth[i] > 0.5;
    counts.true_positives += said && is;
    counts.false_positives += said && !is;
    counts.false_negatives += !said && is;
  }
  return counts;
}

}  // namespace affect::measure
