#include "affect/episode.h"

#include <algorithm>

namespace affect {
namespace {

void add_track(std::vector<Track>& tracks, Track&& chunk) {
  const auto same = std::find_if(tracks.rbegin(), tracks.rend(), [&](const Track& track) {
    return track.key == chunk.key && track.label_kind == chunk.label_kind && track.labels == chunk.labels;
  });
  if (same == tracks.rend()) {
    tracks.push_back(std::move(chunk));
  } else {
    same->append(chunk);
  }
}

void add_series(std::vector<Series>& all, Series&& chunk) {
  for (auto& series : all) {
    if (series.append(chunk)) return;
  }
  all.push_back(std::move(chunk));
}

}  // namespace

void Episode::add(Record&& record) {
  if (id.empty()) id = record.episode;
  struct Visitor {
    Episode& episode;
    Record& record;
    void operator()(EpisodeInfo& opened) const { episode.info = std::move(opened); }
    void operator()(Subject& subject) const {
      const auto known = std::find_if(episode.subjects.begin(), episode.subjects.end(),
                                      [&](const Subject& s) { return s.name == subject.name; });
      if (known == episode.subjects.end()) {
        episode.subjects.push_back(std::move(subject));
      } else {
        *known = std::move(subject);
      }
    }
    void operator()(Media& medium) const { episode.media.push_back(std::move(medium)); }
    void operator()(Turn& turn) const { episode.turns.push_back(std::move(turn)); }
    void operator()(Series& chunk) const { add_series(episode.series, std::move(chunk)); }
    void operator()(Track& track) const { add_track(episode.tracks, std::move(track)); }
    void operator()(Occurrence& occurrence) const { episode.occurrences.push_back(std::move(occurrence)); }
    void operator()(Finding& finding) const { episode.findings.push_back(std::move(finding)); }
    void operator()(Relation& relation) const { episode.relations.push_back(std::move(relation)); }
    void operator()(Assessment& assessment) const { episode.assessments.push_back(std::move(assessment)); }
    void operator()(Final&) const {}
    void operator()(End&) const { episode.ended = true; }
    void operator()(OtherRecord&) const { episode.others.push_back(std::move(record)); }
  };
  std::visit(Visitor{*this, record}, record.body);
}

void Episode::remove(const Source& source) {
  std::erase_if(tracks, [&](const Track& track) { return track.key.source == source; });
  std::erase_if(series, [&](const Series& s) { return s.source == source.to_string(); });
  std::erase_if(findings, [&](const Finding& finding) { return finding.source == source; });
  std::erase_if(assessments, [&](const Assessment& assessment) { return assessment.source == source; });
}

void Episode::write(RecordSink& sink) const {
  sink.accept({id, info, {}});
  const auto write_all = [&](const auto& items) {
    for (const auto& item : items) sink.accept({id, item, {}});
  };
  write_all(subjects);
  write_all(media);
  write_all(turns);
  write_all(series);
  write_all(occurrences);
  write_all(tracks);
  write_all(findings);
  write_all(relations);
  write_all(assessments);
  for (const auto& other : others) sink.accept(Record(other));
  if (ended) sink.accept({id, End{}, {}});
}

const Turn* Episode::find_turn(std::int64_t turn) const {
  const auto found = std::lower_bound(turns.begin(), turns.end(), turn,
                                      [](const Turn& t, std::int64_t number) { return t.turn < number; });
  return found != turns.end() && found->turn == turn ? &*found : nullptr;
}

}  // namespace affect
