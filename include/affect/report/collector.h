/// Gathers a stream of records, whose episodes may be interleaved, into whole episodes.
///
/// Thread-safety: none.
#pragma once
#include <functional>
#include <map>
#include <string>

#include "affect/episode.h"

namespace affect::report {

class EpisodeCollector : public RecordSink {
 public:
  /// `ready` gets each episode when its end comes.
  explicit EpisodeCollector(std::function<void(Episode&&)> ready) : ready_(std::move(ready)) {}
  void accept(Record&& record) override;
  /// Hands over the episodes that were never ended, by id.
  void close();

 private:
  std::function<void(Episode&&)> ready_;
  std::map<std::string, EpisodeBuilder> open_;
};

}  // namespace affect::report
