#include "report/limits.h"

#include <algorithm>

namespace affect::report {

std::string limits(const Episode& episode) {
  const bool by_lexicon = std::any_of(episode.tracks.begin(), episode.tracks.end(),
                                      [](const Track& track) { return track.key.source.name == "lexicon"; });
  std::string text;
  if (by_lexicon) {
    text = "Expressed in words, read by a lexicon; not what anyone feels. ";
  } else if (!episode.tracks.empty()) {
    text = "Estimated from what was recorded; not what anyone feels. ";
  }
  if (!episode.series.empty()) text += "A body signal shows that something happened, not which emotion. ";
  return text + "A screening aid, not a diagnosis.";
}

}  // namespace affect::report
