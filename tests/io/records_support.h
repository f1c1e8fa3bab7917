// What the tests of the wire format share.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "affect/io/records.h"

namespace affect::test {

class Collect : public RecordSink {
 public:
  void accept(Record&& record) override { records.push_back(std::move(record)); }
  std::vector<Record> records;
};

inline std::vector<Record> parse(std::string_view line) {
  Collect sink;
  io::RecordParser().parse(line, {"x.jsonl", 3, 0}, sink);
  return std::move(sink.records);
}

inline std::string write(const Record& record, const Clock& clock = {}) {
  std::string line;
  io::write_record(record, clock, line);
  return line;
}

}  // namespace affect::test
