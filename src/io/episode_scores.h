/// The raw scores of one episode, each with what its person and the other one scored before it.
///
///   EpisodeScores scores(engine, 21600);
///   scores.add(std::move(record));             // all of the episode
///   scores.write([&](const std::string& row) { ... }, found);
///
/// Thread-safety: none.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "affect/engine.h"
#include "affect/episode.h"
#include "io/codebook.h"

namespace affect::io {

/// When a turn was, for sessions.
struct TurnMoment {
  std::int64_t turn;
  Seconds time;             ///< NaN where none is known
  std::size_t session = 1;  ///< of a turn without a time: that of the last one before it that has one
};

class EpisodeScores {
 public:
  EpisodeScores(const Engine& engine, Seconds gap_s) : engine_(&engine), gap_s_(gap_s) {}

  void add(Record&& record);
  /// Calls `row` with each line of rows.csv, in the order of the tidy CSV: tracks, then signals. Tells in `found` what
  /// was scored. The object is spent then.
  void write(const std::function<void(const std::string& row)>& row, FoundValues& found);

 private:
  const Engine* engine_;
  Seconds gap_s_;
  EpisodeBuilder builder_;
  std::vector<TurnMoment> moments_;
  std::vector<std::string> speakers_;  ///< the first three
};

}  // namespace affect::io
