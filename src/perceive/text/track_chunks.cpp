#include "perceive/text/track_chunks.h"

#include <optional>

namespace affect::perceive::text {

void TrackChunks::append(std::string_view kind, std::string_view speaker, const Make& make, const Turn& turn,
                         const AffectState& state, std::span<const WordWeight> words) {
  auto of_kind = index_.find(kind);
  if (of_kind == index_.end()) of_kind = index_.try_emplace(std::string(kind)).first;
  auto found = of_kind->second.find(speaker);
  if (found == of_kind->second.end()) {
    found = of_kind->second.emplace(speaker, tracks_.size()).first;
    tracks_.push_back(make());
    tracks_.back().key.source = source_;
  }
  tracks_[found->second].append(turn.turn, turn.time, state, words);
  last_turn_ = turn.turn;
  ++rows_;
}

void TrackChunks::flush(const std::string& episode, RecordSink& out) {
  if (empty()) return;
  for (Track& track : tracks_) out.accept({episode, std::move(track), {}});
  tracks_.clear();
  index_.clear();
  rows_ = 0;
  out.accept({episode, Final{source_, last_turn_, std::nullopt}, {}});
}

}  // namespace affect::perceive::text
