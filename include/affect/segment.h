/// A piece of a medium: time, bytes of text, part of an image. A Turn is a segment with a speaker and text.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "affect/clock.h"

namespace affect {

/// [start, end] on the episode's clock; end >= start.
struct TimeRange {
  Seconds start = 0;
  Seconds end = 0;
  bool operator==(const TimeRange&) const = default;
};

/// [begin, end) of UTF-8 bytes of a turn's text, or of a text medium.
struct ByteRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  bool operator==(const ByteRange&) const = default;
};

/// Rectangle of an image, in parts of its width and height: 0 <= x, y; x + width, y + height <= 1.
struct Region {
  double x = 0, y = 0, width = 1, height = 1;
  bool operator==(const Region&) const = default;
};

struct Segment {
  std::string medium;                ///< name of a Media of the episode, or empty
  std::optional<std::int64_t> turn;  ///< the turn it lies in
  std::optional<TimeRange> time;
  std::optional<ByteRange> bytes;
  std::optional<Region> region;

  std::optional<std::string> violation() const;
  bool operator==(const Segment&) const = default;
};

/// What somebody said or wrote, or (with `event` and no text) a media, system or deleted line.
struct Turn {
  std::int64_t turn = 0;          ///< from 0 in the episode, increasing
  std::string speaker;            ///< name as in the file; empty where nobody is named
  std::string text;               ///< UTF-8
  std::string event;              ///< "media", "system", "deleted"; then text is empty
  std::optional<TimeRange> time;  ///< media clock: start and end; calendar clock: start == end, the time it is dated
  std::string id;                 ///< the source's own message id, or empty
  std::string reply_to;           ///< id of the message it answers, or empty

  std::optional<std::string> violation() const;
  bool operator==(const Turn&) const = default;
};

/// A medium that the episode was read from.
struct Media {
  std::string name;    ///< unique in the episode
  std::string type;    ///< "text", "audio", "video", "image", "signal"
  std::string format;  ///< the reader's name: "srt", "csv"
  std::string path;    ///< as given by the user, or empty
  std::string sha256;  ///< of the bytes read, or empty

  std::optional<std::string> violation() const;
  bool operator==(const Media&) const = default;
};

}  // namespace affect
