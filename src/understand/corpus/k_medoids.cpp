#include "affect/understand/corpus/k_medoids.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <numeric>

namespace affect::understand::corpus {
namespace {

constexpr double kFar = std::numeric_limits<double>::infinity();
constexpr std::size_t kStarts = 5;
/// Sums in another order differ by so much: no swap for less.
constexpr double kLeastGain = 1e-12;

/// The nearest medoid of each member, and how far the next one is.
struct Nearest {
  std::size_t cluster = 0;
  double distance = kFar, next = kFar;
};

class Swaps {
 public:
  Swaps(const DistanceMatrix& distances, std::vector<std::size_t> medoids)
      : distances_(distances), medoids_(std::move(medoids)), nearest_(distances.size()) {
    place();
  }

  void run() {
    const std::size_t n = distances_.size();
    for (std::size_t candidate = 0, since = 0; since < n; candidate = (candidate + 1) % n, ++since) {
      if (nearest_[candidate].distance == 0) continue;
      if (try_swap(candidate)) since = 0;
    }
  }

  KMedoids result() const {
    KMedoids found{medoids_, {}, 0};
    for (const Nearest& member : nearest_) {
      found.cluster.push_back(member.cluster);
      found.cost += member.distance;
    }
    return found;
  }

 private:
  void place() {
    for (std::size_t i = 0; i < nearest_.size(); ++i) {
      nearest_[i] = {};
      for (std::size_t c = 0; c < medoids_.size(); ++c) {
        const double distance = distances_(i, medoids_[c]);
        if (distance < nearest_[i].distance) {
          nearest_[i] = {c, distance, nearest_[i].distance};
        } else {
          nearest_[i].next = std::min(nearest_[i].next, distance);
        }
      }
    }
  }

  /// Puts the candidate in place of the medoid whose loss is least, where the whole gains.
  bool try_swap(std::size_t candidate) {
    std::vector<double> loss(medoids_.size(), 0);  // of taking each medoid away, beside what the candidate gains
    double gain = 0;
    for (std::size_t i = 0; i < nearest_.size(); ++i) {
      const Nearest& member = nearest_[i];
      const double distance = distances_(i, candidate);
      if (distance < member.distance) {
        gain += member.distance - distance;
      } else {
        loss[member.cluster] += std::min(member.next, distance) - member.distance;
        continue;
      }
    }
    const auto least = std::min_element(loss.begin(), loss.end());
    if (*least - gain >= -kLeastGain) return false;
    medoids_[static_cast<std::size_t>(std::distance(loss.begin(), least))] = candidate;
    place();
    return true;
  }

  const DistanceMatrix& distances_;
  std::vector<std::size_t> medoids_;
  std::vector<Nearest> nearest_;
};

std::vector<std::size_t> draw_members(std::size_t n, std::size_t count, Rng& rng) {
  std::vector<std::size_t> members(n);
  std::iota(members.begin(), members.end(), std::size_t{0});
  for (std::size_t i = 0; i < count; ++i) std::swap(members[i], members[i + rng.below(n - i)]);
  members.resize(count);
  return members;
}

}  // namespace

KMedoids k_medoids(const DistanceMatrix& distances, std::size_t clusters, Rng& rng) {
  assert(clusters >= 1 && clusters <= distances.size());
  KMedoids best;
  best.cost = kFar;
  for (std::size_t start = 0; start < kStarts; ++start) {
    Swaps swaps(distances, draw_members(distances.size(), clusters, rng));
    swaps.run();
    if (KMedoids found = swaps.result(); found.cost < best.cost) best = std::move(found);
  }
  return best;
}

std::vector<double> silhouettes(const DistanceMatrix& distances, std::span<const std::size_t> cluster,
                                std::size_t clusters) {
  assert(clusters >= 2 && cluster.size() == distances.size());
  std::vector<double> sizes(clusters, 0);
  for (const std::size_t c : cluster) sizes[c] += 1;
  std::vector<double> widths;
  for (std::size_t i = 0; i < cluster.size(); ++i) {
    std::vector<double> sums(clusters, 0);
    for (std::size_t j = 0; j < cluster.size(); ++j) sums[cluster[j]] += distances(i, j);
    const std::size_t own = cluster[i];
    if (sizes[own] <= 1) {
      widths.push_back(0);
      continue;
    }
    const double inside = sums[own] / (sizes[own] - 1);
    double outside = kFar;
    for (std::size_t c = 0; c < clusters; ++c) {
      if (c != own && sizes[c] > 0) outside = std::min(outside, sums[c] / sizes[c]);
    }
    const double larger = std::max(inside, outside);
    widths.push_back(larger > 0 ? (outside - inside) / larger : 0);
  }
  return widths;
}

}  // namespace affect::understand::corpus
