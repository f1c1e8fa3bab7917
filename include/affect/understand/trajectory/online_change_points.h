/// Changes of level as they happen: the posterior of how long the present level has lasted (Adams and MacKay 2007,
/// "Bayesian online changepoint detection", arXiv:0710.3742), with normal scores of unknown mean and variance.
///
///   OnlineChangePoints online({.level_sd = 0.36, .noise_sd = 0.33});
///   for (const double score : scores)
///     if (const auto change = online.push(score, false)) ...  // scores[change->index] began the new level
///
/// Causal: what is reported of the first n scores depends on these alone and is never taken back. It costs time: three
/// scores of the new level are needed at least. Neighbours correlate by `phi` beyond the level. Run lengths that are
/// less probable than 1e-4 are dropped, and all but the `most_runs` likeliest: memory is bounded, a score costs
/// O(most_runs).
///
/// The more scores are watched, the more false alarms there are; docs/understand/change_points.md says how many.
/// Thread-safety: none; one a series.
#pragma once
#include <cstddef>
#include <optional>
#include <vector>

namespace affect::understand::trajectory {

struct OnlineChangePointOptions {
  double expected_run = 100;  ///< scores between changes, > 1
  double threshold = 0.9;     ///< probability that the level has changed, for a report
  double phi = 0.3;           ///< autocorrelation around a level, [0, 1)
  double level_mean = 0;      ///< of levels beforehand
  double level_sd = 1;        ///< > 0
  double noise_sd = 1;        ///< of scores around their level beforehand, worth five scores; > 0
  double smallest_sd = 0.5;   ///< changes of fewer noise_sd are not reported
  std::size_t most_runs = 32;
};

struct OnlineChange {
  std::size_t index = 0;         ///< first score of the new level, from 0: the likeliest
  std::size_t at = 0;            ///< the score that gave it away
  double before = 0, after = 0;  ///< means of the scores since the change before and since this one
  double probability = 0;        ///< that the level has changed
};

class OnlineChangePoints {
 public:
  explicit OnlineChangePoints(const OnlineChangePointOptions& options);

  /// `is_break`: a session begins, the score does not correlate with the last one. The score is finite.
  std::optional<OnlineChange> push(double score, bool is_break);
  /// Scores so far.
  std::size_t size() const { return size_; }
  /// The chance that the present level began with score `index`; 0 of what was dropped.
  double began_at(std::size_t index) const;

 private:
  /// A level that began with score `begin`: normal-inverse-gamma of its (whitened) mean and variance.
  struct Run {
    std::size_t begin;
    double weight;
    double mean, precision, shape, rate;
    double sum_before;  ///< of the scores before it
  };
  Run new_run() const;
  double log_density(const Run& run, double value, double precision) const;
  void drop_unlikely();
  std::optional<OnlineChange> report();

  OnlineChangePointOptions options_;
  std::vector<Run> runs_;  ///< by begin
  std::vector<double> log_densities_;
  std::size_t size_ = 0;
  double last_ = 0, sum_ = 0;
  std::size_t level_begin_ = 0;  ///< of the level that was reported last
  double level_sum_before_ = 0;
};

}  // namespace affect::understand::trajectory
