/// Sends an episode that brings scores of its own one way, and one that brings none another: there it can be given
/// some.
///
///   UnscoredEpisodes ways(writer, pipeline);
///
/// An episode is held, packed, until its first track or series, or its end. Thread-safety: none.
#pragma once
#include <map>
#include <string>

#include "affect/record.h"
#include "io/packed_records.h"

namespace affect::io {

class UnscoredEpisodes final : public RecordSink {
 public:
  UnscoredEpisodes(RecordSink& scored, RecordSink& unscored) : scored_(scored), unscored_(unscored) {}
  void accept(Record&& record) override;

 private:
  struct Held {
    PackedRecords records;
    bool is_scored = false;
  };

  RecordSink& scored_;
  RecordSink& unscored_;
  std::map<std::string, Held, std::less<>> open_;
};

}  // namespace affect::io
