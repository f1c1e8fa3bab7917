/// What to express: input of every component of the room express.
#pragma once
#include <functional>
#include <optional>
#include <string>

#include "affect/segment.h"
#include "affect/series.h"
#include "affect/track.h"

namespace affect {

/// A step of a script; any of its parts may be absent, not all.
struct ScriptItem {
  std::optional<TimeRange> time;
  std::string text;
  std::optional<Track> affect;
  std::optional<Series> series;  ///< audio, a path, blendshapes
  std::string reference;         ///< name of a voice, face or style to follow
};

struct Script {
  /// The next item, or nothing at the end: length has no limit.
  std::function<std::optional<ScriptItem>()> next;
};

}  // namespace affect
