/// What every reader of turns does: opens the episode, introduces speakers, numbers turns, closes.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

#include "affect/io/reader.h"

namespace affect::io {

/// The episode's id: what the user said, else the file's stem, else "stdin".
std::string episode_id(const ReadContext& context, const LineReader& lines);
/// What the episode was read from. Its sha256 stays empty: a stream is not yet read when its first turn is.
Media medium_of(const LineReader& lines, std::string_view type, std::string_view format);

class TurnWriter {
 public:
  TurnWriter(const ReadContext& context, const LineReader& lines, std::string_view format, RecordSink& out);

  void open(std::string id, Clock clock, std::string title = {});
  bool is_open() const { return open_; }
  /// Numbers the turn and writes it, after its subject where that is new. A turn without text and event is left out and
  /// counted ("empty_turn"); a time before the last one is kept and counted ("time_back"). `line` is where it begins.
  void write(Turn&& turn, std::size_t line);
  void close();

 private:
  const ReadContext& context_;
  const LineReader& lines_;
  std::string format_;
  RecordSink& out_;
  std::string id_;
  bool open_ = false;
  std::int64_t next_turn_ = 0;
  Seconds last_ = 0;
  std::string last_speaker_;
  std::unordered_set<std::string> speakers_;
};

}  // namespace affect::io
