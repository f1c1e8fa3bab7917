#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "affect/rng.h"
#include "affect/understand/trajectory/change_points.h"
#include "understand/trajectory/seeded_scan.h"

namespace affect::understand::trajectory {
namespace {

constexpr std::array kGrid{0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, kHighestPhi};

std::size_t grid_index(double phi) {
  std::size_t i = 0;
  while (i + 1 < kGrid.size() && kGrid[i] < phi - 1e-9) ++i;
  return i;
}

/// The null changes slowly with the length: five leading bits of it are enough, and tables are shared.
std::size_t rounded(std::size_t n) {
  const int spare = static_cast<int>(std::bit_width(n)) - 6;
  if (spare <= 0) return n;
  const std::size_t half = std::size_t{1} << (spare - 1);
  return ((n + half) >> spare) << spare;
}

}  // namespace

ChangePointNull::ChangePointNull(std::uint64_t seed, std::size_t replicates) : seed_(seed), replicates_(replicates) {}

std::vector<double> ChangePointNull::simulate(Kind kind, std::size_t n, std::size_t grid) const {
  const double phi = kGrid[grid], innovation = std::sqrt(1 - phi * phi);
  // One stream a table, whatever the order in which tables are asked for.
  Rng rng = Rng(seed_).split(n * 64 + grid * 4 + static_cast<std::uint64_t>(kind));
  SeededScan scan(n, kind == Kind::candidate ? kCandidateSide : kSignificantSide);
  std::vector<double> scores(n), drawn(replicates_);
  for (double& value : drawn) {
    scores[0] = rng.normal();
    for (std::size_t i = 1; i < n; ++i) scores[i] = phi * scores[i - 1] + innovation * rng.normal();
    const NoiseEstimate noise = estimate_noise(scores, {});
    if (kind == Kind::phi) {
      value = noise.phi;
    } else {
      scan.load(scores, noise);
      value = scan.largest();
    }
  }
  std::sort(drawn.begin(), drawn.end());
  return drawn;
}

std::shared_ptr<const std::vector<double>> ChangePointNull::table(Kind kind, std::size_t n, std::size_t grid) {
  const std::uint64_t key = n * 64 + grid * 4 + static_cast<std::uint64_t>(kind);
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = tables_.find(key); found != tables_.end()) return found->second;
  }
  // Simulated outside the lock: two threads may do the same work, and get the same table.
  auto made = std::make_shared<const std::vector<double>>(simulate(kind, n, grid));
  const std::lock_guard lock(mutex_);
  return tables_.try_emplace(key, std::move(made)).first->second;
}

double ChangePointNull::p(std::size_t n, double phi, std::size_t side, double statistic) {
  const auto drawn = table(side == kCandidateSide ? Kind::candidate : Kind::significant, rounded(n), grid_index(phi));
  const auto larger = drawn->end() - std::lower_bound(drawn->begin(), drawn->end(), statistic);
  return static_cast<double>(larger + 1) / static_cast<double>(drawn->size() + 1);
}

double ChangePointNull::phi_bound(std::size_t n, const NoiseEstimate& estimate) {
  std::size_t grid = grid_index(estimate.phi);
  for (; grid + 1 < kGrid.size(); ++grid) {
    const auto drawn = table(Kind::phi, rounded(n), grid + 1);
    const auto smaller = std::upper_bound(drawn->begin(), drawn->end(), estimate.phi) - drawn->begin();
    if (static_cast<double>(smaller) < kRare * static_cast<double>(drawn->size())) break;
  }
  return kGrid[grid];
}

}  // namespace affect::understand::trajectory
