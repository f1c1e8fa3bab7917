/// What a report draws: one view a trajectory, made from an episode's tracks, series and findings.
///
/// Borrows the episode. Thread-safety: values.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "affect/episode.h"

namespace affect::report {

/// A raw score. x is seconds on the episode's clock where it tells time, else the turn's number.
struct Point {
  double x = 0;
  double value = 0;
  std::int64_t turn = Track::kNoTurn;
};

/// The smoothed level with its 90 % band.
struct BandPoint {
  double x = 0;
  double value = 0, low = 0, high = 0;
};

struct View {
  std::string subject;
  std::optional<Perspective> perspective;  ///< nothing for a signal
  std::string target;
  std::string source;  ///< "lexicon@1"
  std::string column;  ///< "valence", "eda.eda"
  std::string unit;
  const Track* track = nullptr;  ///< where the words stand; nothing for a signal
  std::vector<Point> raw;
  std::vector<BandPoint> smooth;
  std::size_t turns = 0;   ///< that could have been scored: own turns with text, or samples
  std::size_t scored = 0;  ///< = raw.size()
  double mean = 0;
  std::optional<double> sd;
  double low = -1, high = 1;  ///< of the value axis
  std::vector<const Finding*> turning_points;
  const Finding* no_result = nullptr;  ///< why no turning point can be given

  std::size_t not_scored() const { return turns - scored; }
};

/// In the order of the tracks, then of the series; at least one scored value each.
std::vector<View> views(const Episode& episode);

/// Counts, mean and SD of the raw scores; at least one.
void summarise(View& view);
/// The axis of a signal: the range of its samples.
void fit_axis(View& view);

/// First and last x of all views of an episode.
struct Extent {
  double first = 0, last = 0;
  double part(double x) const { return last > first ? (x - first) / (last - first) : 0.5; }
};
Extent extent(const std::vector<View>& views);

/// x for people: "turn 12", "1:05", "2024-05-01".
std::string place_name(const Episode& episode, double x);
/// Where a row lies on the x axis, if it says so.
std::optional<double> row_place(const Episode& episode, const Track& track, std::size_t row);
/// Where a finding lies on the x axis, if it says so.
std::optional<double> place(const Episode& episode, const Finding& finding);
/// A track's label columns by mean probability, highest first, at most `limit`.
std::vector<Label> main_labels(const Track& track, std::size_t limit);
/// The words that weigh most in the turn of a finding, heaviest first: its own evidence, else the view's
/// track.
struct HeavyWord {
  std::string word;
  std::optional<double> weight;
};
std::vector<HeavyWord> heavy_words(const View& view, const Finding& finding, std::size_t limit);
/// "+0.42", "-0.10", "0.00".
std::string signed_number(double value);
/// "12 turns scored, 1 not, mean +0.10, SD 0.42"; of a signal "2400 samples, 0 missing, mean 0.355, SD 0.05".
std::string facts(const View& view);
/// "too short".
std::string words(Status status);
/// "significant, p = 0.012" and the like: what a finding's test says.
std::string strength(const Finding& finding);

}  // namespace affect::report
