/// Bias and coverage of the measures of dynamics on simulated series, a cell a benchmark, and the time of a million
/// scores: the counters are what matters. tools/measure_dynamics.py runs this program and writes
/// results/understand/dynamics.json.
#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "affect/measure/distribution.h"
#include "affect/rng.h"
#include "affect/understand/trajectory/dynamic_measures.h"
#include "affect/understand/trajectory/emotional_states.h"

namespace affect::understand::trajectory {
namespace {

enum class Design { regular, irregular, errors };

constexpr double kSd = 0.25, kAcute = 0.4;
constexpr std::array kErrors{0.1, 0.2};  // standard errors lie between

struct Held {
  int given = 0, with_interval = 0, held = 0;
  double bias = 0;
};

/// A first-order process of SD kSd on [-1, 1]: a step a turn, or at exponential distances with a median of one.
ScoreSeries simulate(Rng& rng, Design design, std::size_t n, double phi) {
  ScoreSeries series;
  series.bounds = ScoreBounds{-1, 1};
  if (design == Design::irregular) series.clock = StepClock::seconds;
  double level = rng.normal(), time = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double step = design == Design::irregular ? 0.001 - std::log2(1 - rng.uniform()) : 1;
    const double gain = std::pow(phi, step);
    if (i > 0) level = gain * level + std::sqrt(1 - gain * gain) * rng.normal();
    time += step;
    double score = kSd * level;
    if (design == Design::errors) {
      const double error = kErrors[0] + (kErrors[1] - kErrors[0]) * rng.uniform();
      series.error_variances.push_back(error * error);
      score += error * rng.normal();
    }
    series.scores.push_back(std::clamp(score, -1.0, 1.0));
    series.times.push_back(time);
  }
  return series;
}

double beyond(double size, double sd) { return std::erfc(size / sd / std::sqrt(2.0)); }

/// What the measures are of: phi is across the series' own step.
std::map<std::string, double> truth(double phi, double error_variance) {
  const double variance = kSd * kSd, mssd = 2 * variance * (1 - phi);
  std::map<std::string, double> values{{"mean", 0},
                                       {"sd", kSd},
                                       {"relative_sd", kSd},
                                       {"mssd", mssd},
                                       {"rmssd", std::sqrt(mssd)},
                                       {"tkeo", variance * (1 - phi * phi)},
                                       {"pac", beyond(kAcute, std::sqrt(mssd + 2 * error_variance))},
                                       {"inertia", phi}};
  return values;
}

void measure(benchmark::State& state, Design design, int series, std::size_t n, double phi) {
  std::map<std::string, Held> all;
  for ([[maybe_unused]] auto iteration : state) {
    Rng rng(20260);
    for (int s = 0; s < series; ++s) {
      const ScoreSeries scores = simulate(rng, design, n, phi);
      const auto expected = truth(std::pow(phi, steps_of(scores).unit), scores.mean_error_variance());
      for (const DynamicMeasure& measure :
           dynamic_measures(scores, {.acute_change = kAcute, .short_phi = {}, .unit = {}})) {
        const auto value = expected.find(measure.name);
        if (value == expected.end() || !measure.value) continue;
        Held& held = all[measure.name];
        ++held.given;
        held.bias += *measure.value - value->second;
        if (!measure.low && !measure.high) continue;
        ++held.with_interval;
        held.held += measure.low.value_or(value->second) <= value->second &&
                     value->second <= measure.high.value_or(value->second);
      }
    }
  }
  state.counters["series"] = series;
  for (const auto& [name, held] : all) {
    state.counters[name + ".bias"] = held.bias / held.given;
    state.counters[name + ".held"] = static_cast<double>(held.held) / std::max(1, held.with_interval);
    state.counters[name + ".interval"] = static_cast<double>(held.with_interval) / series;
  }
}

/// Three states; each turn is the last one's with the chance `stay`, else drawn anew.
void measure_states(benchmark::State& state, int series, std::size_t n, double stay) {
  constexpr std::array kShares{0.3, 0.5, 0.2};
  const double entropy = measure::entropy(kShares);
  double shares = 0, held_shares = 0, moves = 0, held_moves = 0, held_entropy = 0, bias = 0;
  for ([[maybe_unused]] auto iteration : state) {
    Rng rng(20261);
    for (int s = 0; s < series; ++s) {
      const auto draw = [&] {
        const double place = rng.uniform();
        return place < kShares[0] ? -0.5 : place < kShares[0] + kShares[1] ? 0.0 : 0.5;
      };
      ScoreSeries scores;
      for (std::size_t i = 0; i < n; ++i) {
        scores.scores.push_back(i > 0 && rng.uniform() < stay ? scores.scores.back() : draw());
        scores.times.push_back(static_cast<double>(i));
        scores.rows.push_back(i);
      }
      const EmotionalStates found = emotional_states(valence_states(scores, kNeutralValence));
      for (const StateShare& share : found.shares) {
        ++shares;
        held_shares += share.share.low <= kShares[share.state] && kShares[share.state] <= share.share.high;
      }
      for (const StateTransition& move : found.transitions) {
        const double chance = (1 - stay) * kShares[move.to] + (move.from == move.to ? stay : 0);
        ++moves;
        held_moves += move.share.low <= chance && chance <= move.share.high;
      }
      held_entropy += found.entropy.low <= entropy && entropy <= found.entropy.high;
      bias += found.entropy.estimate - entropy;
    }
  }
  state.counters["series"] = series;
  state.counters["time_in.held"] = held_shares / shares;
  if (moves > 0) state.counters["transition.held"] = held_moves / moves;
  state.counters["entropy.held"] = held_entropy / series;
  state.counters["entropy.bias"] = bias / series;
}

void million(benchmark::State& state, Design design) {
  Rng rng(20262);
  const ScoreSeries scores = simulate(rng, design, 1'000'000, 0.4);
  for ([[maybe_unused]] auto iteration : state) {
    auto measures = dynamic_measures(scores, {.acute_change = kAcute, .short_phi = {}, .unit = {}});
    benchmark::DoNotOptimize(measures);
  }
}
BENCHMARK_CAPTURE(million, regular, Design::regular)->Unit(benchmark::kSecond);
BENCHMARK_CAPTURE(million, irregular, Design::irregular)->Unit(benchmark::kSecond);
BENCHMARK_CAPTURE(million, errors, Design::errors)->Unit(benchmark::kSecond);

template <class Run>
void cell(const std::string& what, std::size_t n, const char* varied, double value, Run run) {
  const std::string name =
      what + "/n:" + std::to_string(n) + "/" + varied + ":" + std::to_string(std::lround(value * 100));
  benchmark::RegisterBenchmark(name.c_str(), run)->Iterations(1)->Unit(benchmark::kSecond);
}

/// Registered before main() reads its arguments.
const bool kRegistered = [] {
  for (const double phi : {0.0, 0.3, 0.6, 0.8}) {
    for (const std::size_t n : {8, 20, 30, 100, 300, 3000}) {
      const int series = n <= 30 ? 400 : 200;
      cell("regular", n, "phi", phi, [=](benchmark::State& s) { measure(s, Design::regular, series, n, phi); });
      if (n < 20) continue;
      cell("irregular", n, "phi", phi, [=](benchmark::State& s) { measure(s, Design::irregular, series, n, phi); });
      if (n != 30 && n != 100 && n != 3000) continue;
      cell("errors", n, "phi", phi, [=](benchmark::State& s) { measure(s, Design::errors, series, n, phi); });
    }
    for (const std::size_t n : {10, 20, 30, 100, 300}) {
      cell("states", n, "stay", phi, [=](benchmark::State& s) { measure_states(s, 2000, n, phi); });
    }
  }
  return true;
}();

}  // namespace
}  // namespace affect::understand::trajectory
