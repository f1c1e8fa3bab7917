/// The document that flows through everything. Components only add to it.
///
///   Episode episode = read_episode(engine, "call.srt");
///   for (const Track& track : episode.tracks) ...
///
/// Thread-safety: as a standard container.
#pragma once
#include <string>
#include <vector>

#include "affect/record.h"

namespace affect {

/// A whole episode in memory. Streams that must stay small work on records instead.
struct Episode {
  std::string id;
  EpisodeInfo info;
  std::vector<Subject> subjects;
  std::vector<Media> media;
  std::vector<Turn> turns;
  std::vector<Series> series;
  std::vector<Track> tracks;
  std::vector<Occurrence> occurrences;
  std::vector<Finding> findings;
  std::vector<Relation> relations;
  std::vector<Assessment> assessments;
  std::vector<Record> others;  ///< records of unknown kinds
  bool ended = false;          ///< the source closed it

  /// Adds a record; chunks of a track or series join the one of the same key.
  void add(Record&& record);
  /// Adds what `source` wrote anew: removes the tracks, series, findings and assessments of that source.
  void remove(const Source& source);
  /// Every record in the order of the wire: info, subjects, media, turns, ..., end.
  void write(RecordSink& sink) const;
  const Turn* find_turn(std::int64_t turn) const;
};

}  // namespace affect
