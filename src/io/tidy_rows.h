/// What every table of scores shares: the fields of a row before its column, and the columns of a row in their order.
///
///   const TidyHead head("call", track.key.subject, to_string(track.key.perspective), "lexicon@1", clock);
///   head.append(line, track.turn(row), track.time(row)->start);   // call,Ann,0,2.5,expressed,lexicon@1,
///   each_score(track, row, [&](const TidyScore& score) { ... });
///
/// Thread-safety: as a value; the clock must outlive the head.
#pragma once
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "affect/clock.h"
#include "affect/track.h"

namespace affect::io {

class TidyHead {
 public:
  TidyHead(std::string_view episode, std::string_view subject, std::string_view perspective, std::string_view source,
           const Clock& clock);
  /// Track::kNoTurn leaves the turn empty.
  void append(std::string& out, std::int64_t turn, std::optional<Seconds> time) const;

 private:
  std::string front_, back_;
  const Clock& clock_;
};

/// Seconds in as few digits as they were written in: no source tells time finer than a microsecond.
void append_seconds(std::string& out, Seconds time);

/// One value of a row. NaN is absent.
struct TidyScore {
  std::string_view column;  ///< a dimension or a label
  double value = Track::kAbsent;
  double standard_error = Track::kAbsent;
  double intensity = Track::kAbsent;  ///< of a label, beside its probability
};

/// Calls `use` with each value that a row has: dimensions, then labels.
template <class Use>
void each_score(const Track& track, std::size_t row, Use&& use) {
  const auto at = [row](std::span<const double> column) { return column.empty() ? Track::kAbsent : column[row]; };
  const auto hand_over = [&](const TidyScore& score) {
    if (!std::isnan(score.value)) use(score);
  };
  for (const auto dimension : kDimensions) {
    const bool has_error = dimension <= Dimension::dominance;
    hand_over({.column = to_string(dimension),
               .value = at(track.values(dimension)),
               .standard_error = has_error ? at(track.standard_errors(dimension)) : Track::kAbsent});
  }
  for (std::size_t i = 0; i < track.labels.size(); ++i) {
    hand_over({.column = track.labels[i], .value = at(track.probabilities(i)), .intensity = at(track.intensities(i))});
  }
  for (const auto& label : track.open_labels(row)) {
    hand_over(
        {.column = label.name, .value = label.probability, .intensity = label.intensity.value_or(Track::kAbsent)});
  }
}

}  // namespace affect::io
