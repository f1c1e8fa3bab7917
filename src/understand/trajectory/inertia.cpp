#include "affect/understand/trajectory/inertia.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "affect/measure/normal_distribution.h"
#include "affect/rng.h"
#include "understand/trajectory/autoregression.h"
#include "understand/trajectory/maximum.h"

namespace affect::understand::trajectory {
namespace {

constexpr std::size_t kPieces = 16, kPiece = kLongestWhole / kPieces;
/// Half of the grid on which the likelihood is searched, in standard errors around the observed maximum.
constexpr double kReach = 6;
constexpr std::size_t kPhiGrid = 17;
/// A tail of 2.5 % needs some thousand draws, which long series and those with errors cannot afford.
constexpr std::size_t kSimulatedScores = 200000, kFewestReplicates = 999, kMostReplicates = 2000;
constexpr int kRefinements = 7, kHalvings = 16;
/// Between normal scores of chances so near each other a straight line will do.
constexpr double kCloseEnough = 0.4;

/// Scores around 0 with their steps and errors; long ones as blocks.
struct Sample {
  std::vector<double> scores, errors;
  Steps steps;
};

Sample sample_of(const ScoreSeries& series) {
  Sample all{series.scores, series.error_variances, steps_of(series)};
  if (series.mean_error_variance() == 0) all.errors.clear();
  if (series.size() > kLongestWhole) {
    Sample blocks;
    blocks.steps = {all.steps.is_regular, all.steps.unit, {}};
    for (std::size_t b = 0; b < kPieces; ++b) {
      const auto begin = static_cast<std::ptrdiff_t>(b * (series.size() - kPiece) / (kPieces - 1));
      const auto add = [&](std::vector<double>& to, const std::vector<double>& from) {
        if (!from.empty()) to.insert(to.end(), from.begin() + begin, from.begin() + begin + kPiece);
      };
      add(blocks.scores, all.scores);
      add(blocks.errors, all.errors);
      add(blocks.steps.lengths, all.steps.lengths);
      blocks.steps.lengths[b * kPiece] = 0;
    }
    all = std::move(blocks);
  }
  double mean = 0;
  for (const double score : all.scores) mean += score / static_cast<double>(all.scores.size());
  for (double& score : all.scores) score -= mean;
  return all;
}

double log_likelihood(const RestrictedLikelihood& likelihood, const Sample& sample) {
  if (sample.errors.empty()) return likelihood(sample.scores);
  return likelihood(sample.scores, sample.errors, likelihood.signal_variance(Spread(sample.scores, sample.errors)));
}

/// The best variance of the process in place of the moments': many scores tell it.
double profile_likelihood(const RestrictedLikelihood& likelihood, const Sample& sample) {
  if (sample.errors.empty()) return likelihood(sample.scores);
  const double start = std::log(likelihood.signal_variance(Spread(sample.scores, sample.errors)));
  const auto f = [&](double signal) { return likelihood(sample.scores, sample.errors, std::exp(signal)); };
  constexpr double kReachOfSignal = 2, kToleranceOfSignal = 0.01;
  return maximum(f, start - kReachOfSignal, start + kReachOfSignal, kToleranceOfSignal).value;
}

/// By the curvature of a log-likelihood at its peak; infinite where there is none.
template <class Function>
double standard_error(const Peak& peak, Function&& f) {
  constexpr double kHalf = 0.03;
  const double curvature = (2 * peak.value - f(peak.at - kHalf) - f(peak.at + kHalf)) / (kHalf * kHalf);
  return curvature > 0 ? 1 / std::sqrt(curvature) : std::numeric_limits<double>::infinity();
}

/// Estimates of phi from simulated series of the same steps and errors.
class Simulation {
 public:
  Simulation(const Sample& sample, const PhiScale& scale, const InertiaOptions& options)
      : sample_(sample), scale_(scale), replicates_(options.replicates) {
    if (replicates_ == 0) {
      replicates_ = std::clamp(kSimulatedScores / sample.scores.size(), kFewestReplicates, kMostReplicates);
      if (!sample.errors.empty()) replicates_ /= 2;
    }
    const auto f = [&](double at) { return log_likelihood(RestrictedLikelihood(sample.steps, scale.phi(at)), sample); };
    const Peak peak = highest_peak(f, scale.lowest(), scale.highest());
    const double reach = std::min(kReach * standard_error(peak, f), scale.highest() - scale.lowest());
    low_ = std::max(scale.lowest(), peak.at - reach);
    high_ = std::min(scale.highest(), peak.at + reach);
    for (std::size_t g = 0; g < kPhiGrid; ++g) grid_.emplace_back(sample.steps, scale.phi(grid_at(g)));
    Rng rng(options.seed);
    normals_.resize(replicates_ * sample.scores.size() * (sample.errors.empty() ? 1 : 2));
    for (double& normal : normals_) normal = rng.normal();
    observed_ = estimate(sample.scores);
  }

  double low() const { return low_; }
  double high() const { return high_; }

  /// The chance of an estimate below that observed if phi lies at this place of the scale. The same random numbers
  /// serve every phi, so that it falls smoothly.
  double below(double at) const {
    const std::size_t n = sample_.scores.size();
    const RestrictedLikelihood process(sample_.steps, scale_.phi(at));
    const bool has_errors = !sample_.errors.empty();
    const double spread = has_errors ? std::sqrt(process.signal_variance(Spread(sample_.scores, sample_.errors))) : 1;
    std::vector<double> innovations(n), errors(n), scores(n);
    for (std::size_t i = 0; i < n; ++i) {
      innovations[i] = spread * std::sqrt((1 - process.gain(i)) * (1 + process.gain(i)));
      if (has_errors) errors[i] = std::sqrt(sample_.errors[i]);
    }
    double smaller = 0;
    const double* normal = normals_.data();
    for (std::size_t r = 0; r < replicates_; ++r) {
      double level = 0;
      for (std::size_t i = 0; i < n; ++i) {
        level = process.gain(i) * level + innovations[i] * *normal++;
        scores[i] = level;
      }
      for (std::size_t i = 0; has_errors && i < n; ++i) scores[i] += errors[i] * *normal++;
      const double drawn = estimate(scores);
      smaller += drawn < observed_ ? 1 : drawn == observed_ ? 0.5 : 0;
    }
    return (smaller + 0.5) / (static_cast<double>(replicates_) + 1);
  }

 private:
  double grid_at(std::size_t g) const { return low_ + (high_ - low_) * static_cast<double>(g) / (kPhiGrid - 1); }

  /// The peak of the likelihood by a parabola through the best point of the grid and its neighbours.
  double estimate(std::span<const double> scores) const {
    const Spread spread = sample_.errors.empty() ? Spread({}, {}) : Spread(scores, sample_.errors);
    std::array<double, kPhiGrid> values;
    for (std::size_t g = 0; g < kPhiGrid; ++g) {
      values[g] = sample_.errors.empty() ? grid_[g](scores)
                                         : grid_[g](scores, sample_.errors, grid_[g].signal_variance(spread));
    }
    const auto best = static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
    if (best == 0 || best + 1 == kPhiGrid) return grid_at(best);
    const double bend = values[best - 1] - 2 * values[best] + values[best + 1];
    const double shift = bend < 0 ? (values[best - 1] - values[best + 1]) / (2 * bend) : 0;
    return grid_at(best) + shift * (high_ - low_) / (kPhiGrid - 1);
  }

  const Sample& sample_;
  const PhiScale& scale_;
  std::size_t replicates_;
  double low_ = 0, high_ = 0, observed_ = 0;
  std::vector<RestrictedLikelihood> grid_;
  std::vector<double> normals_;
};

struct Chance {
  double at = 0, z = 0;  ///< z: the normal score of the chance
};

/// Where the chance crosses a level; nothing where it does not.
class Crossings {
 public:
  explicit Crossings(const Simulation& simulation) : simulation_(simulation) {
    add(simulation.low());
    add(simulation.high());
  }

  double at(double chance) {
    const double z = measure::normal_quantile(chance);
    if (known_.front().z < z) return known_.front().at;
    if (known_.back().z > z) return known_.back().at;
    for (int i = 0; i < kRefinements; ++i) {
      const auto [left, right] = around(z);
      if (left.z - right.z < kCloseEnough) break;
      const double middle = (left.at + right.at) / 2;
      const double by_line = line(left, right, z);
      // Saturated ends say nothing of the place between them.
      const bool tells = std::abs(left.z) < 2.5 && std::abs(right.z) < 2.5;
      add(tells ? std::clamp(by_line, left.at + 0.1 * (middle - left.at), right.at - 0.1 * (right.at - middle))
                : middle);
    }
    const auto [left, right] = around(z);
    return line(left, right, z);
  }
  bool begins_below(double chance) const { return known_.front().z < measure::normal_quantile(chance); }
  bool ends_above(double chance) const { return known_.back().z > measure::normal_quantile(chance); }
  const std::vector<Chance>& known() const { return known_; }

 private:
  static double line(const Chance& left, const Chance& right, double z) {
    return left.z > right.z ? left.at + (right.at - left.at) * (left.z - z) / (left.z - right.z) : left.at;
  }
  std::pair<Chance, Chance> around(double z) const {
    std::size_t right = 1;
    while (right + 1 < known_.size() && known_[right].z > z) ++right;
    return {known_[right - 1], known_[right]};
  }
  void add(double at) {
    const Chance chance{at, measure::normal_quantile(simulation_.below(at))};
    known_.insert(std::upper_bound(known_.begin(), known_.end(), chance,
                                   [](const Chance& a, const Chance& b) { return a.at < b.at; }),
                  chance);
  }

  const Simulation& simulation_;
  std::vector<Chance> known_;
};

void invert(const Sample& sample, const PhiScale& scale, const InertiaOptions& options, Inertia& result) {
  const Simulation simulation(sample, scale, options);
  Crossings crossings(simulation);
  const double tail = (1 - options.level) / 2;
  result.value = scale.phi(crossings.at(0.5));
  result.low = scale.phi(crossings.at(1 - tail));
  result.high = scale.phi(crossings.at(tail));
  if (crossings.begins_below(1 - tail)) result.low = result.is_regular ? -1 : 0;
  if (crossings.begins_below(0.5) && !result.is_regular) result.value = 0;
  if (crossings.ends_above(0.5)) result.value = 1;
  if (crossings.ends_above(tail)) result.high = 1;
  for (const Chance& chance : crossings.known()) {
    result.chances.push_back({scale.phi(chance.at), measure::normal_distribution(chance.z)});
  }
}

/// Where a log-likelihood falls to `level` between its peak and an end of the scale; nothing where it does not.
template <class Likelihood>
std::optional<double> fallen(Likelihood&& f, double peak, double end, double level) {
  if (f(end) > level) return std::nullopt;
  double above = peak, below = end;
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = (above + below) / 2;
    (f(middle) > level ? above : below) = middle;
  }
  return (above + below) / 2;
}

/// Many scores: the phi whose likelihood is not rarely so much smaller than the best (Wilks 1938).
void by_likelihood_ratio(const Sample& sample, const PhiScale& scale, const InertiaOptions& options, Inertia& result) {
  const auto f = [&](double at) {
    return profile_likelihood(RestrictedLikelihood(sample.steps, scale.phi(at)), sample);
  };
  const Peak peak = highest_peak(f, scale.lowest(), scale.highest());
  const double z = measure::normal_quantile((1 + options.level) / 2), level = peak.value - z * z / 2;
  const auto low = fallen(f, peak.at, scale.lowest(), level), high = fallen(f, peak.at, scale.highest(), level);
  result.is_inverted = false;
  result.value = scale.phi(peak.at);
  result.low = low ? scale.phi(*low) : result.is_regular ? -1 : 0;
  result.high = high ? scale.phi(*high) : 1;
  const double below = (peak.at - low.value_or(scale.lowest())) / z,
               above = (high.value_or(scale.highest()) - peak.at) / z;
  for (const double far : {4.0, z, 0.0, -z, -4.0}) {
    const double at = peak.at - far * (far > 0 ? below : above);
    result.chances.push_back({scale.phi(at), measure::normal_distribution(far)});
  }
}

/// Why the scores tell nothing of phi, or nothing.
std::string refusal(const Sample& sample, std::size_t fewest) {
  const auto [lowest, highest] = std::minmax_element(sample.scores.begin(), sample.scores.end());
  if (*lowest == *highest) return "all scores are equal";
  const auto steps =
      std::count_if(sample.steps.lengths.begin(), sample.steps.lengths.end(), [](double length) { return length > 0; });
  if (static_cast<std::size_t>(steps) + 1 < fewest) {
    return fmt::format("{} steps within sessions; {} are needed", steps, fewest - 1);
  }
  if (sample.errors.empty()) return {};
  const Spread spread(sample.scores, sample.errors);
  return spread.scores > spread.errors ? "" : "the spread is no larger than the perceiver's errors";
}

}  // namespace

Inertia inertia(const ScoreSeries& series, const InertiaOptions& options) {
  Inertia result;
  result.used = series.size();
  if (series.size() < options.fewest) {
    result.status = Status::not_estimable;
    result.reason =
        fmt::format("{} score{}; {} are needed", series.size(), series.size() == 1 ? "" : "s", options.fewest);
    return result;
  }
  const Sample sample = sample_of(series);
  result.used = sample.scores.size();
  result.step = sample.steps.unit;
  result.is_regular = sample.steps.is_regular;
  result.reason = refusal(sample, options.fewest);
  if (!result.reason.empty()) {
    result.status = Status::not_estimable;
    return result;
  }
  const PhiScale scale(sample.steps);
  if (sample.scores.size() <= kLongestInverted) {
    invert(sample, scale, options, result);
  } else {
    by_likelihood_ratio(sample, scale, options, result);
  }
  return result;
}

double half_life(double phi, double step) {
  if (phi <= 0) return 0;
  return phi < 1 ? step * std::log(0.5) / std::log(phi) : std::numeric_limits<double>::infinity();
}

}  // namespace affect::understand::trajectory
