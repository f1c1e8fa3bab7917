// Speed of the readers on made-up but realistic files, from bytes in memory to records that are thrown away.
#include <string>

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include "affect/io/reader.h"

namespace affect::io {
void register_all(Engine& engine);
}

namespace {

using namespace affect;

constexpr int kLines = 200'000;
constexpr std::string_view kText = "I thought you were coming at eight, really. Never mind, it was fine without you.";

class Nowhere : public RecordSink {
 public:
  void accept(Record&& record) override { benchmark::DoNotOptimize(record); }
};

void read_all(benchmark::State& state, const std::string& format, const std::string& text) {
  Engine engine;
  io::register_all(engine);
  Diagnostics diagnostics;
  io::ReadContext context{.diagnostics = diagnostics};
  context.format = format;
  for (auto _ : state) {
    const auto source = io::memory_source(text);
    Nowhere out;
    io::read_source(engine, *source, context, out);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

void transcript(benchmark::State& state) {
  std::string text;
  for (int i = 0; i < kLines; ++i) text += fmt::format("Speaker {}: {}\n", i % 4, kText);
  read_all(state, "transcript", text);
}

void timed_transcript(benchmark::State& state) {
  std::string text;
  for (int i = 0; i < kLines; ++i) text += fmt::format("[{}:{:02}] Speaker {}: {}\n", i / 60, i % 60, i % 4, kText);
  read_all(state, "transcript", text);
}

void csv(benchmark::State& state) {
  std::string text = "id,speaker,text,time\n";
  for (int i = 0; i < kLines; ++i) text += fmt::format("{},Speaker {},\"{}\",{}\n", i, i % 4, kText, i * 2.5);
  read_all(state, "csv", text);
}

void subtitles(benchmark::State& state) {
  std::string text;
  for (int i = 0; i < kLines; ++i) {
    text += fmt::format("{}\n{:02}:{:02}:{:02},000 --> {:02}:{:02}:{:02},500\n<i>{}</i>\n\n", i, i / 3600, i / 60 % 60,
                        i % 60, i / 3600, i / 60 % 60, i % 60, kText);
  }
  read_all(state, "subtitles", text);
}

void signal_csv(benchmark::State& state) {
  std::string text = "1644226061\n4\n";
  for (int i = 0; i < 10 * kLines; ++i) text += fmt::format("{:.6f}\n", i % 1000 * 0.001);
  read_all(state, "signal_csv", text);
}

BENCHMARK(transcript)->Unit(benchmark::kMillisecond);
BENCHMARK(timed_transcript)->Unit(benchmark::kMillisecond);
BENCHMARK(csv)->Unit(benchmark::kMillisecond);
BENCHMARK(subtitles)->Unit(benchmark::kMillisecond);
BENCHMARK(signal_csv)->Unit(benchmark::kMillisecond);

}  // namespace
