#include "affect/measure/k_means.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <map>

namespace affect::measure {
namespace {

constexpr int kStarts = 10, kMostRounds = 50;

double dot(const SparseRow& row, std::span<const double> direction) {
  double sum = 0;
  for (const auto& [column, value] : row) sum += value * direction[column];
  return sum;
}

std::vector<double> direction_of(const SparseRow& row, std::size_t columns) {
  std::vector<double> direction(columns);
  for (const auto& [column, value] : row) direction[column] = value;
  return direction;
}

/// Each next start is drawn with the square of its distance from those there are.
std::vector<std::vector<double>> first_directions(std::span<const SparseRow> rows, std::size_t clusters,
                                                  std::size_t columns, Rng& rng) {
  std::vector<std::vector<double>> directions{direction_of(rows[rng.below(rows.size())], columns)};
  std::vector<double> distance(rows.size(), 2);
  while (directions.size() < clusters) {
    double total = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      distance[i] = std::min(distance[i], std::max(0.0, 1 - dot(rows[i], directions.back())));
      total += distance[i] * distance[i];
    }
    double drawn = rng.uniform() * total;
    std::size_t next = 0;
    while (next + 1 < rows.size() && (drawn -= distance[next] * distance[next]) > 0) ++next;
    directions.push_back(direction_of(rows[next], columns));
  }
  return directions;
}

/// Gives every row its nearest direction and returns the sum of cosines.
double assign(std::span<const SparseRow> rows, const std::vector<std::vector<double>>& directions,
              std::vector<int>& cluster) {
  double sum = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    double best = -2;
    for (std::size_t c = 0; c < directions.size(); ++c) {
      const double cosine = dot(rows[i], directions[c]);
      if (cosine <= best) continue;
      best = cosine;
      cluster[i] = static_cast<int>(c);
    }
    sum += best;
  }
  return sum;
}

void move_directions(std::span<const SparseRow> rows, const std::vector<int>& cluster,
                     std::vector<std::vector<double>>& directions) {
  std::vector<std::vector<double>> means(directions.size(), std::vector<double>(directions.front().size()));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (const auto& [column, value] : rows[i]) means[static_cast<std::size_t>(cluster[i])][column] += value;
  }
  for (std::size_t c = 0; c < means.size(); ++c) {
    double squares = 0;
    for (const double value : means[c]) squares += value * value;
    if (squares == 0) continue;
    for (double& value : means[c]) value /= std::sqrt(squares);
    directions[c] = std::move(means[c]);
  }
}

double pairs(double count) { return count * (count - 1) / 2; }

}  // namespace

std::vector<int> k_means(std::span<const SparseRow> rows, std::size_t clusters, Rng& rng) {
  assert(clusters >= 1);
  std::vector<int> best(rows.size());
  if (rows.empty()) return best;
  std::size_t columns = 0;
  for (const SparseRow& row : rows) {
    if (!row.empty()) columns = std::max<std::size_t>(columns, row.back().first + 1);
  }
  double best_sum = -1;
  for (int start = 0; start < kStarts; ++start) {
    auto directions = first_directions(rows, clusters, columns, rng);
    std::vector<int> cluster(rows.size());
    double sum = assign(rows, directions, cluster);
    for (int round = 0; round < kMostRounds; ++round) {
      move_directions(rows, cluster, directions);
      const double better = assign(rows, directions, cluster);
      if (better <= sum + 1e-9) break;
      sum = better;
    }
    if (sum <= best_sum) continue;
    best_sum = sum;
    best = std::move(cluster);
  }
  return best;
}

std::optional<double> adjusted_rand(std::span<const int> first, std::span<const int> second) {
  assert(first.size() == second.size());
  if (first.size() < 2) return std::nullopt;
  std::map<std::pair<int, int>, double> both;
  std::map<int, double> of_first, of_second;
  for (std::size_t i = 0; i < first.size(); ++i) {
    ++both[{first[i], second[i]}];
    ++of_first[first[i]];
    ++of_second[second[i]];
  }
  double together = 0, in_first = 0, in_second = 0;
  for (const auto& [cell, count] : both) together += pairs(count);
  for (const auto& [cluster, count] : of_first) in_first += pairs(count);
  for (const auto& [cluster, count] : of_second) in_second += pairs(count);
  const double expected = in_first * in_second / pairs(static_cast<double>(first.size()));
  const double most = (in_first + in_second) / 2;
  if (most == expected) return std::nullopt;
  return (together - expected) / (most - expected);
}

}  // namespace affect::measure
