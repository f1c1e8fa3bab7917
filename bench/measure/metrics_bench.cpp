// Time of each measure on rows such as a test split has.
#include <cstddef>
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>

#include "affect/measure/bootstrap.h"
#include "affect/measure/classification.h"
#include "affect/measure/correlation.h"
#include "affect/measure/regression.h"
#include "affect/rng.h"

namespace affect::measure {
namespace {

struct Columns {
  std::vector<double> truth, predicted;
  std::vector<int> true_class, predicted_class;
  std::vector<std::size_t> person;

  explicit Columns(std::int64_t rows) {
    Rng rng(1);
    for (std::int64_t i = 0; i < rows; ++i) {
      truth.push_back(rng.normal());
      predicted.push_back(0.6 * truth.back() + 0.8 * rng.normal());
      true_class.push_back(static_cast<int>(rng.below(7)));
      predicted_class.push_back(static_cast<int>(rng.below(7)));
      person.push_back(rng.below(1 + static_cast<std::size_t>(rows) / 10));
    }
  }
};

template <class Measure>
void measure_rows(benchmark::State& state, Measure measure) {
  const Columns columns(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(measure(columns));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

void pearson_rows(benchmark::State& state) {
  measure_rows(state, [](const Columns& c) { return pearson(c.truth, c.predicted); });
}
void spearman_rows(benchmark::State& state) {
  measure_rows(state, [](const Columns& c) { return spearman(c.truth, c.predicted); });
}
void concordance_rows(benchmark::State& state) {
  measure_rows(state, [](const Columns& c) { return concordance(c.truth, c.predicted); });
}
void mean_absolute_error_rows(benchmark::State& state) {
  measure_rows(state, [](const Columns& c) { return mean_absolute_error(c.truth, c.predicted); });
}
void macro_f1_rows(benchmark::State& state) {
  measure_rows(state,
               [](const Columns& c) { return macro_f1(ConfusionMatrix(c.true_class, c.predicted_class, 7).counts()); });
}
void bootstrap_pearson_by_person(benchmark::State& state) {
  measure_rows(state, [](const Columns& c) {
    return bootstrap(Groups::by(c.person), over_rows(pearson, c.truth, c.predicted));
  });
}

BENCHMARK(pearson_rows)->Arg(10'000);
BENCHMARK(spearman_rows)->Arg(10'000);
BENCHMARK(concordance_rows)->Arg(10'000);
BENCHMARK(mean_absolute_error_rows)->Arg(10'000);
BENCHMARK(macro_f1_rows)->Arg(10'000);
BENCHMARK(bootstrap_pearson_by_person)->Arg(1'000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace affect::measure
