// Bytes a second of a whole scan, one thread. AFFECT_SENTENCES names a file of text, AFFECT_DICTIONARY a dictionary;
// else a few sentences of our own and our function words.
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "affect/engine.h"
#include "affect/perceive/text/dictionary.h"

namespace affect::perceive::text {
namespace {

std::vector<std::string> scanned_lines() {
  std::vector<std::string> lines;
  if (const char* path = std::getenv("AFFECT_SENTENCES")) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) lines.push_back(line);
  }
  if (lines.empty()) {
    lines = {"I don't know what they were thinking when they said that it's all over.",
             "We talked about the weather for a while, and then she went home.",
             "Nothing much happened; some of us stayed until eleven, others left before."};
  }
  return lines;
}

std::shared_ptr<const Dictionary> scanned_dictionary() {
  Diagnostics diagnostics;
  if (const char* path = std::getenv("AFFECT_DICTIONARY")) return read_dictionary(path, diagnostics);
  return shipped_dictionary(Engine(), "function_words_en");
}

void scan_lines(benchmark::State& state, NegationRule negation) {
  const auto lines = scanned_lines();
  DictionaryScanner scanner(scanned_dictionary(), negation);
  std::size_t bytes = 0;
  for (const auto& line : lines) bytes += line.size();
  DictionaryCounts counts;
  for (auto _ : state) {
    for (const auto& line : lines) scanner.scan(line, counts);
    benchmark::DoNotOptimize(counts.words);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(lines.size()));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
}

void dictionary_scan(benchmark::State& state) { scan_lines(state, {}); }
void dictionary_negation(benchmark::State& state) { scan_lines(state, {.active = true}); }
void dictionary_build(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(scanned_dictionary());
}

BENCHMARK(dictionary_scan);
BENCHMARK(dictionary_negation);
BENCHMARK(dictionary_build)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace affect::perceive::text
