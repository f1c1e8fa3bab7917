/// The wire format: one JSON object a line. docs/io/records.md and data/schema/record.schema.json describe
/// it.
///
///   RecordWriter writer(output);
///   writer.accept(Record{"call", Turn{...}});
///
/// Text is canonical: keys in the schema's order, no spaces, the shortest numbers that read back the same,
/// absent fields left out. write(read(x)) == x for canonical x. Thread-safety: none; one reader or writer,
/// one thread.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "affect/io/output.h"
#include "affect/io/reader.h"
#include "affect/record.h"

namespace affect::io {

/// Parses lines; keeps its buffers between calls.
class RecordParser {
 public:
  RecordParser();
  ~RecordParser();
  /// One line (without its end). Throws InputError with the column: not JSON, a duplicate key, deeper than
  /// 64, a wrong type, a value out of range, an unknown "affect" version.
  Record parse(std::string_view line, const Place& place);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Appends the canonical line, without the line end.
void write_record(const Record& record, std::string& line);

class RecordWriter : public RecordSink {
 public:
  explicit RecordWriter(Output& output) : output_(output) {}
  void accept(Record&& record) override;

 private:
  Output& output_;
  std::string line_;
};

}  // namespace affect::io
