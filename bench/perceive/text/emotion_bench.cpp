// Sentences a second of the linear models, one thread: which language, then every head of it. AFFECT_SENTENCES names a
// file of one English sentence a line; else a few of our own. What tools/bench_emotion.py sets: AFFECT_STARTED, the
// monotonic clock in nanoseconds when the process was started; AFFECT_SCORES, a file that takes every head's value, a
// line a sentence, below the heads' names.
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>
#include <time.h>

#include "affect/engine.h"
#include "affect/perceive/text/emotion_model.h"
#include "affect/perceive/text/language.h"

namespace affect::perceive::text {
namespace {

std::vector<std::string> emotion_sentences() {
  std::vector<std::string> lines;
  if (const char* path = std::getenv("AFFECT_SENTENCES")) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) lines.push_back(line);
  }
  if (lines.empty()) {
    lines = {"The train was late again, and nobody told us why.", "She laughed so hard that she had to sit down.",
             "I am not sure that this is what we agreed on.", "They painted the kitchen yellow over the weekend."};
  }
  return lines;
}

std::shared_ptr<const model::Safetensors> emotion_weights() { return open_emotion_text(Engine()); }

/// From /proc: what the process held at most, in kilobytes.
double peak_kilobytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::strtod(line.c_str() + 6, nullptr);
  }
  return 0;
}

/// One engine, one model: all that a thread needs.
struct EmotionReader {
  explicit EmotionReader(const std::shared_ptr<const model::Safetensors>& file)
      : identifier(file), scorer(engine, std::make_shared<const EmotionModel>(file, "en")) {}

  Engine engine;
  Ngrams ngrams;
  LanguageIdentifier identifier;
  EmotionScorer scorer;
};

void emotion_rate(benchmark::State& state, bool identify, bool explain) {
  EmotionReader reader(emotion_weights());
  const auto lines = emotion_sentences();
  const auto valence = *reader.scorer.model().head("expressed:valence");
  for (auto _ : state) {
    double sum = 0;
    for (const auto& line : lines) {
      reader.ngrams.read(line);
      if (identify) sum += reader.identifier.identify(reader.ngrams).probability;
      sum += reader.scorer.score(line, reader.ngrams).value(valence);
      if (explain) sum += static_cast<double>(reader.scorer.contributions(valence).size());
    }
    benchmark::DoNotOptimize(sum);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(lines.size()));
  state.counters["peak_kB"] = peak_kilobytes();
}

void emotion_all(benchmark::State& state) { emotion_rate(state, true, false); }
void emotion_explained(benchmark::State& state) { emotion_rate(state, true, true); }
void emotion_language_given(benchmark::State& state) { emotion_rate(state, false, false); }

void emotion_ngrams(benchmark::State& state) {
  const auto lines = emotion_sentences();
  Ngrams ngrams;
  for (auto _ : state) {
    for (const auto& line : lines) {
      ngrams.read(line);
      benchmark::DoNotOptimize(ngrams.characters().data());
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(lines.size()));
}

/// Everything from nothing to the first answer. `started_ms`: since the process was started.
void emotion_first_answer(benchmark::State& state) {
  for (auto _ : state) {
    EmotionReader reader(emotion_weights());
    const std::string_view text = "I did not expect to miss this place so much.";
    benchmark::DoNotOptimize(reader.identifier.identify(text).probability);
    benchmark::DoNotOptimize(reader.scorer.score(text).value(0));
  }
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  if (const char* started = std::getenv("AFFECT_STARTED")) {
    const double since = static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
    state.counters["started_ms"] = (since - std::strtod(started, nullptr)) / 1e6;
  }
  state.counters["peak_kB"] = peak_kilobytes();
}

void emotion_scores(benchmark::State& state) {
  EmotionReader reader(emotion_weights());
  const auto lines = emotion_sentences();
  const char* path = std::getenv("AFFECT_SCORES");
  std::ofstream file(path == nullptr ? "/dev/null" : path);
  const auto& model = reader.scorer.model();
  for (auto _ : state) {
    for (const auto& head : model.table().heads()) file << head << '\t';
    for (const auto& line : lines) {
      const auto& score = reader.scorer.score(line);
      file << '\n';
      for (std::size_t h = 0; h < model.size(); ++h) file << score.value(h) << '\t';
    }
    file << '\n';
  }
}

BENCHMARK(emotion_scores)->Iterations(1);
BENCHMARK(emotion_first_answer)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(emotion_all);
BENCHMARK(emotion_explained);
BENCHMARK(emotion_language_given);
BENCHMARK(emotion_ngrams);

}  // namespace
}  // namespace affect::perceive::text
