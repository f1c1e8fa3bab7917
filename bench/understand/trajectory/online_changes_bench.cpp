/// Online change points: false alarms by length and autocorrelation, what is found and when, and a million scores.
/// tools/measure_change_points.py runs this program and writes results/understand/change_points.json.
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "affect/rng.h"
#include "affect/understand/trajectory/online_change_points.h"

namespace affect::understand::trajectory {
namespace {

/// Noise around a level that is that far from the usual one, in SDs.
class OnlineNoise {
 public:
  OnlineNoise(Rng& rng, double phi) : rng_(rng), phi_(phi), z_(rng.normal()) {}
  double next() {
    const double now = z_;
    z_ = phi_ * z_ + std::sqrt(1 - phi_ * phi_) * rng_.normal();
    return now;
  }

 private:
  Rng& rng_;
  double phi_, z_;
};

void null(benchmark::State& state, std::size_t n, double phi) {
  constexpr int kSeries = 2000;
  int alarmed = 0, alarms = 0;
  for ([[maybe_unused]] auto iteration : state) {
    Rng rng(2007);
    for (int s = 0; s < kSeries; ++s) {
      OnlineChangePoints online(OnlineChangePointOptions{});
      OnlineNoise noise(rng, phi);
      const double level = rng.normal();
      int here = 0;
      for (std::size_t i = 0; i < n; ++i) here += online.push(level + noise.next(), false).has_value();
      alarmed += here > 0;
      alarms += here;
    }
  }
  state.counters["alarmed"] = static_cast<double>(alarmed) / kSeries;
  state.counters["alarms_a_1000"] = 1000.0 * alarms / kSeries / static_cast<double>(n);
}

void power(benchmark::State& state, std::size_t before, double phi, double size) {
  constexpr int kSeries = 500;
  constexpr std::size_t kAfter = 20;
  double found = 0, near = 0, delay = 0;
  for ([[maybe_unused]] auto iteration : state) {
    Rng rng(2008);
    for (int s = 0; s < kSeries; ++s) {
      OnlineChangePoints online(OnlineChangePointOptions{});
      OnlineNoise noise(rng, phi);
      const double level = rng.normal();
      for (std::size_t i = 0; i < before + kAfter; ++i) {
        const auto change = online.push(level + noise.next() + (i < before ? 0 : size), false);
        if (!change || change->at < before) continue;
        found += 1;
        near += std::max(change->index, before) - std::min(change->index, before) <= 2;
        delay += static_cast<double>(change->at - before + 1);
        break;
      }
    }
  }
  state.counters["found"] = found / kSeries;
  state.counters["within_2"] = near / kSeries;
  state.counters["scores_needed"] = found > 0 ? delay / found : 0;
}

void add_online(const std::string& name, std::function<void(benchmark::State&)> run) {
  benchmark::RegisterBenchmark(name.c_str(), std::move(run))->Iterations(1)->Unit(benchmark::kSecond);
}

const bool kOnlineRegistered = [] {
  for (const double phi : {0.0, 0.3, 0.6}) {
    const std::string of = "/phi:" + std::to_string(std::lround(phi * 100));
    for (const std::size_t n : {12, 30, 100, 1000}) {
      add_online("online_null/n:" + std::to_string(n) + of, [=](auto& state) { null(state, n, phi); });
    }
    for (const std::size_t before : {6, 15, 50}) {
      for (const int size : {1, 2, 3}) {
        add_online("online_power/before:" + std::to_string(before) + of + "/sd:" + std::to_string(size),
                   [=](auto& state) { power(state, before, phi, size); });
      }
    }
  }
  add_online("online_million", [](auto& state) {
    for ([[maybe_unused]] auto iteration : state) {
      Rng rng(1);
      OnlineNoise noise(rng, 0.3);
      OnlineChangePoints online(OnlineChangePointOptions{});
      for (int i = 0; i < 1'000'000; ++i) benchmark::DoNotOptimize(online.push(noise.next(), false));
    }
  });
  return true;
}();

}  // namespace
}  // namespace affect::understand::trajectory
