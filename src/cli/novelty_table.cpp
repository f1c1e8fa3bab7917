#include "cli/novelty_table.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "affect/clock.h"
#include "cli/table_writer.h"

namespace affect::cli {
namespace {

using understand::corpus::DocumentNovelty;
using understand::corpus::DocumentStream;
using understand::corpus::DrivingWord;
using understand::corpus::OrderTest;
using understand::corpus::ShiftWords;
using understand::corpus::StreamAnalysis;

std::string time_of(const DocumentStream& stream, std::size_t document) {
  const auto time = stream[document].time;
  return time ? format_iso_time(*time, Clock::Precision::day, false) : std::string();
}

Cell dated(const DocumentStream& stream, std::size_t document) {
  const std::string time = time_of(stream, document);
  return time.empty() ? Cell() : Cell(time);
}

/// Machines: tidy rows, one a figure.
class NoveltyRows {
 public:
  NoveltyRows(const DocumentStream& stream, Form form, const std::string& path)
      : stream_(stream),
        table_(form, path, {"document", "time", "measure", "word", "value", "by_chance", "p", "status", "reason"}) {}

  void write(const StreamAnalysis& found) {
    absent("shift", found.scan.status, found.scan.reason);
    absent("novelty", found.novelty.status, found.novelty.reason);
    absent("density_drift", found.density.status, found.density.reason);
    if (found.novelty.status == Status::given) {
      whole("persistence", found.novelty.persistence);
      whole("resonance_slope", found.novelty.slope);
    }
    if (found.density.status == Status::given) whole("density_drift", found.density.drift);
    for (const ShiftWords& shift : found.shifts) {
      row(shift.shift.at, "shift", {}, shift.shift.bits, found.scan.chance_bits, shift.shift.p);
      for (const auto* list : {&shift.words.rising, &shift.words.fading}) {
        const char* measure = list == &shift.words.rising ? "rising_word" : "fading_word";
        for (const DrivingWord& word : *list) {
          row(shift.shift.at, measure, stream_.vocabulary()[word.word], word.bits, {}, word.p_adjusted);
        }
      }
    }
    for (const DocumentNovelty& one : found.novelty.documents) {
      row(one.document, "novelty", {}, one.novelty, {}, {});
      row(one.document, "transience", {}, one.transience, {}, {});
      row(one.document, "resonance", {}, one.resonance, {}, one.p);
    }
    for (std::size_t i = 0; i < found.density.distance.size(); ++i) {
      row(i, "neighbour_distance", {}, found.density.distance[i], {}, {});
    }
    for (std::size_t i = 0; i < found.scan.bits.size(); ++i) {
      if (!std::isnan(found.scan.bits[i])) row(i, "divergence", {}, found.scan.bits[i], {}, {});
    }
    table_.commit();
  }

 private:
  void row(std::size_t document, const char* measure, const std::string& word, double value,
           std::optional<double> by_chance, std::optional<double> p) {
    table_.row({stream_[document].name, dated(stream_, document), std::string(measure),
                word.empty() ? Cell() : Cell(word), value, cell(by_chance), cell(p), Cell(), Cell()});
  }
  void whole(const char* measure, const OrderTest& test) {
    table_.row({Cell(), Cell(), std::string(measure), Cell(), test.value, test.by_chance, test.p, Cell(), Cell()});
  }
  void absent(const char* measure, Status status, const std::string& reason) {
    if (status == Status::given) return;
    table_.row(
        {Cell(), Cell(), std::string(measure), Cell(), Cell(), Cell(), Cell(), std::string(to_string(status)), reason});
  }

  const DocumentStream& stream_;
  TableWriter table_;
};

/// People: what stands out, each with its chance.
class NoveltyPage {
 public:
  NoveltyPage(const DocumentStream& stream, const std::string& path)
      : stream_(stream), table_(Form::terminal, path, {}) {}

  void write(const StreamAnalysis& found) {
    std::uint64_t words = 0;
    for (const auto& document : stream_.documents()) words += document.length;
    table_.line(fmt::format("{} documents, {} words, {} different; {}", stream_.size(), words,
                            stream_.vocabulary().size(),
                            stream_.all_dated() ? "by date" : "in the order of the input: not all have a date"));
    if (stream_.empty_documents() > 0) {
      table_.line(fmt::format("{} without words left out", stream_.empty_documents()));
    }
    for (const auto part : {&NoveltyPage::shifts, &NoveltyPage::novelty, &NoveltyPage::density}) {
      table_.line("");
      (this->*part)(found);
    }
    table_.commit();
  }

 private:
  std::string place(std::size_t document) const {
    const std::string time = time_of(stream_, document);
    return time.empty() ? stream_[document].name : fmt::format("{} ({})", stream_[document].name, time);
  }

  void shifts(const StreamAnalysis& found) {
    const auto& scan = found.scan;
    if (scan.status != Status::given) {
      return table_.line(fmt::format("shifts: {}, {}", to_string(scan.status), scan.reason));
    }
    table_.line(
        fmt::format("shifts of the words between {} documents before and after; {} orders; p for the whole stream",
                    scan.window, scan.permutations));
    if (scan.shifts.empty()) table_.line("none beyond chance; the strongest:");
    for (const ShiftWords& one : found.shifts) {
      table_.line(fmt::format("from {}: {:.4f} bits (chance {:.4f}), p {:.3f}", place(one.shift.at), one.shift.bits,
                              scan.chance_bits, one.shift.p));
      words("more", one.words.rising);
      words("less", one.words.fading);
    }
    table_.line("* differs between the documents of both sides (Welch's test, 5 % of such words false)");
  }

  void words(const char* how, const std::vector<DrivingWord>& list) {
    std::vector<std::string> names;
    for (const DrivingWord& word : list) {
      const bool clear = word.p_adjusted.value_or(1) <= 0.05;
      names.push_back(stream_.vocabulary()[word.word] + (clear ? "*" : ""));
    }
    table_.line(fmt::format("  {}: {}", how, fmt::join(names, " ")));
  }

  void novelty(const StreamAnalysis& found) {
    const auto& all = found.novelty;
    if (all.status != Status::given) {
      return table_.line(fmt::format("novelty: {}, {}", to_string(all.status), all.reason));
    }
    table_.line(fmt::format(
        "novelty against {} documents before, transience against those after, resonance their difference", all.window));
    table_.line(fmt::format("persistence {:.3f}, in other orders {:.3f}, p {:.3f}", all.persistence.value,
                            all.persistence.by_chance, all.persistence.p));
    table_.line(fmt::format("slope of resonance on novelty {:.3f}, in other orders {:.3f}, p {:.3f}", all.slope.value,
                            all.slope.by_chance, all.slope.p));
    auto rows = all.documents;
    constexpr std::size_t kMost = 5;
    std::stable_sort(rows.begin(), rows.end(),
                     [](const DocumentNovelty& a, const DocumentNovelty& b) { return a.resonance > b.resonance; });
    if (rows.size() > kMost) rows.resize(kMost);
    table_.columns({"most resonant", "novelty", "transience", "resonance", "p"});
    for (const DocumentNovelty& one : rows) {
      table_.row({place(one.document), one.novelty, one.transience, one.resonance, one.p});
    }
  }

  void density(const StreamAnalysis& found) {
    if (found.density.status != Status::given) {
      return table_.line(fmt::format("density: {}, {}", to_string(found.density.status), found.density.reason));
    }
    const auto& drift = found.density.drift;
    table_.line(fmt::format("neighbour distance, change over the stream {:+.3f}, in other orders {:+.3f}, p {:.3f}",
                            drift.value, drift.by_chance, drift.p));
  }

  const DocumentStream& stream_;
  TableWriter table_;
};

}  // namespace

void write_novelty(const NoveltyRun& run, const DocumentStream& stream, Form form, const std::string& path) {
  const DocumentStream joined = stream.joined(run.least_words, run.most_documents);
  const auto found = understand::corpus::analyse_stream(joined, run.options);
  if (form == Form::terminal) {
    NoveltyPage(joined, path).write(found);
  } else {
    NoveltyRows(joined, form, path).write(found);
  }
}

}  // namespace affect::cli
