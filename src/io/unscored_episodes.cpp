#include "io/unscored_episodes.h"

#include <utility>

namespace affect::io {

void UnscoredEpisodes::accept(Record&& record) {
  const auto held = open_.try_emplace(record.episode).first;
  auto& [records, is_scored] = held->second;
  const bool ends = std::holds_alternative<End>(record.body);
  if (!is_scored && (std::holds_alternative<Track>(record.body) || std::holds_alternative<Series>(record.body))) {
    is_scored = true;
    records.drain(scored_);
  }
  if (is_scored) {
    scored_.accept(std::move(record));
  } else {
    records.add(record);
    if (ends) records.drain(unscored_);
  }
  if (ends) open_.erase(held);
}

}  // namespace affect::io
