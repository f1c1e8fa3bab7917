// System 098, trajectories of change: relative entropy between the windows of a dated stream, with a test by the order
// of documents and the words that drive a shift; how dense neighbourhoods are over time. The papers on gravitation are
// not at hand: the stream is 112 annual messages, 1790 to 1900. Beside it stand the same messages in orders by chance,
// with nothing or with a change planted in them, and the plain rule: where the means of tf-idf are farthest apart.
#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numeric>
#include <set>

#include <fmt/format.h>

#include "affect/clock.h"
#include "affect/evaluate/system.h"
#include "affect/io/reader.h"
#include "affect/io/sha256.h"
#include "affect/measure/proportion.h"
#include "affect/measure/quantile.h"
#include "affect/perceive/text/dictionary.h"
#include "affect/understand/corpus/document_sink.h"
#include "affect/understand/corpus/planted_shift.h"
#include "affect/understand/corpus/stream_analysis.h"
#include "io/compressed.h"

namespace affect::evaluate {
namespace {

using understand::corpus::DocumentSink;
using understand::corpus::DocumentStream;
using understand::corpus::DocumentUnit;

constexpr std::string_view kMessages = "streams/annual_messages.csv.gz";
constexpr std::size_t kChangeWindow = 20;
constexpr std::array<double, 3> kPlantedShares{0.01, 0.05, 0.1};

void cut_into_words(std::string_view text, const std::function<void(std::string_view)>& word) {
  perceive::text::each_word(text, [&](const perceive::text::TextWord& found) { word(found.lower); });
}

DocumentStream read_messages(const Engine& engine) {
  const auto source = io::unpack(io::memory_source(engine.data(kMessages), "annual_messages.csv"));
  Diagnostics noted;
  DocumentSink sink(DocumentUnit::turn, cut_into_words);
  io::read_source(engine, *source, {.diagnostics = noted, .format = "csv"}, sink);
  return sink.take();
}

/// The trivial rule: where the mean tf-idf vectors of both windows have the smallest cosine.
std::size_t farthest_means(const DocumentStream& stream, std::size_t window) {
  std::vector<double> documents(stream.vocabulary().size());
  for (const auto& document : stream.documents()) {
    for (const auto& [word, count] : document.words) ++documents[word];
  }
  const auto mean = [&](std::size_t begin) {
    std::vector<double> sums(documents.size());
    for (std::size_t i = begin; i < begin + window; ++i) {
      for (const auto& [word, count] : stream[i].words) {
        sums[word] += count / static_cast<double>(stream[i].length) *
                      std::log(static_cast<double>(stream.size()) / documents[word]);
      }
    }
    const double length = std::sqrt(std::inner_product(sums.begin(), sums.end(), sums.begin(), 0.0));
    for (double& value : sums) value /= length;
    return sums;
  };
  std::size_t farthest = window;
  double least = 2;
  for (std::size_t at = window; at + window <= stream.size(); ++at) {
    const auto before = mean(at - window), after = mean(at);
    const double cosine = std::inner_product(before.begin(), before.end(), after.begin(), 0.0);
    if (cosine < least) farthest = at, least = cosine;
  }
  return farthest;
}

Figure share(std::string name, std::size_t hits, std::size_t n) {
  const auto interval = measure::wilson_interval(static_cast<double>(hits), static_cast<double>(n));
  return {.name = std::move(name),
          .value = static_cast<double>(hits) / static_cast<double>(n),
          .low = interval.low,
          .high = interval.high,
          .n = n};
}

class TrajectoriesOfChange : public System {
 public:
  RunResult run(const Engine& engine, const RunOptions& options, Diagnostics& /*diagnostics*/) const override {
    RunResult result;
    result.split = options.quick ? "messages 1790 to 1900, few orders and streams" : "messages 1790 to 1900";
    result.data.push_back({std::string(kMessages), io::sha256_hex(engine.data(kMessages))});
    const DocumentStream stream = read_messages(engine);
    const std::size_t orders = options.quick ? 99 : 999;
    as_it_is(stream, orders, result);
    by_chance(stream, options.quick ? 8 : 100, result);
    for (const double planted : kPlantedShares) {
      if (options.quick && planted != kPlantedShares.back()) continue;
      with_a_plant(stream, planted, options.quick ? 4 : 40, result);
    }
    return result;
  }

 private:
  static double year(const DocumentStream& stream, std::size_t document) {
    return std::stod(format_iso_time(*stream[document].time, Clock::Precision::year, false));
  }

  static void as_it_is(const DocumentStream& stream, std::size_t orders, RunResult& result) {
    const std::size_t n = stream.size();
    const auto add = [&](std::string name, double value, std::string unit = {}) {
      result.figures.push_back({.name = std::move(name), .value = value, .n = n, .unit = std::move(unit)});
    };
    for (const std::size_t block : {std::size_t{1}, std::size_t{8}}) {
      const auto found =
          understand::corpus::analyse_stream(stream, {.window = kChangeWindow, .permutations = orders, .block = block});
      const std::string of = block == 1 ? "in any order: " : fmt::format("blocks of {} in any order: ", block);
      if (block == 1) {
        add("strongest shift, year", year(stream, found.scan.strongest.at), "year");
        add("strongest shift, divergence", found.scan.strongest.bits, "bit");
        add("the plain rule's shift, year", year(stream, farthest_means(stream, kChangeWindow)), "year");
        add("neighbour distance, change over the stream", found.density.drift.value, "cosine distance");
        add("persistence of words", found.novelty.persistence.value, "bit");
        for (const auto& shift : found.shifts) tell(stream, shift, result);
      }
      add(of + "p of the strongest shift", found.scan.strongest.p);
      add(of + "p of the change of neighbour distance", found.density.drift.p);
      add(of + "p of persistence", found.novelty.persistence.p);
      add(of + "p of the slope of resonance on novelty", found.novelty.slope.p);
    }
  }

  static void tell(const DocumentStream& stream, const understand::corpus::ShiftWords& shift, RunResult& result) {
    const auto names = [&](const std::vector<understand::corpus::DrivingWord>& list) {
      std::vector<std::string> words;
      words.reserve(list.size());
      for (const auto& word : list) words.push_back(stream.vocabulary()[word.word]);
      return fmt::format("{}", fmt::join(words, " "));
    };
    result.lines.push_back(fmt::format("{:.0f}: {:.4f} bits, p {:.3f}; more: {}; less: {}",
                                       year(stream, shift.shift.at), shift.shift.bits, shift.shift.p,
                                       names(shift.words.rising), names(shift.words.fading)));
  }

  static void by_chance(const DocumentStream& stream, std::size_t streams, RunResult& result) {
    std::size_t shifts = 0, drifts = 0, resonant = 0;
    for (std::size_t i = 0; i < streams; ++i) {
      Rng rng = Rng(1790).split(i);
      const auto found = understand::corpus::analyse_stream(
          understand::corpus::shuffled(stream, rng),
          {.window = kChangeWindow, .dimensions = 30, .permutations = 99, .seed = i + 1});
      shifts += found.scan.strongest.p <= 0.05;
      drifts += found.density.drift.p <= 0.05;
      resonant += std::any_of(found.novelty.documents.begin(), found.novelty.documents.end(),
                              [](const auto& one) { return one.p <= 0.05; });
    }
    result.figures.push_back(share("shuffled years: streams with a shift, p <= 0.05", shifts, streams));
    result.figures.push_back(share("shuffled years: streams with a change of density, p <= 0.05", drifts, streams));
    result.figures.push_back(share("shuffled years: streams with a resonant message, p <= 0.05", resonant, streams));
  }

  static void with_a_plant(const DocumentStream& stream, double planted, std::size_t streams, RunResult& result) {
    std::size_t found = 0, near = 0, plain_near = 0;
    std::vector<double> ranks;
    for (std::size_t i = 0; i < streams; ++i) {
      Rng rng = Rng(1900).split(i);
      const auto shuffled = understand::corpus::shuffled(stream, rng);
      const std::size_t from = kChangeWindow + rng.below(stream.size() - 2 * kChangeWindow + 1);
      const auto changed = understand::corpus::planted(shuffled, {.from = from, .share = planted}, rng);
      const auto scan =
          understand::corpus::vocabulary_shifts(changed, {.window = kChangeWindow, .permutations = 99, .seed = i + 1});
      const auto is_near = [&](std::size_t at) { return std::max(at, from) - std::min(at, from) <= 2; };
      found += scan.strongest.p <= 0.05;
      near += is_near(scan.strongest.at);
      plain_near += is_near(farthest_means(changed, kChangeWindow));
      // Ranks where the change is known to be: what the words are worth, whatever the place.
      const auto words = understand::corpus::driving_words(changed, from - kChangeWindow, from, from + kChangeWindow,
                                                           {.smoothing = {}, .most = changed.vocabulary().size()});
      for (std::size_t k = 0; k < words.rising.size(); ++k) {
        if (changed.vocabulary()[words.rising[k].word].starts_with(understand::corpus::kPlantedWord)) {
          ranks.push_back(static_cast<double>(k + 1));
        }
      }
    }
    const std::string of = fmt::format("planted, {:.0f} % of words: ", 100 * planted);
    result.figures.push_back(share(of + "shift found, p <= 0.05", found, streams));
    result.figures.push_back(share(of + "strongest shift within 2 messages", near, streams));
    result.figures.push_back(share(of + "the plain rule within 2 messages", plain_near, streams));
    std::sort(ranks.begin(), ranks.end());
    if (!ranks.empty()) {
      result.figures.push_back({.name = of + "median rank of the five words among those that rise",
                                .value = measure::sample_quantile(ranks, 0.5),
                                .n = ranks.size(),
                                .unit = "rank"});
    }
  }
};

}  // namespace

void register_trajectories_of_change(Engine& engine) {
  engine.add<System>(
      {.name = "trajectories_of_change",
       .room = "evaluate",
       .what = "Shifts of a dated stream with the words that drive them, and how dense neighbourhoods are",
       .units = "bits, p, shares",
       .source = "098 Trajectories of Change",
       .options = {}},
      [](const Engine&, const Options&) { return std::make_unique<TrajectoriesOfChange>(); });
}

}  // namespace affect::evaluate
