/// How often intervals of prediction-powered means hold the truth, a cell a benchmark: the counters are what matters.
#include <string>

#include <benchmark/benchmark.h>

#include "../../tests/measure/prediction_powered_simulation.h"

namespace {

using namespace affect::measure;

constexpr std::size_t kSets = 4000;
constexpr std::size_t kOthers = 2000;
constexpr std::uint64_t kSeed = 11;

void coverage(benchmark::State& state, const SimulatedEngine& engine, std::size_t coded, std::size_t persons) {
  SimulatedCoverage found;
  for (auto _ : state) found = simulated_coverage(engine, coded, kOthers, kSets, kSeed, persons);
  state.counters["sets"] = kSets;
  state.counters["others"] = kOthers;
  state.counters["naive"] = found.naive;
  state.counters["classical"] = found.classical;
  state.counters["corrected"] = found.corrected;
  state.counters["width"] = found.corrected_width / found.classical_width;
  state.counters["power"] = found.power;
}

const bool kRegistered = [] {
  for (const auto& engine : kSimulatedEngines) {
    for (const std::size_t coded : {100u, 200u, 300u}) {
      for (const std::size_t persons : {0u, 20u, 60u}) {
        if (persons > 0 && engine.name.starts_with("share")) continue;
        const auto name = "coverage/" + std::string(engine.name) + "/n:" + std::to_string(coded) +
                          "/persons:" + std::to_string(persons);
        benchmark::RegisterBenchmark(name.c_str(), coverage, engine, coded, persons)->Iterations(1);
      }
    }
  }
  return true;
}();

}  // namespace
