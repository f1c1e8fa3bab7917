// Two speakers in turn, one of whom answers the other: how often the answered turn is named, and how often something is
// named where nothing is answered. tools/measure_cause_hints.py reads the counters.
#include <cmath>
#include <vector>

#include <benchmark/benchmark.h>

#include "affect/rng.h"
#include "affect/understand/trajectory/lagged_influence.h"

namespace affect::understand::trajectory {
namespace {

/// Arguments: turns; what is taken over of the other's turn before, of the own one before, in hundredths.
void answered_turn(benchmark::State& state) {
  constexpr std::size_t kTalks = 400;
  constexpr double kSpread = 0.3;
  const auto n = static_cast<std::size_t>(state.range(0));
  const double pull = static_cast<double>(state.range(1)) / 100, own = static_cast<double>(state.range(2)) / 100;
  double alarms = 0, named = 0;
  for (auto _ : state) {
    for (std::size_t talk = 0; talk < kTalks; ++talk) {
      Rng rng = Rng(1970).split(talk);
      std::vector<ScoredTurn> turns;
      const double rest = std::sqrt(1 - pull * pull - own * own);
      for (std::size_t i = 0; i < n; ++i) {
        double score = kSpread * rng.normal();
        if (i % 2 == 0 && i >= 2) score = rest * score + pull * turns[i - 1].score + own * turns[i - 2].score;
        turns.push_back({static_cast<std::int64_t>(i), i % 2, score});
      }
      const std::size_t target = n / 4 * 2;
      const auto found = lagged_influence(turns, target, {.permutations = 99, .seed = talk});
      alarms += found.p <= 0.05;
      named += !found.turns.empty() && found.turns.front().index + 1 == target;
    }
  }
  state.counters["talks"] = kTalks;
  state.counters["p_small"] = alarms / kTalks;
  state.counters["named"] = named / kTalks;
}
BENCHMARK(answered_turn)
    ->ArgNames({"turns", "pull", "own"})
    ->Args({44, 0, 0})
    ->Args({100, 0, 0})
    ->Args({400, 0, 0})
    ->Args({100, 0, 40})
    ->Args({44, 60, 0})
    ->Args({100, 30, 0})
    ->Args({100, 60, 0})
    ->Args({400, 60, 0})
    ->Iterations(1)
    ->Unit(benchmark::kSecond);

}  // namespace
}  // namespace affect::understand::trajectory
