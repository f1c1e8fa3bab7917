/// The shape of scores over a whole story, call or life: a curve of so many parts, and which of six arcs it is nearest.
///
///   const Arc found = arc(scores, {});
///   if (found.status == Status::given) fmt::print("{} {:.2f}, p {:.3f}\n", to_string(found.shape), found.share,
///   found.p);
///
/// Percentage bins: the whole in parts of equal length, whatever it counts. Low-pass: the first terms of a discrete
/// cosine transform (Jockers 2015). It mirrors the scores at both ends, so that a curve always starts and ends flat:
/// its first and last tenth are no evidence of calm. The six arcs are those of Reagan et al. (2016), here as half waves
/// of the same transform: k = 1 rises or falls, k = 2 turns once, k = 3 twice. Any scores have a nearest arc: p says
/// how often scores in another order have one as near.
///
/// Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "affect/affect_state.h"

namespace affect::understand::trajectory {

/// Means of `bins` parts of equal length; a score on a border counts in both parts by its share. At least one score.
std::vector<double> percentage_bins(std::span<const double> scores, std::size_t bins);

/// The curve of the first `terms` terms (the mean is the first) at `points` places from the first score to the last. At
/// least one score, 1 <= terms <= scores.
std::vector<double> cosine_low_pass(std::span<const double> scores, std::size_t terms, std::size_t points);

enum class ArcShape { rise, fall, fall_rise, rise_fall, rise_fall_rise, fall_rise_fall };
std::string_view to_string(ArcShape shape);  ///< "rise-fall"

/// Fewer scores have no shape to speak of.
inline constexpr std::size_t kFewestForArc = 20;

struct ArcOptions {
  std::size_t permutations = 999;
  std::uint64_t seed = 2016;
};

struct Arc {
  Status status = Status::given;
  std::string reason;  ///< where status is not given
  ArcShape shape = ArcShape::rise;
  double share = 0;  ///< of the variance that the arc explains, [0, 1]
  /// How often an arc explains as much where scores, and where blocks of n^(1/3) neighbours, stand in any order: the
  /// larger.
  double p = 1;
  std::size_t block = 1;          ///< scores a block
  std::size_t rows_per_mean = 1;  ///< above 1: what was looked at were means of so many scores
};
/// too_short under kFewestForArc scores; not_estimable where all are equal.
Arc arc(std::span<const double> scores, const ArcOptions& options);

/// What people remember of an episode (Fredrickson and Kahneman 1993): its extreme and its end, and not its length.
struct PeakEnd {
  double peak = 0;        ///< the score farthest from 0, of equal ones the later
  std::size_t at = 0;     ///< where
  double end = 0;         ///< mean of the last tenth, at least one score
  double remembered = 0;  ///< mean of both
};
/// Absent without scores.
std::optional<PeakEnd> peak_end(std::span<const double> scores);

}  // namespace affect::understand::trajectory
