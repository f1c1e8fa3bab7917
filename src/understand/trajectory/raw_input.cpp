#include "understand/trajectory/raw_input.h"

#include <utility>

namespace affect::understand::trajectory {
namespace {

constexpr std::string_view kOwnRooms = "understand/";

}  // namespace

void RawInput::push(const Record& record) {
  if (const auto* info = std::get_if<EpisodeInfo>(&record.body)) {
    clock_ = info->clock;
  } else if (const auto* track = std::get_if<Track>(&record.body)) {
    const auto& key = track->key;
    if (engine_.has(key.source.name, kOwnRooms)) return;
    const auto [found, is_new] = track_index_.try_emplace(track_name(key), tracks_.size());
    Track chunk = *track;
    if (words_ == RowWords::dropped) chunk.drop_words();
    if (is_new) {
      tracks_.push_back(std::move(chunk));
    } else {
      tracks_[found->second].append(chunk);
    }
  } else if (const auto* series = std::get_if<Series>(&record.body)) {
    if (engine_.has(Source::parse(series->source).name, kOwnRooms)) return;
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
