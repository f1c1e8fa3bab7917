// Streams drawn by chance: how often the tests find what is not there, and what was planted. Counters are shares of the
// streams; tools/measure_novelty.py reads them.
#include <algorithm>
#include <string>

#include <benchmark/benchmark.h>

#include "affect/understand/corpus/planted_shift.h"
#include "affect/understand/corpus/stream_analysis.h"

namespace affect::understand::corpus {
namespace {

constexpr std::size_t kStreams = 400, kLength = 200, kVocabulary = 400;
constexpr double kEvenness = 2;

/// Arguments: documents; words planted in ten thousand; streams.
void planted_shift(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0)), streams = static_cast<std::size_t>(state.range(2));
  const double share = static_cast<double>(state.range(1)) / 10'000;
  double shift = 0, near = 0, drift = 0, resonant = 0, persistent = 0, slope = 0, rank = 0, ranked = 0;
  for (auto _ : state) {
    for (std::size_t i = 0; i < streams; ++i) {
      Rng rng = Rng(98).split(i);
      auto stream = drawn_stream(n, kLength, kVocabulary, kEvenness, rng);
      const std::size_t from = n / 2;
      if (share > 0) stream = planted(stream, {.from = from, .share = share}, rng);
      const auto found = analyse_stream(
          stream, {.window = std::min<std::size_t>(10, n / 4), .dimensions = 20, .permutations = 99, .seed = i + 1});
      shift += found.scan.strongest.p <= 0.05;
      near += std::max(found.scan.strongest.at, from) - std::min(found.scan.strongest.at, from) <= 2;
      drift += found.density.drift.p <= 0.05;
      persistent += found.novelty.persistence.p <= 0.05;
      slope += found.novelty.slope.p <= 0.05;
      resonant += std::any_of(found.novelty.documents.begin(), found.novelty.documents.end(),
                              [](const auto& one) { return one.p <= 0.05; });
      const auto words = driving_words(stream, from - found.scan.window, from, from + found.scan.window,
                                       {.smoothing = {}, .most = kVocabulary});
      for (std::size_t k = 0; k < words.rising.size(); ++k) {
        if (!stream.vocabulary()[words.rising[k].word].starts_with(kPlantedWord)) continue;
        rank += static_cast<double>(k + 1);
        ++ranked;
      }
    }
  }
  const auto all = static_cast<double>(streams);
  state.counters["streams"] = all;
  state.counters["shift"] = shift / all;
  state.counters["within_2"] = near / all;
  state.counters["density_drift"] = drift / all;
  state.counters["persistence"] = persistent / all;
  state.counters["slope"] = slope / all;
  state.counters["resonant"] = resonant / all;
  if (ranked > 0) state.counters["mean_rank"] = rank / ranked;
}
BENCHMARK(planted_shift)
    ->ArgNames({"n", "planted", "streams"})
    ->Args({24, 0, kStreams})
    ->Args({60, 0, kStreams})
    ->Args({120, 0, kStreams})
    ->Args({60, 100, 100})
    ->Args({60, 200, 100})
    ->Args({60, 400, 100})
    ->Args({60, 800, 100})
    ->Args({60, 1600, 100})
    ->Iterations(1)
    ->Unit(benchmark::kSecond);

/// A stream as large as `affect novelty` takes by default.
void large_stream(benchmark::State& state) {
  Rng rng(1);
  const auto stream = drawn_stream(1000, 300, 2000, kEvenness, rng);
  for (auto _ : state) benchmark::DoNotOptimize(analyse_stream(stream, {}));
}
BENCHMARK(large_stream)->Iterations(1)->Unit(benchmark::kSecond);

}  // namespace
}  // namespace affect::understand::corpus
