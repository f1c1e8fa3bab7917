#include "affect/model/text/nearest.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace affect::model {

std::vector<Neighbour> nearest(std::span<const float> query, std::span<const float> rows, std::size_t count) {
  assert(!query.empty() && rows.size() % query.size() == 0);
  std::vector<Neighbour> found(rows.size() / query.size());
  double sum = 0, squares = 0;
  for (std::size_t row = 0; row < found.size(); ++row) {
    const auto values = rows.subspan(row * query.size(), query.size());
    found[row] = {row, std::inner_product(query.begin(), query.end(), values.begin(), 0.0), 0};
    sum += found[row].cosine;
    squares += found[row].cosine * found[row].cosine;
  }
  const double size = static_cast<double>(found.size()), mean = sum / size;
  const double sd = std::sqrt(std::max(0.0, squares / size - mean * mean));
  count = std::min(count, found.size());
  const auto is_nearer = [](const Neighbour& a, const Neighbour& b) {
    return a.cosine != b.cosine ? a.cosine > b.cosine : a.row < b.row;
  };
  std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(count), found.end(), is_nearer);
  found.resize(count);
  constexpr double kEqual = 1e-9;
  for (Neighbour& one : found) one.z = sd > kEqual ? (one.cosine - mean) / sd : 0;
  return found;
}

}  // namespace affect::model
