#include "understand/trajectory/own_bootstrap.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "affect/measure/bootstrap.h"
#include "affect/measure/normal_distribution.h"
#include "affect/measure/quantile.h"
#include "affect/rng.h"
#include "understand/trajectory/autoregression.h"
#include "understand/trajectory/gaussian_copula.h"

namespace affect::understand::trajectory {
namespace {

/// phi of a place in its confidence distribution, the chance of an estimate below that observed: falling. Between known
/// places by the chances' normal scores.
class PhiQuantile {
 public:
  explicit PhiQuantile(const std::vector<PhiChance>& chances) {
    for (const PhiChance& chance : chances) known_.emplace_back(chance.phi, measure::normal_quantile(chance.below));
  }
  double operator()(double below) const {
    if (known_.empty()) return 0;
    const double z = measure::normal_quantile(below);
    if (z >= known_.front().second) return known_.front().first;
    for (std::size_t i = 1; i < known_.size(); ++i) {
      const auto [left, at_left] = known_[i - 1];
      const auto [right, at_right] = known_[i];
      if (z < at_right) continue;
      return at_left > at_right ? left + (at_left - z) / (at_left - at_right) * (right - left) : left;
    }
    return known_.back().first;
  }

 private:
  std::vector<std::pair<double, double>> known_;  ///< phi, normal score
};

/// One entry a draw in which it can be had.
struct Pivots {
  std::vector<double> mean, variance, relative_variance, mssd, energy;
};

enum class Values { own, normal };

class Redraw {
 public:
  Redraw(const ScoreSeries& series, const Steps& steps, const Neighbours& pairs, double left, double noise_share,
         Values values)
      : series_(series),
        steps_(steps),
        pairs_(pairs),
        noise_(noise_share),
        mean_(trajectory::mean(series.scores)),
        scores_(series.size()),
        gains_(series.size()) {
    const auto n = static_cast<double>(series.size());
    variance_ = variance(series.scores) * (n - 1) / n;
    if (values == Values::own) copula_.emplace(series.scores);
    if (pairs.size() > 0) growth_ = mean_growth(pairs, left);
  }

  void add(double phi, Rng& rng, Pivots& pivots) {
    draw(copula_ ? copula_->latent(phi) : phi, rng);
    const double drawn_mean = mean(scores_), drawn_variance = variance(scores_);
    pivots.variance.push_back(drawn_variance / variance_);
    if (series_.bounds) {
      const double largest = largest_sd(drawn_mean, *series_.bounds, series_.size());
      const double expected = variance_ / ((mean_ - series_.bounds->low) * (series_.bounds->high - mean_));
      if (largest > 0) pivots.relative_variance.push_back(drawn_variance / (largest * largest) / expected);
    }
    if (pairs_.size() > 0) {
      const double drawn = mean_square(successive_differences(scores_, pairs_, 0)) / growth_;
      pivots.mssd.push_back(drawn / expected_mssd());
    }
    if (drawn_variance == 0) return;
    pivots.mean.push_back((drawn_mean - mean_) / std::sqrt(drawn_variance));
    const auto energies = teager_kaiser(scores_, steps_);
    if (energies.empty()) return;
    const double two_steps = correlation((1 - noise_) * phi_ * phi_);
    pivots.energy.push_back((mean(energies) - variance_ * (1 - two_steps)) / drawn_variance);
  }

 private:
  void draw(double phi, Rng& rng) {
    phi_ = phi;
    const double signal = std::sqrt(1 - noise_), noise = std::sqrt(noise_);
    double level = 0;
    for (std::size_t i = 0; i < scores_.size(); ++i) {
      const bool begins = i == 0 || steps_.lengths[i] == 0;
      const double gain = begins ? 0 : step_correlation(steps_.is_regular, phi, steps_.lengths[i]);
      gains_[i] = gain;
      level = gain * level + std::sqrt((1 - gain) * (1 + gain)) * rng.normal();
      const double z = noise_ > 0 ? signal * level + noise * rng.normal() : level;
      scores_[i] = copula_ ? copula_->value(z) : mean_ + std::sqrt(variance_) * z;
    }
  }
  /// Of the scores, where their normal scores have this one.
  double correlation(double latent) const { return copula_ ? copula_->correlation(latent) : latent; }
  double expected_mssd() const {
    double sum = 0;
    for (std::size_t p = 0; p < pairs_.size(); ++p) {
      sum += 1 - correlation((1 - noise_) * gains_[pairs_.later[p]]);
    }
    return 2 * variance_ * sum / static_cast<double>(pairs_.size()) / growth_;
  }

  const ScoreSeries& series_;
  const Steps& steps_;
  const Neighbours& pairs_;
  double noise_;
  double growth_ = 1;  ///< of squared differences, the mean over pairs
  std::optional<GaussianCopula> copula_;
  double mean_ = 0, variance_ = 0, phi_ = 0;  ///< of the process drawn from
  std::vector<double> scores_, gains_;
};

/// From the lower quantile of either kind to the upper one.
std::optional<PivotRange> range_of(std::vector<double>& own, std::vector<double>& normal, double level,
                                   std::size_t draws) {
  std::optional<PivotRange> range;
  for (auto* column : {&own, &normal}) {
    if (static_cast<double>(column->size()) < measure::kMinimumEstimable * static_cast<double>(draws)) continue;
    std::sort(column->begin(), column->end());
    const double tail = (1 - level) / 2;
    const double low = measure::sample_quantile(*column, tail), high = measure::sample_quantile(*column, 1 - tail);
    range = range ? PivotRange{std::min(low, range->low), std::max(high, range->high)} : PivotRange{low, high};
  }
  return range;
}

}  // namespace

PivotRanges pivot_ranges(const ScoreSeries& series, const Steps& steps, const Neighbours& pairs, double left,
                         const std::vector<PhiChance>& chances, const OwnBootstrapOptions& options) {
  const PhiQuantile phi(chances);
  std::array<Pivots, 2> kinds;
  for (const Values values : {Values::own, Values::normal}) {
    Redraw redraw(series, steps, pairs, left, options.noise_share, values);
    Rng rng(options.seed);
    // Evenly over the distribution of phi: less is left to chance than with random places.
    for (std::size_t d = 0; d < options.draws; ++d) {
      const double place = (static_cast<double>(d) + 0.5) / static_cast<double>(options.draws);
      redraw.add(std::min(phi(place), options.highest_phi), rng, kinds[static_cast<std::size_t>(values)]);
    }
  }
  const auto range = [&](std::vector<double> Pivots::*column) {
    return range_of(kinds[0].*column, kinds[1].*column, options.level, options.draws);
  };
  return {range(&Pivots::mean), range(&Pivots::variance), range(&Pivots::relative_variance), range(&Pivots::mssd),
          range(&Pivots::energy)};
}

}  // namespace affect::understand::trajectory
