#include "affect/report/collector.h"

namespace affect::report {

void EpisodeCollector::accept(Record&& record) {
  const std::string id = record.episode;
  Episode& episode = open_[id];
  episode.add(std::move(record));
  if (!episode.ended) return;
  Episode whole = std::move(episode);
  open_.erase(id);
  ready_(std::move(whole));
}

void EpisodeCollector::close() {
  for (auto& [id, episode] : open_) ready_(std::move(episode));
  open_.clear();
}

}  // namespace affect::report
