/// The weighted Jensen-Shannon divergence from sums of count * log2(count), which a sliding window can keep up to date.
#pragma once
#include <algorithm>
#include <cmath>

namespace affect::understand::corpus {

inline double count_log(double count) { return count > 0 ? count * std::log2(count) : 0; }

/// `words`: of each side; `sum`: of count_log over the words of each side, and of both together. The entropy of counts
/// is log2 n - sum / n, and the divergence what the entropy of both lies above the weighted mean of the sides'. Bits.
inline double divergence_of_sums(double words_a, double words_b, double sum_a, double sum_b, double sum_both) {
  const double all = words_a + words_b;
  if (!(words_a > 0) || !(words_b > 0)) return 0;
  const double bits = (count_log(all) - sum_both - (count_log(words_a) - sum_a) - (count_log(words_b) - sum_b)) / all;
  return std::max(0.0, bits);
}

}  // namespace affect::understand::corpus
