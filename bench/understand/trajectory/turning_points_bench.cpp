/// False alarms and power of the change-point test, a cell a benchmark: the counters are what matters.
/// tools/measure_turning_points.py runs this program and writes results/understand/turning_points_null.json.
#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "affect/rng.h"
#include "affect/understand/trajectory/change_points.h"
#include "affect/understand/trajectory/corpus_prior.h"

namespace affect::understand::trajectory {
namespace {

using Make = std::function<std::vector<double>(Rng&)>;

constexpr int kNullSeries = 2000, kPowerSeries = 500;

std::vector<double> ar(Rng& rng, std::size_t n, double phi) {
  std::vector<double> scores(n);
  scores[0] = rng.normal();
  for (std::size_t i = 1; i < n; ++i) scores[i] = phi * scores[i - 1] + std::sqrt(1 - phi * phi) * rng.normal();
  return scores;
}

/// A lexicon's column where most turns hold no strong word.
std::vector<double> sparse(Rng& rng, std::size_t n) {
  std::vector<double> scores(n);
  for (double& score : scores) score = rng.uniform() < 0.85 ? 0 : rng.uniform() * 2 - 1;
  return scores;
}

/// Bounded, and zero where a weak word would stand.
std::vector<double> bounded(Rng& rng, std::size_t n, double phi) {
  auto scores = ar(rng, n, phi);
  for (double& score : scores) score = std::abs(score) < 0.9 ? 0 : std::clamp(score, -1.5, 1.5);
  return scores;
}

/// A few strong scores among many weak ones: log-normal.
std::vector<double> skewed(Rng& rng, std::size_t n, double phi) {
  auto scores = ar(rng, n, phi);
  for (double& score : scores) score = std::min(std::exp(0.9 * score), 9.0);
  return scores;
}

/// A lively person on a bounded scale: 2.2 prior SDs, cut at 1.25 of their own.
std::vector<double> clipped(Rng& rng, std::size_t n, double phi) {
  auto scores = ar(rng, n, phi);
  for (double& score : scores) score = 2.2 * std::clamp(score, -1.25, 1.25);
  return scores;
}

void measure(benchmark::State& state, int series, bool is_track, const Make& make) {
  ChangePointNull null;
  ChangePointOptions options;
  if (is_track) {
    options.prior_sd = 1;
    options.prior_phi = kConservativePhi;
  }
  int significant = 0, candidate = 0, refused = 0;
  for ([[maybe_unused]] auto iteration : state) {
    Rng rng(20250);
    for (int s = 0; s < series; ++s) {
      const auto result = find_change_points(make(rng), {}, options, null);
      const auto has = [&](Grade grade) {
        return std::any_of(result.points.begin(), result.points.end(),
                           [&](const ChangePoint& point) { return point.grade == grade; });
      };
      significant += has(Grade::significant);
      candidate += has(Grade::candidate);
      refused += result.status != Status::given;
    }
  }
  state.counters["series"] = series;
  state.counters["significant"] = static_cast<double>(significant) / series;
  state.counters["candidate"] = static_cast<double>(candidate) / series;
  state.counters["refused"] = static_cast<double>(refused) / series;
}

void cell(const std::string& name, int series, bool is_track, Make make) {
  benchmark::RegisterBenchmark(name.c_str(), [=](benchmark::State& state) { measure(state, series, is_track, make); })
      ->Iterations(1)
      ->Unit(benchmark::kSecond);
}

std::string named(const std::string& what, std::size_t n, double phi) {
  return what + "/n:" + std::to_string(n) + "/phi:" + std::to_string(std::lround(phi * 100));
}

/// Registered before main() reads its arguments.
const bool kRegistered = [] {
  for (const std::size_t n : {12, 30, 100, 1000}) {
    for (const double phi : {0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6}) {
      cell(named("null", n, phi), kNullSeries, true, [=](Rng& rng) { return ar(rng, n, phi); });
    }
    cell(named("sparse", n, 0), kNullSeries, true, [=](Rng& rng) { return sparse(rng, n); });
    for (const double phi : {0.0, 0.6}) {
      cell(named("bounded", n, phi), kNullSeries, true, [=](Rng& rng) { return bounded(rng, n, phi); });
      cell(named("clipped", n, phi), kNullSeries, true, [=](Rng& rng) { return clipped(rng, n, phi); });
      cell(named("skewed", n, phi), kNullSeries, true, [=](Rng& rng) { return skewed(rng, n, phi); });
    }
  }
  for (const std::size_t n : {12, 30, 100, 300}) {
    for (const double phi : {0.8, 0.9, 0.95}) {
      cell(named("high", n, phi), kNullSeries, true, [=](Rng& rng) { return ar(rng, n, phi); });
    }
  }
  for (const std::size_t n : {60, 240}) {
    for (const double phi : {0.6, 0.8, 0.9, 0.95}) {
      cell(named("bins", n, phi), kNullSeries, false, [=](Rng& rng) { return ar(rng, n, phi); });
    }
  }
  for (const std::size_t n : {8, 12, 30, 100}) {
    for (const double phi : {0.0, 0.3, 0.6}) {
      for (const int size : {1, 2, 3}) {
        cell(named("power", n, phi) + "/sd:" + std::to_string(size), kPowerSeries, true, [=](Rng& rng) {
          auto scores = ar(rng, n, phi);
          for (std::size_t i = n / 2; i < n; ++i) scores[i] += size;
          return scores;
        });
      }
    }
  }
  return true;
}();

}  // namespace
}  // namespace affect::understand::trajectory
