#include "understand/trajectory/raw_input.h"

#include <algorithm>
#include <utility>

namespace affect::understand::trajectory {

bool RawInput::is_raw(const std::string& component) const {
  const auto& catalogue = engine_.catalogue();
  return std::none_of(catalogue.begin(), catalogue.end(), [&](const CatalogueEntry& entry) {
    return entry.name == component && entry.room.starts_with("understand/");
  });
}

void RawInput::push(const Record& record) {
  if (const auto* info = std::get_if<EpisodeInfo>(&record.body)) {
    clock_ = info->clock;
  } else if (const auto* track = std::get_if<Track>(&record.body)) {
    const auto& key = track->key;
    if (!is_raw(key.source.name)) return;
    const TrackName name{key.subject, key.perspective, key.target, key.source.to_string(), key.taxonomy};
    const auto [found, is_new] = track_index_.try_emplace(name, tracks_.size());
    Track chunk = *track;
    if (words_ == RowWords::dropped) chunk.drop_words();
    if (is_new) {
      tracks_.push_back(std::move(chunk));
    } else {
      tracks_[found->second].append(chunk);
    }
  } else if (const auto* series = std::get_if<Series>(&record.body)) {
    if (!is_raw(Source::parse(series->source).name)) return;
    const auto [found, is_new] =
        series_index_.try_emplace({series->name, series->subject, series->source}, series_.size());
    if (is_new) series_.emplace_back();
    auto& pieces = series_[found->second];
    if (pieces.empty() || !pieces.back().append(*series)) pieces.push_back(*series);
  } else {
    return;
  }
  if (episode_.empty()) episode_ = record.episode;
}

}  // namespace affect::understand::trajectory
