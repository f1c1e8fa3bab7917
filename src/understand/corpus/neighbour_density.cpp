#include "affect/understand/corpus/neighbour_density.h"

#include <algorithm>
#include <cassert>

#include <fmt/format.h>

#include "affect/understand/corpus/vocabulary_shift.h"
#include "understand/corpus/document_order.h"
#include "understand/corpus/order_test.h"

namespace affect::understand::corpus {
namespace {

/// By place in the order.
std::vector<double> neighbour_distances(const PairDistances& distances, const std::vector<std::size_t>& order,
                                        std::size_t window, std::size_t neighbours) {
  std::vector<double> means, near;
  for (std::size_t at = 0; at < order.size(); ++at) {
    near.clear();
    for (std::size_t i = at - std::min(at, window); i < std::min(order.size(), at + window + 1); ++i) {
      if (i != at) near.push_back(distances.at(order[at], order[i]));
    }
    std::nth_element(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(neighbours - 1), near.end());
    double sum = 0;
    for (std::size_t i = 0; i < neighbours; ++i) sum += near[i];
    means.push_back(sum / static_cast<double>(neighbours));
  }
  return means;
}

/// Least-squares change from the first time to the last.
double change(const std::vector<double>& values, std::span<const double> times) {
  const auto n = static_cast<double>(values.size());
  double mean_value = 0, mean_time = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    mean_value += values[i] / n;
    mean_time += times[i] / n;
  }
  double both = 0, squares = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    both += (values[i] - mean_value) * (times[i] - mean_time);
    squares += (times[i] - mean_time) * (times[i] - mean_time);
  }
  return both / squares * (times.back() - times.front());
}

}  // namespace

NeighbourDensity neighbour_density(const PairDistances& distances, std::span<const double> times,
                                   const DensityOptions& options) {
  assert(options.block >= 1 && options.permutations >= 1 && options.neighbours >= 1);
  const std::size_t n = distances.size();
  assert(times.empty() || times.size() == n);
  NeighbourDensity found;
  found.window = options.window == 0 ? usual_window(n) : options.window;
  found.reason = too_few_to_order(n, found.window, options.block);
  if (found.reason.empty() && found.window < options.neighbours) {
    found.reason = fmt::format("a window of {} documents for {} neighbours", found.window, options.neighbours);
  }
  if (!found.reason.empty()) {
    found.status = Status::too_short;
    return found;
  }
  std::vector<double> steps;
  if (times.empty()) {
    for (std::size_t i = 0; i < n; ++i) steps.push_back(static_cast<double>(i));
    times = steps;
  }
  if (!(times.back() > times.front())) {
    found.status = Status::not_estimable;
    found.reason = "all documents are of one time";
    return found;
  }
  constexpr double kFewest = 99;
  const double each = 2 * static_cast<double>(n) * static_cast<double>(found.window);
  found.permutations = static_cast<std::size_t>(
      std::min(static_cast<double>(options.permutations), std::max(kFewest, NeighbourDensity::kMostWork / each)));
  found.distance = neighbour_distances(distances, as_they_are(n), found.window, options.neighbours);
  std::vector<double> orders;
  for (std::size_t round = 0; round < found.permutations; ++round) {
    Rng rng = Rng(options.seed).split(round);
    const auto order = shuffled_blocks(n, options.block, rng);
    orders.push_back(change(neighbour_distances(distances, order, found.window, options.neighbours), times));
  }
  found.drift = two_sided_test(change(found.distance, times), orders);
  return found;
}

}  // namespace affect::understand::corpus
