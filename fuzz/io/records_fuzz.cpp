// Any bytes: a line is a record or an InputError, and what was read is written and read the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "affect/io/records.h"

namespace {

class Collect : public affect::RecordSink {
 public:
  void accept(affect::Record&& record) override { records.push_back(std::move(record)); }
  std::vector<affect::Record> records;
};

std::string write(const affect::Record& record) {
  std::string line;
  affect::io::write_record(record, affect::Clock{}, line);
  return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  affect::io::RecordParser parser;
  Collect first;
  try {
    parser.parse({reinterpret_cast<const char*>(data), size}, {}, first);
  } catch (const affect::InputError&) {
    return 0;
  }
  for (const auto& record : first.records) {
    Collect second;
    const auto line = write(record);
    parser.parse(line, {}, second);
    if (second.records.size() != 1 || write(second.records.front()) != line) std::abort();
  }
  return 0;
}
