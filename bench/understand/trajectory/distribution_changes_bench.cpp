/// Changes of a distribution: false alarms by length and autocorrelation, and what is found. A cell a benchmark.
/// tools/measure_change_points.py runs this program and writes results/understand/change_points.json.
#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "affect/rng.h"
#include "affect/understand/trajectory/corpus_prior.h"
#include "affect/understand/trajectory/distribution_changes.h"

namespace affect::understand::trajectory {
namespace {

using JointColumns = std::vector<std::vector<double>>;

/// Columns of the same autocorrelation that are not alike.
JointColumns joint_noise(Rng& rng, std::size_t n, std::size_t columns, double phi) {
  JointColumns all(columns, std::vector<double>(n));
  for (auto& column : all) {
    column[0] = rng.normal();
    for (std::size_t i = 1; i < n; ++i) column[i] = phi * column[i - 1] + std::sqrt(1 - phi * phi) * rng.normal();
  }
  return all;
}

/// Probabilities of labels, most of which are small.
void as_probabilities(JointColumns& columns) {
  for (std::size_t i = 0; i < columns.front().size(); ++i) {
    double sum = 0;
    for (auto& column : columns) sum += column[i] = std::exp(1.5 * column[i]);
    for (auto& column : columns) column[i] = std::sqrt(column[i] / sum);
  }
}

void joint_rate(benchmark::State& state, std::size_t n, std::size_t columns, double phi, double shift, bool labels) {
  const int series = n >= 300 ? 200 : (shift == 0 ? 1000 : 300);
  ChangePointNull null;
  DistributionChangesOptions options;
  options.prior_phi = kConservativePhi;
  options.same_scale = labels;
  int changed = 0, near = 0;
  for ([[maybe_unused]] auto iteration : state) {
    Rng rng(2015);
    for (int s = 0; s < series; ++s) {
      auto noise = joint_noise(rng, n, columns, phi);
      for (std::size_t i = n / 2; i < n; ++i) noise.front()[i] += shift;
      if (labels) as_probabilities(noise);
      options.search.seed = static_cast<std::uint64_t>(s);
      const auto found = distribution_changes(noise, {}, options, null).changes;
      changed += !found.empty();
      near += std::any_of(found.begin(), found.end(), [&](const DistributionChange& change) {
        return std::max(change.index, n / 2) - std::min(change.index, n / 2) <= 2;
      });
    }
  }
  state.counters["changed"] = static_cast<double>(changed) / series;
  state.counters["within_2"] = static_cast<double>(near) / series;
}

void add_joint(const std::string& name, std::function<void(benchmark::State&)> run) {
  benchmark::RegisterBenchmark(name.c_str(), std::move(run))->Iterations(1)->Unit(benchmark::kSecond);
}

const bool kJointRegistered = [] {
  for (const double phi : {0.0, 0.3, 0.6}) {
    const std::string of = "/phi:" + std::to_string(std::lround(phi * 100));
    for (const std::size_t n : {12, 30, 100}) {
      const std::string length = "/n:" + std::to_string(n) + of;
      add_joint("joint_null" + length, [=](auto& state) { joint_rate(state, n, 3, phi, 0, false); });
      add_joint("joint_labels_null" + length, [=](auto& state) { joint_rate(state, n, 7, phi, 0, true); });
      add_joint("joint_shift" + length, [=](auto& state) { joint_rate(state, n, 3, phi, 2, false); });
      add_joint("joint_labels_shift" + length, [=](auto& state) { joint_rate(state, n, 7, phi, 2, true); });
    }
  }
  add_joint("joint_null/n:300/phi:30", [](auto& state) { joint_rate(state, 300, 3, 0.3, 0, false); });
  return true;
}();

}  // namespace
}  // namespace affect::understand::trajectory
