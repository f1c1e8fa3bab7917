#include "understand/trajectory/row_means.h"

#include <algorithm>

namespace affect::understand::trajectory {

std::vector<double> means_of_rows(std::span<const double> scores, std::size_t rows) {
  std::vector<double> means(scores.size() / rows);
  for (std::size_t b = 0; b < means.size(); ++b) {
    const std::size_t begin = b * rows, end = b + 1 == means.size() ? scores.size() : begin + rows;
    double sum = 0;
    for (std::size_t i = begin; i < end; ++i) sum += scores[i];
    means[b] = sum / static_cast<double>(end - begin);
  }
  return means;
}

std::vector<bool> breaks_of_means(const std::vector<bool>& breaks, std::size_t rows, std::size_t means) {
  std::vector<bool> any(breaks.empty() ? 0 : means);
  for (std::size_t i = 0; i < breaks.size(); ++i) {
    if (breaks[i]) any[std::min(i / rows, means - 1)] = true;
  }
  return any;
}

}  // namespace affect::understand::trajectory
