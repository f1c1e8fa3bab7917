/// A million rows through the smoother and the filter, as `affect understand` runs them: seconds of one thread.
/// tools/measure_change_points.py writes them to results/understand/change_points.json.
#include <algorithm>
#include <optional>
#include <string>

#include <benchmark/benchmark.h>

#include "affect/component.h"
#include "affect/engine.h"
#include "affect/rng.h"

namespace affect::understand::trajectory {
void register_state_space(Engine& engine);
void register_filtered_level(Engine& engine);

namespace {

class Discard : public RecordSink {
 public:
  void accept(Record&& record) override { benchmark::DoNotOptimize(record); }
};

void million_rows(benchmark::State& state, const std::string& component) {
  Engine engine;
  register_state_space(engine);
  register_filtered_level(engine);
  Rng rng(1965);
  Track track;
  track.key.subject = "Ann";
  track.key.source = {"lexicon", "1", ""};
  double level = 0;
  for (std::int64_t row = 0; row < 1'000'000; ++row) {
    level = 0.999 * level + 0.02 * rng.normal();
    AffectState score;
    score.valence = std::clamp(level + 0.3 * rng.normal(), -1.0, 1.0);
    track.append(row, std::nullopt, score);
  }
  const Record record{"e", track, {}};
  for ([[maybe_unused]] auto iteration : state) {
    Discard discard;
    const auto stage = engine.make<Stage>(component);
    stage->push(record, discard);
    stage->finish(discard);
  }
}

const bool kStateSpaceRegistered = [] {
  for (const std::string component : {"state_space", "filtered_level"}) {
    benchmark::RegisterBenchmark((component + "_million").c_str(),
                                 [=](benchmark::State& state) { million_rows(state, component); })
        ->Iterations(1)
        ->Unit(benchmark::kSecond);
  }
  return true;
}();

}  // namespace
}  // namespace affect::understand::trajectory
