#include "affect/measure/distribution.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>

namespace affect::measure {

double cross_entropy(std::span<const double> truth, std::span<const double> predicted) {
  assert(truth.size() == predicted.size());
  double sum = 0;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    if (truth[i] > 0) sum -= truth[i] * std::log(predicted[i]);
  }
  return sum;
}

double entropy(std::span<const double> shares) { return cross_entropy(shares, shares); }

double kullback_leibler(std::span<const double> truth, std::span<const double> predicted) {
  // Rounding can leave equal distributions a hair below zero.
  return std::max(0.0, cross_entropy(truth, predicted) - entropy(truth));
}

}  // namespace affect::measure
