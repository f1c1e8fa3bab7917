#include "affect/understand/trajectory/e_divisive.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "affect/rng.h"

namespace affect::understand::trajectory {
namespace {

/// Distances of all pairs of rows.
class Distances {
 public:
  explicit Distances(const RowMatrix& rows) : n_(rows.rows()), values_(n_ * n_) {
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t j = i + 1; j < n_; ++j) {
        double square = 0;
        for (std::size_t c = 0; c < rows.columns; ++c) {
          const double difference = rows.values[i * rows.columns + c] - rows.values[j * rows.columns + c];
          square += difference * difference;
        }
        values_[i * n_ + j] = values_[j * n_ + i] = std::sqrt(square);
      }
    }
  }
  std::size_t size() const { return n_; }
  double operator()(std::size_t i, std::size_t j) const { return values_[i * n_ + j]; }

 private:
  std::size_t n_;
  std::vector<double> values_;
};

struct BestSplit {
  std::size_t index = 0;
  double statistic = -1;
};

/// The best split of the rows order[begin, end), in that order.
class EnergySearch {
 public:
  EnergySearch(const Distances& distances, std::size_t shortest) : distances_(distances), shortest_(shortest) {}

  BestSplit best(std::span<const std::size_t> order) {
    const std::size_t n = order.size();
    BestSplit best;
    if (n < 2 * shortest_) return best;
    sum_up(order);
    for (std::size_t split = shortest_; split + shortest_ <= n; ++split) {
      const auto left = static_cast<double>(split);
      const double within_left = square(split, split);
      for (std::size_t end = split + shortest_; end <= n; ++end) {
        const auto right = static_cast<double>(end - split);
        const double between = square(split, end) - within_left;
        const double within_right = square(end, end) - 2 * between - within_left;
        // Sums over ordered pairs are twice those over pairs.
        const double energy =
            2 * between / (left * right) - within_left / (left * (left - 1)) - within_right / (right * (right - 1));
        const double statistic = left * right / (left + right) * energy;
        if (statistic > best.statistic) best = {split, statistic};
      }
    }
    return best;
  }

 private:
  /// sums_[i][j]: of the distances of the first i rows to the first j.
  void sum_up(std::span<const std::size_t> order) {
    const std::size_t n = width_ = order.size();
    sums_.assign((n + 1) * (n + 1), 0);
    for (std::size_t i = 0; i < n; ++i) {
      double row = 0;
      for (std::size_t j = 0; j < n; ++j) {
        row += distances_(order[i], order[j]);
        sums_[(i + 1) * (n + 1) + j + 1] = sums_[i * (n + 1) + j + 1] + row;
      }
    }
  }
  double square(std::size_t i, std::size_t j) const { return sums_[i * (width_ + 1) + j]; }

  const Distances& distances_;
  std::size_t shortest_, width_ = 0;
  std::vector<double> sums_;
};

}  // namespace

std::vector<DistributionChange> e_divisive(const RowMatrix& rows, const EDivisiveOptions& options) {
  assert(rows.rows() <= kLongestEDivisive && options.shortest_segment >= 2);
  const Distances distances(rows);
  EnergySearch search(distances, options.shortest_segment);
  std::vector<std::size_t> order(distances.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<std::size_t> edges{0, order.size()};
  std::vector<DistributionChange> changes;
  Rng rng(options.seed);
  const auto best_of_all = [&](std::span<const std::size_t> in_order) {
    BestSplit best;
    for (std::size_t s = 0; s + 1 < edges.size(); ++s) {
      const BestSplit here = search.best(in_order.subspan(edges[s], edges[s + 1] - edges[s]));
      if (here.statistic > best.statistic) best = {edges[s] + here.index, here.statistic};
    }
    return best;
  };
  for (;;) {
    const BestSplit best = best_of_all(order);
    if (!(best.statistic > 0)) break;
    std::vector<std::size_t> shuffled = order;
    std::size_t larger = 0;
    for (std::size_t r = 0; r < options.permutations; ++r) {
      for (std::size_t s = 0; s + 1 < edges.size(); ++s) {
        auto part = std::span(shuffled).subspan(edges[s], edges[s + 1] - edges[s]);
        rng.shuffle(part);
      }
      larger += best_of_all(shuffled).statistic >= best.statistic;
    }
    const double p = static_cast<double>(larger + 1) / static_cast<double>(options.permutations + 1);
    if (p > options.alpha) break;
    changes.push_back({best.index, best.statistic, p});
    edges.insert(std::upper_bound(edges.begin(), edges.end(), best.index), best.index);
  }
  std::sort(changes.begin(), changes.end(), [](const auto& a, const auto& b) { return a.index < b.index; });
  return changes;
}

}  // namespace affect::understand::trajectory
