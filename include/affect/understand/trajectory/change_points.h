/// Lasting changes of the level of a series of raw scores, tested against a first-order autoregressive null.
///
///   ChangePointNull null;                                    // share one: it keeps what it simulated
///   const auto result = find_change_points(scores, {}, {}, null);
///   for (const ChangePoint& point : result.points) ...       // scores[point.index] is the first of the new level
///
/// The statistic is the largest standardised difference between the means of two neighbouring stretches, over the
/// splits of seeded intervals (Kovacs, Buehlmann, Li and Munk 2023, doi:10.1093/biomet/asac052). The variance of the
/// difference is the exact one of an AR(1) process. Its distribution without any change comes from seeded simulation
/// of the whole procedure, so that p is family-wise for the series; what passes is simulated again with the series' own
/// distribution of values (ties, bounds, outliers), and the larger p counts. Scores are raw: a smoothed series is
/// strongly autocorrelated by construction, and no test on it means anything.
///
/// Thread-safety: functions are pure; ChangePointNull may be used by many threads.
#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "affect/affect_state.h"
#include "affect/finding.h"

namespace affect::understand::trajectory {

/// First-order autocorrelations above this are not told from a wandering level.
inline constexpr double kHighestPhi = 0.95;
/// Fewer scores than this are too short; on each side of a change lie at least these many.
inline constexpr std::size_t kShortestSeries = 6;
inline constexpr std::size_t kSignificantSide = 3;
inline constexpr std::size_t kCandidateSide = 2;
/// Longer series are tested on means of consecutive rows.
inline constexpr std::size_t kLongestRaw = 1024;

struct ChangePointOptions {
  double alpha = 0.05;           ///< of `significant`, for the whole series
  double candidate_alpha = 0.1;  ///< of `candidate`, against exchangeable scores
  double smallest_sd = 0.5;      ///< changes of fewer own SDs are not reported
  /// The typical SD of such a series: for sizes of short ones, and for candidates, which have to exceed it. Where
  /// absent there are no candidates, and a series shorter than kShortTrack is too short.
  std::optional<double> prior_sd;
  /// Under 200 scores autocorrelations up to this are taken as possible, and higher ones only within two standard
  /// errors of the estimate: less power is lost, and a series of more autocorrelation alarms more often than alpha.
  double prior_phi = kHighestPhi;
  double lowest_sd = 0;  ///< the noise is never taken to be smaller
  /// The perceiver's error of one score: for `significant` the noise is never taken to be smaller either. A candidate
  /// is a change of what the perceiver says, and does not ask whether that is right.
  double perceiver_sd = 0;
};

struct ChangePoint {
  std::size_t index = 0;         ///< first score of the new level
  double before = 0, after = 0;  ///< means of the segments on either side
  double size_sd = 0;            ///< |after - before| in SDs within segments
  double p = 1;                  ///< family-wise, (0, 1]
  Grade grade = Grade::significant;
};

struct ChangePointResult {
  Status status = Status::given;
  std::string reason;               ///< where status is not given
  double phi = 0;                   ///< bias-corrected autocorrelation of what segments leave over
  double phi_bound = 0;             ///< the null's
  double sd = 0;                    ///< within segments, of one score
  std::size_t rows_per_mean = 1;    ///< above 1: what was tested were means of so many scores
  std::vector<ChangePoint> points;  ///< by index
};

/// Half-open [begin, end).
struct Interval {
  std::size_t begin = 0, end = 0;
  bool operator==(const Interval&) const = default;
};

/// Intervals of at least 2 * side over n scores: layers of lengths n / sqrt(2)^k, each shifted by half or less.
std::vector<Interval> seeded_intervals(std::size_t n, std::size_t side);

/// Variance of the difference of the means of two neighbouring stretches of an AR(1) process of variance 1.
double mean_difference_variance(std::size_t left, std::size_t right, double phi);

/// What the noise looks like once a few level shifts are taken out.
struct NoiseEstimate {
  double phi = 0;     ///< bias-corrected, in [-0.3, 0.99]
  double shrunk = 0;  ///< drawn to kTypicalPhi, >= 0: what standardises the statistic
  double sd = 0;
  std::vector<double> left_over;  ///< the scores without those shifts
};
/// `breaks` is empty or one entry a score: true where a new session starts; no product spans such a gap.
NoiseEstimate estimate_noise(std::span<const double> scores, const std::vector<bool>& breaks);

/// Best split of an interval: the largest |difference of means| / SD of that difference.
struct Split {
  Interval interval;
  std::size_t index = 0;
  double statistic = 0;
};
/// The best split of each seeded interval.
std::vector<Split> scan(std::span<const double> scores, const NoiseEstimate& noise, std::size_t side);

/// Simulated distributions without any change, of series of n scores with autocorrelation phi; kept once made.
class ChangePointNull {
 public:
  /// The chance that phi_bound() is too low.
  static constexpr double kRare = 0.005;

  explicit ChangePointNull(std::uint64_t seed = 20230, std::size_t replicates = 999);

  /// How often the largest statistic is as large or larger, (0, 1].
  double p(std::size_t n, double phi, std::size_t side, double statistic);
  /// The largest phi of the grid 0, 0.1, ..., 0.9, 0.95 under which so small an estimate is not rare (0.5 %).
  double phi_bound(std::size_t n, const NoiseEstimate& estimate);

 private:
  enum class Kind : std::uint8_t { phi, significant, candidate };
  struct Table;
  std::shared_ptr<const std::vector<double>> table(Kind kind, std::size_t n, std::size_t grid);
  std::vector<double> simulate(Kind kind, std::size_t n, std::size_t grid) const;

  std::uint64_t seed_;
  std::size_t replicates_;
  std::mutex mutex_;
  std::map<std::uint64_t, std::shared_ptr<const std::vector<double>>> tables_;
};

/// `breaks` as for estimate_noise. Scores are finite.
ChangePointResult find_change_points(std::span<const double> scores, const std::vector<bool>& breaks,
                                     const ChangePointOptions& options, ChangePointNull& null);

}  // namespace affect::understand::trajectory
