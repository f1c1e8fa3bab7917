/// What tools/make_stream_reference.py wrote: counts of words, and what independent implementations say of them.
#pragma once
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "affect/understand/corpus/document_stream.h"
#include "support/place.h"

namespace affect::understand::corpus {

struct StreamReference {
  DocumentStream stream;
  std::map<std::string, std::vector<double>> values;
};

inline StreamReference stream_reference() {
  std::ifstream file(affect::test::source_dir() + "/tests/understand/corpus/stream_reference.txt");
  StreamReference reference;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string name;
    words >> name;
    std::vector<double> values;
    for (double value = 0; words >> value;) values.push_back(value);
    if (name != "counts") {
      reference.values[name] = values;
      continue;
    }
    DocumentStream::Counts counts;
    for (std::size_t i = 0; i < values.size(); ++i) {
      counts.emplace_back(fmt::format("w{:02}", i), static_cast<std::uint64_t>(values[i]));
    }
    reference.stream.add(fmt::format("d{}", reference.stream.size()), std::nullopt, counts);
  }
  return reference;
}

}  // namespace affect::understand::corpus
