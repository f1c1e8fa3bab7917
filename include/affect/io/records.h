/// The wire format: one JSON object a line. docs/io/records.md and data/schema/record.schema.json describe it.
///
///   RecordWriter writer(output);
///   writer.accept(Record{"call", Turn{...}});
///
/// Text is canonical: keys in the schema's order, no spaces, the shortest numbers that read back the same, absent
/// fields left out. write(read(x)) == x for canonical x. Thread-safety: none; one reader or writer, one thread.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "affect/clock.h"
#include "affect/error.h"
#include "affect/io/output.h"
#include "affect/record.h"

namespace affect::io {

/// Parses lines; keeps its buffers between calls.
class RecordParser {
 public:
  RecordParser();
  ~RecordParser();
  /// One line, without its end: hands one record to `out`, or all of an episode that stands on one line, closed by End.
  /// Nothing is handed over where it throws InputError with the column: not JSON or not UTF-8, a repeated key, deeper
  /// than 64, a wrong type, a value out of range, an unknown "affect" version.
  void parse(std::string_view line, const Place& place, RecordSink& out);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Appends the canonical line, without the line end. `clock` is the episode's: on a calendar, times are ISO 8601 at its
/// precision where that loses nothing, and seconds since 1970 where it would. Strings must be UTF-8, numbers finite.
void write_record(const Record& record, const Clock& clock, std::string& line);

/// The clock of each episode of a stream, from its first record to its end.
class EpisodeClocks {
 public:
  /// The clock of this record's episode, valid until the next call.
  const Clock& follow(const Record& record);

 private:
  std::map<std::string, Clock, std::less<>> open_;
  Clock none_;
};

/// Writes each record as a line.
class RecordWriter : public RecordSink {
 public:
  explicit RecordWriter(Output& output) : output_(output) {}
  /// Throws InputError where a string is not UTF-8.
  void accept(Record&& record) override;

 private:
  Output& output_;
  EpisodeClocks clocks_;
  std::string line_;
};

}  // namespace affect::io
