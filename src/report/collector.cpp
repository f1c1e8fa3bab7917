#include "affect/report/collector.h"

namespace affect::report {

void EpisodeCollector::accept(Record&& record) {
  const std::string id = record.episode;
  EpisodeBuilder& builder = open_[id];
  builder.add(std::move(record));
  if (!builder.episode().ended) return;
  Episode whole = builder.take();
  open_.erase(id);
  ready_(std::move(whole));
}

void EpisodeCollector::close() {
  for (auto& [id, builder] : open_) ready_(builder.take());
  open_.clear();
}

}  // namespace affect::report
