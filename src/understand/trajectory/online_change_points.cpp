#include "affect/understand/trajectory/online_change_points.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace affect::understand::trajectory {
namespace {

/// Half of the scores that the noise known beforehand counts for.
constexpr double kPriorShape = 2.5;
constexpr double kUnlikely = 1e-4;
/// Scores on either side of a change that is reported.
constexpr std::size_t kOnlineSide = 3;

/// log Gamma(shape + 1/2) - log Gamma(shape) - log(shape) / 2, by Stirling's series: the error is below 2e-5 from 2.5
/// on, and 1e-6 from 5 on.
double log_gamma_step(double shape) {
  const double x = 1 / shape;
  return -x / 8 * (1 - x * x / 24 * (1 - 0.6 * x * x));
}

}  // namespace

OnlineChangePoints::OnlineChangePoints(const OnlineChangePointOptions& options) : options_(options) {
  runs_.reserve(options_.most_runs + 1);
}

OnlineChangePoints::Run OnlineChangePoints::new_run() const {
  // Of y_t = x_t - phi x_t-1: the mean is (1 - phi) times the level, the variance that of what is new in each score.
  const double white = 1 - options_.phi,
               variance = (1 - options_.phi * options_.phi) * options_.noise_sd * options_.noise_sd;
  const double level_variance = white * white * options_.level_sd * options_.level_sd;
  return {size_,
          1 / options_.expected_run,
          white * options_.level_mean,
          variance / level_variance,
          kPriorShape,
          kPriorShape * variance,
          sum_};
}

double OnlineChangePoints::log_density(const Run& run, double value, double precision) const {
  const double spread = 2 * run.rate * (1 / precision + 1 / run.precision);
  const double off = value - run.mean;
  return log_gamma_step(run.shape) + 0.5 * std::log(run.shape / (std::numbers::pi * spread)) -
         (run.shape + 0.5) * std::log1p(off * off / spread);
}

std::optional<OnlineChange> OnlineChangePoints::push(double score, bool is_break) {
  const double stays = 1 - 1 / options_.expected_run;
  for (Run& run : runs_) run.weight *= stays;
  runs_.push_back(new_run());
  if (runs_.size() == 1) runs_.front().weight = 1;
  // The first score of a level or a session stands alone: (1 - phi) x, which is known better than what is new in a
  // later one. The density is that of the score in both cases.
  const double phi = options_.phi, alone_precision = (1 + phi) / (1 - phi);
  log_densities_.clear();
  for (Run& run : runs_) {
    const bool alone = is_break || run.begin == size_;
    const double value = alone ? (1 - phi) * score : score - phi * last_;
    const double precision = alone ? alone_precision : 1;
    log_densities_.push_back(log_density(run, value, precision) + (alone ? std::log(1 - phi) : 0));
    const double off = value - run.mean, together = run.precision + precision;
    run.rate += 0.5 * run.precision * precision / together * off * off;
    run.mean += precision / together * off;
    run.precision = together;
    run.shape += 0.5;
  }
  const double largest = *std::max_element(log_densities_.begin(), log_densities_.end());
  double total = 0;
  for (std::size_t i = 0; i < runs_.size(); ++i) total += runs_[i].weight *= std::exp(log_densities_[i] - largest);
  for (Run& run : runs_) run.weight /= total;
  drop_unlikely();
  last_ = score;
  sum_ += score;
  ++size_;
  return report();
}

void OnlineChangePoints::drop_unlikely() {
  // A level of few scores has not had the time to become likely.
  const auto is_young = [&](const Run& run) { return run.begin + kOnlineSide > size_; };
  std::erase_if(runs_, [&](const Run& run) { return run.weight < kUnlikely && !is_young(run); });
  while (runs_.size() > options_.most_runs) {
    const auto end = std::find_if(runs_.begin(), runs_.end(), is_young);
    runs_.erase(std::min_element(runs_.begin(), end == runs_.begin() ? runs_.end() : end,
                                 [](const Run& a, const Run& b) { return a.weight < b.weight; }));
  }
}

std::optional<OnlineChange> OnlineChangePoints::report() {
  OnlineChange change;
  const Run* likeliest = nullptr;
  for (const Run& run : runs_) {
    if (run.begin < level_begin_ + kOnlineSide || run.begin + kOnlineSide > size_) continue;
    change.probability += run.weight;
    if (likeliest == nullptr || run.weight > likeliest->weight) likeliest = &run;
  }
  if (likeliest == nullptr || change.probability < options_.threshold) return std::nullopt;
  change.index = likeliest->begin;
  change.at = size_ - 1;
  change.before = (likeliest->sum_before - level_sum_before_) / static_cast<double>(change.index - level_begin_);
  change.after = (sum_ - likeliest->sum_before) / static_cast<double>(size_ - change.index);
  if (std::abs(change.after - change.before) < options_.smallest_sd * options_.noise_sd) return std::nullopt;
  level_begin_ = change.index;
  level_sum_before_ = likeliest->sum_before;
  change.probability = std::min(change.probability, 1.0);
  return change;
}

double OnlineChangePoints::began_at(std::size_t index) const {
  const auto found = std::find_if(runs_.begin(), runs_.end(), [&](const Run& run) { return run.begin == index; });
  return found == runs_.end() ? 0 : found->weight;
}

}  // namespace affect::understand::trajectory
