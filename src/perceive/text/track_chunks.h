/// The tracks that a stage fills turn by turn, one a speaker and kind; they leave in chunks, so that memory does not
/// grow.
///
/// Thread-safety: none.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "affect/record.h"

namespace affect::perceive::text {

class TrackChunks {
 public:
  /// A new track without rows; its source is set here.
  using Make = std::function<Track()>;

  TrackChunks(Source source, std::size_t rows_per_chunk)
      : source_(std::move(source)), rows_per_chunk_(rows_per_chunk) {}

  /// A row of the track of (kind, speaker), which `make` gives where this chunk has none yet.
  void append(std::string_view kind, std::string_view speaker, const Make& make, const Turn& turn,
              const AffectState& state, std::span<const WordWeight> words = {});
  bool empty() const { return rows_ == 0; }
  bool full() const { return rows_ >= rows_per_chunk_; }
  /// Hands out all tracks in order of first appearance, and that they hold up to the last turn appended. Nothing where
  /// empty.
  void flush(const std::string& episode, RecordSink& out);

 private:
  Source source_;
  std::size_t rows_per_chunk_;
  std::vector<Track> tracks_;
  std::map<std::string, std::map<std::string, std::size_t, std::less<>>, std::less<>> index_;  ///< by kind, speaker
  std::size_t rows_ = 0;
  std::int64_t last_turn_ = 0;
};

}  // namespace affect::perceive::text
