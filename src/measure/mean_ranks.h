// Where each category lies among all ratings.
#pragma once
#include <vector>

namespace affect::measure {

/// Mean rank of each category, from counts of ratings in rising order: squared differences of these are Krippendorff's
/// ordinal differences (all ratings from one category to the other, with half of both).
inline std::vector<double> mean_ranks(const std::vector<double>& counts) {
  std::vector<double> ranks;
  ranks.reserve(counts.size());
  double below = 0;
  for (const double count : counts) {
    ranks.push_back(below + count / 2);
    below += count;
  }
  return ranks;
}

}  // namespace affect::measure
