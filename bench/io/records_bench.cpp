// Speed of the wire format on a made-up but realistic stream: turns, lexicon tracks with words, label tracks, a series.
// AFFECT_BENCH_RECORDS=FILE writes the stream to FILE, for a peer to read the same bytes (tools/bench_records.py).
#include <array>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#include "affect/io/records.h"
#include "affect/rng.h"

namespace {

using namespace affect;

constexpr std::array kWords{"I",    "thought", "you",   "were", "coming", "at",      "eight", "really", "never",
                            "mind", "that",    "was",   "so",   "kind",   "sorry",   "about", "the",    "train",
                            "café", "it's",    "fine,", "but",  "next",   "time",    "tell",  "me",     "\"soon\"",
                            "ok",   "great!",  "why",   "not",  "today",  "honestly"};
constexpr int kEpisodes = 40;
constexpr int kTurns = 400;
constexpr int kChunk = 100;

std::string sentence(Rng& rng) {
  std::string text;
  for (std::size_t i = 0, n = 4 + rng.below(20); i < n; ++i) {
    if (!text.empty()) text += ' ';
    text += kWords[rng.below(kWords.size())];
  }
  return text;
}

double rounded(double value) { return std::round(value * 1e4) / 1e4; }

class Lines : public RecordSink {
 public:
  void accept(Record&& record) override {
    line_.clear();
    io::write_record(record, Clock{}, line_);
    lines.push_back(line_);
    bytes += line_.size() + 1;
    records.push_back(std::move(record));
  }
  std::vector<std::string> lines;
  std::vector<Record> records;
  std::size_t bytes = 0;

 private:
  std::string line_;
};

Track lexicon_track(Rng& rng, int from) {
  Track track;
  track.key.subject = "Ann";
  track.key.source = {"lexicon", "1", ""};
  for (int row = 0; row < kChunk; ++row) {
    AffectState state;
    state.valence = rounded(rng.uniform() * 2 - 1);
    const std::uint64_t at = rng.below(60);
    const std::array<WordWeight, 2> words{WordWeight{"great!", {at, at + 6}, rounded(rng.uniform())},
                                          WordWeight{"sorry", {at + 9, at + 14}, -rounded(rng.uniform())}};
    const double start = (from + row) * 2.5;
    track.append(from + row, TimeRange{start, start + 2.4}, state, words);
  }
  return track;
}

Track label_track(Rng& rng, int from) {
  Track track;
  track.key.subject = "Ann";
  track.key.source = {"net", "1", ""};
  track.key.taxonomy = "ekman";
  track.labels = {"anger", "disgust", "fear", "joy", "sadness", "surprise"};
  for (int row = 0; row < kChunk; ++row) {
    AffectState state;
    state.valence = rng.uniform() * 2 - 1;  // full precision, as a net gives it
    state.standard_error[0] = rng.uniform() / 4;
    for (const auto& name : track.labels) state.labels.push_back({name, rounded(rng.uniform()), std::nullopt});
    track.append(from + row, std::nullopt, state);
  }
  return track;
}

Series eda(Rng& rng) {
  Series series;
  series.name = "eda";
  series.subject = "Ann";
  series.rate_hz = 4;
  series.channels.push_back({"eda", "uS", {}});
  for (int i = 0; i < 1000; ++i) series.channels[0].values.push_back(rounded(2 + rng.uniform()));
  return series;
}

const Lines& stream() {
  static const Lines kStream = [] {
    Lines lines;
    Rng rng(7);
    for (int episode = 0; episode < kEpisodes; ++episode) {
      const std::string id = "call-" + std::to_string(episode);
      lines.accept({id, EpisodeInfo{{Clock::Type::media, {}, {}, {}, {}}, "a call", "en"}, {}});
      for (int turn = 0; turn < kTurns; ++turn) {
        const double start = turn * 2.5;
        lines.accept(
            {id, Turn{turn, turn % 2 ? "Ann" : "Bob", sentence(rng), "", TimeRange{start, start + 2.4}, "", ""}, {}});
        if (turn % kChunk == kChunk - 1) {
          lines.accept({id, lexicon_track(rng, turn + 1 - kChunk), {}});
          lines.accept({id, label_track(rng, turn + 1 - kChunk), {}});
        }
      }
      lines.accept({id, eda(rng), {}});
      lines.accept({id, End{}, {}});
    }
    if (const char* file = std::getenv("AFFECT_BENCH_RECORDS")) {
      std::ofstream out(file, std::ios::binary);
      for (const auto& line : lines.lines) out << line << '\n';
    }
    return lines;
  }();
  return kStream;
}

class Drop : public RecordSink {
 public:
  void accept(Record&& record) override { benchmark::DoNotOptimize(record); }
};

class Rewrite : public RecordSink {
 public:
  void accept(Record&& record) override {
    line_.clear();
    io::write_record(record, Clock{}, line_);
    benchmark::DoNotOptimize(line_.data());
  }

 private:
  std::string line_;
};

void report(benchmark::State& state) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * stream().bytes));
  state.counters["bytes"] = static_cast<double>(stream().bytes);
}

template <class Sink>
void parse(benchmark::State& state) {
  io::RecordParser parser;
  Sink sink;
  for (auto _ : state) {
    for (const auto& line : stream().lines) parser.parse(line, {}, sink);
  }
  report(state);
}

void write(benchmark::State& state) {
  std::string line;
  for (auto _ : state) {
    for (const auto& record : stream().records) {
      line.clear();
      io::write_record(record, Clock{}, line);
      benchmark::DoNotOptimize(line.data());
    }
  }
  report(state);
}

BENCHMARK(parse<Drop>)->Name("records/parse")->Unit(benchmark::kMillisecond);
BENCHMARK(write)->Name("records/write")->Unit(benchmark::kMillisecond);
BENCHMARK(parse<Rewrite>)->Name("records/parse_write")->Unit(benchmark::kMillisecond);

}  // namespace
