/// The tracks and series of an episode as perceivers wrote them; what components of `understand` wrote is left out.
#pragma once
#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "affect/clock.h"
#include "affect/engine.h"
#include "affect/record.h"
#include "understand/trajectory/track_name.h"

namespace affect::understand::trajectory {

/// What a component makes of the words of rows: where it says none of them they need not be held.
enum class RowWords { kept, dropped };

/// Thread-safety: none; one an episode.
class RawInput {
 public:
  RawInput(const Engine& engine, RowWords words) : engine_(engine), words_(words) {}

  void push(const Record& record);

  const std::string& episode() const { return episode_; }
  const Clock& clock() const { return clock_; }
  /// Whole tracks, by first appearance.
  const std::vector<Track>& tracks() const { return tracks_; }
  /// Series by first appearance, each as the pieces between which it was interrupted.
  const std::vector<std::vector<Series>>& series() const { return series_; }

 private:
  using SeriesName = std::tuple<std::string, std::string, std::string>;

  const Engine& engine_;
  RowWords words_;
  std::string episode_;
  Clock clock_;
  std::vector<Track> tracks_;
  std::vector<std::vector<Series>> series_;
  std::map<TrackName, std::size_t> track_index_;
  std::map<SeriesName, std::size_t> series_index_;
};

}  // namespace affect::understand::trajectory
