/// What tells one track of an episode from another.
#pragma once
#include <string>
#include <tuple>

#include "affect/track.h"

namespace affect::understand::trajectory {

using TrackName = std::tuple<std::string, Perspective, std::string, std::string, std::string, std::string>;

inline TrackName track_name(const TrackKey& key) {
  return {key.subject, key.perspective, key.target, key.source.to_string(), key.taxonomy, key.input.to_string()};
}

}  // namespace affect::understand::trajectory
