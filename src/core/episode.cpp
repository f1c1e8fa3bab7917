#include "affect/episode.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace affect {
namespace {

/// Names that stand beside each other in a key.
void append_name(std::string& key, std::string_view name) {
  key += name;
  key += '\0';
}

std::string key_of(const Track& track) {
  std::string key;
  append_name(key, track.key.subject);
  append_name(key, to_string(track.key.perspective));
  append_name(key, track.key.target);
  append_name(key, track.key.source.to_string());
  append_name(key, track.key.taxonomy);
  append_name(key, track.key.input.to_string());
  append_name(key, to_string(track.label_kind));
  for (const std::string& label : track.labels) append_name(key, label);
  return key;
}

std::string key_of(const Series& series) {
  std::string key;
  append_name(key, series.name);
  append_name(key, series.subject);
  append_name(key, series.source);
  append_name(key, std::to_string(series.rate_hz));
  for (const Channel& channel : series.channels) {
    append_name(key, channel.name);
    append_name(key, channel.unit);
  }
  return key;
}

}  // namespace

void EpisodeBuilder::add_subject(Subject&& subject) {
  const auto [known, added] = subjects_.try_emplace(subject.name, episode_.subjects.size());
  if (added) {
    episode_.subjects.push_back(std::move(subject));
  } else {
    episode_.subjects[known->second] = std::move(subject);
  }
}

void EpisodeBuilder::add_track(Track&& chunk) {
  const auto [known, added] = tracks_.try_emplace(key_of(chunk), episode_.tracks.size());
  if (added) {
    episode_.tracks.push_back(std::move(chunk));
  } else {
    episode_.tracks[known->second].append(chunk);
  }
}

/// A chunk that does not go on where the last one ended begins another series.
void EpisodeBuilder::add_series(Series&& chunk) {
  const auto [known, added] = series_.try_emplace(key_of(chunk), episode_.series.size());
  if (!added && episode_.series[known->second].append(chunk)) return;
  known->second = episode_.series.size();
  episode_.series.push_back(std::move(chunk));
}

void EpisodeBuilder::add(Record&& record) {
  if (episode_.id.empty()) episode_.id = record.episode;
  struct Visitor {
    EpisodeBuilder& builder;
    Episode& episode;
    Record& record;
    void operator()(EpisodeInfo& opened) const { episode.info = std::move(opened); }
    void operator()(Subject& subject) const { builder.add_subject(std::move(subject)); }
    void operator()(Media& medium) const { episode.media.push_back(std::move(medium)); }
    void operator()(Configuration& one) const { episode.configurations.push_back(std::move(one)); }
    void operator()(Turn& turn) const { episode.turns.push_back(std::move(turn)); }
    void operator()(Series& chunk) const { builder.add_series(std::move(chunk)); }
    void operator()(Track& track) const { builder.add_track(std::move(track)); }
    void operator()(Occurrence& occurrence) const { episode.occurrences.push_back(std::move(occurrence)); }
    void operator()(Finding& finding) const { episode.findings.push_back(std::move(finding)); }
    void operator()(Relation& relation) const { episode.relations.push_back(std::move(relation)); }
    void operator()(Assessment& assessment) const { episode.assessments.push_back(std::move(assessment)); }
    void operator()(Final&) const {}
    void operator()(End&) const { episode.ended = true; }
    void operator()(OtherRecord&) const { episode.others.push_back(std::move(record)); }
  };
  std::visit(Visitor{*this, episode_, record}, record.body);
}

Episode EpisodeBuilder::take() { return std::exchange(*this, {}).episode_; }

void Episode::remove(const Source& source) {
  std::erase_if(tracks, [&](const Track& track) { return track.key.source == source; });
  std::erase_if(series, [&](const Series& s) { return s.source == source.to_string(); });
  std::erase_if(findings, [&](const Finding& finding) { return finding.source == source; });
  std::erase_if(configurations, [&](const Configuration& one) { return one.source == source; });
  std::erase_if(assessments, [&](const Assessment& assessment) { return assessment.source == source; });
}

void Episode::write(RecordSink& sink) const {
  sink.accept({id, info, {}});
  const auto write_all = [&](const auto& items) {
    for (const auto& item : items) sink.accept({id, item, {}});
  };
  write_all(subjects);
  write_all(media);
  write_all(configurations);
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
