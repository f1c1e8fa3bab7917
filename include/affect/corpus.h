/// A stream of episodes with tracks, findings and relations of its own: societies, document streams, cohorts.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "affect/episode.h"

namespace affect {

struct Corpus {
  std::string id;
  /// The next episode, or nothing at the end. Pulled, so that a corpus may be larger than memory.
  std::function<std::optional<Episode>()> next;
  std::vector<Track> tracks;
  std::vector<Finding> findings;
  std::vector<Relation> relations;
};

}  // namespace affect
