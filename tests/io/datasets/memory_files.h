/// A data set of small files in memory.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "affect/io/datasets/census.h"
#include "io/reading.h"

namespace affect::test {

class MemoryFiles : public io::DatasetFiles {
 public:
  explicit MemoryFiles(std::map<std::string, std::string> files) : files_(std::move(files)) {}
  std::unique_ptr<io::ByteSource> open(const std::string& file) const override {
    const auto found = files_.find(file);
    if (found == files_.end()) throw InputError("cannot be opened", {file});
    return io::memory_source(found->second, file);
  }

 private:
  std::map<std::string, std::string> files_;
};

/// What a split gives, with its ledger balanced and faults collected.
inline Reading read_set(const std::string& set, const std::string& split, std::map<std::string, std::string> files) {
  Reading reading;
  const auto dataset = reading_engine().make<io::Dataset>(set);
  dataset->read(MemoryFiles(std::move(files)), split, reading.context(), reading);
  EXPECT_TRUE(reading.ledger.balances()) << set << "/" << split;
  EXPECT_FALSE(reading.open()) << set << "/" << split;
  return reading;
}

/// The tracks of a source, chunks joined, in the order in which they began.
inline std::vector<Track> tracks_of(const Reading& reading, const std::string& source = "gold") {
  std::vector<Track> tracks;
  for (const Record& record : reading.records) {
    const auto* chunk = std::get_if<Track>(&record.body);
    if (chunk != nullptr && chunk->key.source.name == source) tracks.push_back(*chunk);
  }
  return tracks;
}

/// "2:joy" for each label with more than half of the probability.
inline std::vector<std::string> labelled(const Track& track) {
  std::vector<std::string> rows;
  for (std::size_t row = 0; row < track.size(); ++row) {
    for (const Label& label : track.state(row).labels) {
      if (label.probability > 0.5) rows.push_back(std::to_string(track.turn(row)) + ":" + label.name);
    }
  }
  return rows;
}

/// "strategy@1=Question" for each occurrence with a code.
inline std::vector<std::string> codes(const Reading& reading) {
  std::vector<std::string> found;
  for (const Occurrence& one : reading.occurrences) {
    const auto code = one.attributes.find("code");
    if (code == one.attributes.end()) continue;
    found.push_back(one.type + "@" + (one.turn ? std::to_string(*one.turn) : "-") + "=" + code->second);
  }
  return found;
}

}  // namespace affect::test
