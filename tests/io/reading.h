/// Reads text with a reader and keeps what it gives, for tests of the readers.
#pragma once
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "affect/io/reader.h"

namespace affect::io {
void register_all(Engine& engine);
}

namespace affect::test {

class Reading : public RecordSink {
 public:
  std::vector<Record> records;
  std::vector<Turn> turns;
  std::vector<Series> series;  ///< chunks joined
  std::vector<std::string> subjects;
  std::vector<EpisodeInfo> episodes;
  std::vector<std::string> episode_ids;
  std::vector<Occurrence> occurrences;
  std::vector<Relation> relations;
  std::vector<io::Reject> rejects;
  Diagnostics diagnostics;
  io::Ledger ledger;
  bool keep_records = true;

  void accept(Record&& record) override {
    if (const auto problem = violation(record)) ADD_FAILURE() << "violation: " << *problem;
    if (const auto* info = std::get_if<EpisodeInfo>(&record.body)) {
      EXPECT_TRUE(open_.insert(record.episode).second) << "an episode begins twice";
      episodes.push_back(*info);
      episode_ids.push_back(record.episode);
    } else {
      EXPECT_TRUE(open_.contains(record.episode)) << "a record outside an episode";
    }
    if (std::holds_alternative<End>(record.body)) open_.erase(record.episode);
    if (const auto* turn = std::get_if<Turn>(&record.body)) turns.push_back(*turn);
    if (const auto* subject = std::get_if<Subject>(&record.body)) subjects.push_back(subject->name);
    if (const auto* occurrence = std::get_if<Occurrence>(&record.body)) occurrences.push_back(*occurrence);
    if (const auto* relation = std::get_if<Relation>(&record.body)) relations.push_back(*relation);
    if (const auto* chunk = std::get_if<Series>(&record.body)) {
      if (series.empty() || !series.back().append(*chunk)) series.push_back(*chunk);
    }
    if (keep_records) records.push_back(std::move(record));
  }

  /// Options of the context are set before.
  io::ReadContext context() {
    io::ReadContext result{.diagnostics = diagnostics};
    result.ledger = &ledger;
    result.reject = [this](const io::Reject& reject) { rejects.push_back(reject); };
    return result;
  }

  bool open() const { return !open_.empty(); }

 private:
  std::set<std::string> open_;
};

inline const Engine& reading_engine() {
  static const auto engine = [] {
    auto made = std::make_unique<Engine>();
    io::register_all(*made);
    return made;
  }();
  return *engine;
}

/// Gives a few bytes a call, as a slow pipe does; with a path, as a file does.
class SlowSource : public io::ByteSource {
 public:
  SlowSource(std::string_view bytes, std::size_t piece, std::string path = {})
      : rest_(bytes), piece_(piece), path_(std::move(path)), name_(path_.empty() ? "memory" : path_) {}
  std::size_t read(char* into, std::size_t size) override {
    const std::size_t given = std::min({size, piece_, rest_.size()});
    rest_.copy(into, given);
    rest_.remove_prefix(given);
    return given;
  }
  const std::string& name() const override { return name_; }
  std::string_view path() const override { return path_; }

 private:
  std::string_view rest_;
  std::size_t piece_;
  std::string path_;
  std::string name_;
};

/// Reads `text` as the file `path`; faults are collected.
inline Reading read_text(std::string_view text, std::string format = {}, std::string path = {},
                         std::map<std::string, std::string> columns = {}, std::string subject = {}) {
  Reading reading;
  io::ReadContext context = reading.context();
  context.format = std::move(format);
  context.columns = std::move(columns);
  context.subject = std::move(subject);
  SlowSource source(text, 1u << 20, std::move(path));
  io::read_source(reading_engine(), source, context, reading);
  return reading;
}

/// The message of the error that reading `text` throws; faults throw.
inline std::string error_of(std::string_view text, std::string format = {}, std::string path = {},
                            std::map<std::string, std::string> columns = {}) {
  Reading reading;
  io::ReadContext context{.diagnostics = reading.diagnostics};
  context.format = std::move(format);
  context.columns = std::move(columns);
  SlowSource source(text, 1u << 20, std::move(path));
  try {
    io::read_source(reading_engine(), source, context, reading);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

/// "Ann: hi" for each turn; events in brackets.
inline std::vector<std::string> spoken(const Reading& reading) {
  std::vector<std::string> lines;
  for (const Turn& turn : reading.turns) {
    lines.push_back(turn.speaker + ": " + (turn.event.empty() ? turn.text : "[" + turn.event + "]"));
  }
  return lines;
}

using Lines = std::vector<std::string>;

}  // namespace affect::test
