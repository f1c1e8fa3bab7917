// Texts to vectors by the components minilm and e5, tokenizer included: sentences a second at batch 1 and 32, one
// thread, each precision; what a start costs to the first result, and memory. AFFECT_MODELS holds the models;
// AFFECT_SENTENCES names a file of one text a line, else a few of our own of about 32 tokens. Rates are by the time of
// the processor, so that a busy machine counts for nobody. A start finds a compiled net below XDG_CACHE_HOME or makes
// one: to tell the two apart, each start runs in a process of its own (tools/bench_encoders.py).
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include "affect/engine.h"
#include "affect/error.h"
#include "affect/model/text/text_encoder.h"

namespace affect::model {
namespace encoder {
void register_all(Engine& engine);
}
namespace {

/// Each rate is of every one of them, once.
constexpr std::size_t kTexts = 128;

std::vector<std::string> texts() {
  std::vector<std::string> lines;
  if (const char* path = std::getenv("AFFECT_SENTENCES")) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) lines.push_back(line);
  }
  if (lines.empty()) {
    lines = {
        "I had been waiting at the station for almost two hours when she finally called to say that she would not be "
        "able to come after all, and I went home.",
        "Thank you so much for staying with the children last night; they have talked about nothing but your stories "
        "since they woke up this morning, and so have I.",
        "He never says that he is sorry, he only asks whether I am still angry, as if the whole thing were mine to "
        "mend and his to wait for.",
        "We were afraid that the old dog would not live through the winter, but look at him now, running along the "
        "beach as if he were two years old again!"};
  }
  return lines;
}

/// The encoder, by an engine of one thread; nothing, and why, where its model is not there.
std::unique_ptr<TextEncoder> encoder_of(benchmark::State& state, const std::string& name,
                                        const std::string& precision) {
  Engine engine;
  encoder::register_all(engine);
  try {
    return engine.make<TextEncoder>(name, {{"precision", precision}});
  } catch (const ModelError& error) {
    state.SkipWithError(error.what());
    return nullptr;
  }
}

double resident_megabytes() {
  std::ifstream file("/proc/self/statm");
  double all = 0, resident = 0;
  file >> all >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6;
}

void sentences(benchmark::State& state, const std::string& name, const std::string& precision, std::size_t batch) {
  const auto encoder = encoder_of(state, name, precision);
  if (encoder == nullptr) return;
  std::vector<std::string> lines = texts();
  for (std::size_t i = 0; lines.size() < kTexts; ++i) lines.push_back(lines[i]);
  const auto run = [&](std::size_t at) {
    benchmark::DoNotOptimize(encoder->sentences(std::span(lines).subspan(at, batch)));
  };
  run(0);
  std::size_t at = 0;
  for (auto _ : state) {
    run(at);
    at = (at + batch) % kTexts;
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(batch));
  state.SetLabel(encoder->description());
}

void start(benchmark::State& state, const std::string& name, const std::string& precision) {
  const std::string text = texts().front();
  const double before = resident_megabytes();
  std::unique_ptr<TextEncoder> encoder;
  for (auto _ : state) {
    encoder = encoder_of(state, name, precision);
    if (encoder == nullptr) return;
    benchmark::DoNotOptimize(encoder->sentences({&text, 1}));
  }
  state.SetLabel(encoder->description());
  state.counters["memory_MB"] = resident_megabytes() - before;
}

void register_encoders() {
  const auto add = [](const std::string& name, std::int64_t iterations, auto run) {
    benchmark::RegisterBenchmark(name.c_str(), run)
        ->Iterations(iterations)
        ->MeasureProcessCPUTime()
        ->Unit(benchmark::kMillisecond);
  };
  for (const std::string name : {"minilm", "e5"}) {
    for (const std::string precision : {"int8", "bf16", "f32"}) {
      for (const std::size_t batch : {std::size_t{1}, std::size_t{32}}) {
        add(fmt::format("sentences/{}/{}/{}", name, precision, batch), kTexts / batch,
            [=](benchmark::State& state) { sentences(state, name, precision, batch); });
      }
      add(fmt::format("start/{}/{}", name, precision), 1,
          [=](benchmark::State& state) { start(state, name, precision); });
    }
  }
}

const bool registered = (register_encoders(), true);

}  // namespace
}  // namespace affect::model
