/// The document that flows through everything. Components only add to it.
///
///   Episode episode = read_episode(engine, "call.srt");
///   for (const Track& track : episode.tracks) ...
///
/// Thread-safety: as a standard container.
#pragma once
#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

#include "affect/record.h"

namespace affect {

/// A whole episode in memory. Streams that must stay small work on records instead.
struct Episode {
  std::string id;
  EpisodeInfo info;
  std::vector<Subject> subjects;
  std::vector<Media> media;
  std::vector<Configuration> configurations;
  std::vector<Turn> turns;
  std::vector<Series> series;
  std::vector<Track> tracks;
  std::vector<Occurrence> occurrences;
  std::vector<Finding> findings;
  std::vector<Relation> relations;
  std::vector<Assessment> assessments;
  std::vector<Record> others;  ///< records of unknown kinds
  bool ended = false;          ///< the source closed it

  /// Adds what `source` wrote anew: removes the tracks, series, findings, assessments and configuration of that source.
  void remove(const Source& source);
  /// Every record in the order of the wire: info, subjects, media, turns, ..., end.
  void write(RecordSink& sink) const;
  const Turn* find_turn(std::int64_t turn) const;
};

/// Gathers an episode from its records, in time that is linear in their number.
///
///   EpisodeBuilder builder;
///   builder.add(std::move(record));
///   const Episode episode = builder.take();
class EpisodeBuilder {
 public:
  /// Chunks of a track or series join the one of the same key; a subject told of again replaces itself.
  void add(Record&& record);
  const Episode& episode() const { return episode_; }
  /// What was gathered; the builder is empty then.
  Episode take();

 private:
  using Index = std::unordered_map<std::string, std::size_t>;
  void add_subject(Subject&& subject);
  void add_track(Track&& chunk);
  void add_series(Series&& chunk);

  Episode episode_;
  Index subjects_, tracks_, series_;  ///< by name, by key
};

}  // namespace affect
