// Sentences a second, one thread. AFFECT_SENTENCES names a file of one sentence a line; else a few of our own.
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "affect/engine.h"
#include "affect/perceive/text/lexicon.h"

namespace affect::perceive::text {
namespace {

std::vector<std::string> sentences() {
  std::vector<std::string> lines;
  if (const char* path = std::getenv("AFFECT_SENTENCES")) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) lines.push_back(line);
  }
  if (lines.empty()) {
    lines = {"The plot was good, but the characters are uncompelling and the dialog is not great.",
             "I really did not expect to see you here this morning!", "Make sure you :) or :D today!",
             "We talked about the weather and then she went home."};
  }
  return lines;
}

void score(benchmark::State& state, const std::shared_ptr<const Lexicon>& lexicon) {
  const auto lines = sentences();
  LexiconScorer scorer(lexicon);
  std::size_t bytes = 0;
  for (const auto& line : lines) bytes += line.size();
  for (auto _ : state) {
    double sum = 0;
    for (const auto& line : lines) sum += scorer.score(line).valence;
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(lines.size()));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

void lexicon_default(benchmark::State& state) { score(state, Lexicon::vader(Engine(), Lexicon::Rules::mended)); }
void lexicon_parity(benchmark::State& state) { score(state, Lexicon::vader(Engine(), Lexicon::Rules::vader)); }
void lexicon_build(benchmark::State& state) {
  const Engine engine;
  for (auto _ : state) benchmark::DoNotOptimize(Lexicon::vader(engine, Lexicon::Rules::mended));
}

BENCHMARK(lexicon_default);
BENCHMARK(lexicon_parity);
BENCHMARK(lexicon_build)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace affect::perceive::text
