#include "understand/trajectory/own_bootstrap.h"

#include <algorithm>
#include <cmath>

#include "affect/measure/normal_distribution.h"
#include "affect/rng.h"
#include "understand/trajectory/autoregression.h"
#include "understand/trajectory/gaussian_copula.h"

namespace affect::understand::trajectory {
namespace {

/// phi of a place in its confidence distribution, the chance of an estimate below that observed: falling.
class PhiQuantile {
 public:
  explicit PhiQuantile(const std::vector<PhiChance>& chances) {
    for (const PhiChance& chance : chances) known_.push_back({chance.phi, measure::normal_quantile(chance.below)});
  }
  double operator()(double below) const {
    if (known_.empty()) return 0;
    const double z = measure::normal_quantile(below);
    if (z >= known_.front().below) return known_.front().phi;
    for (std::size_t i = 1; i < known_.size(); ++i) {
      const auto [left, right] = std::pair(known_[i - 1], known_[i]);
      if (z < right.below) continue;
      const double part = left.below > right.below ? (left.below - z) / (left.below - right.below) : 0;
      return left.phi + part * (right.phi - left.phi);
    }
    return known_.back().phi;
  }

 private:
  std::vector<PhiChance> known_;  ///< with the normal score in place of the chance
};

double square(double value) { return value * value; }

class Redraw {
 public:
  Redraw(const ScoreSeries& series, const Steps& steps, const Neighbours& pairs, double exponent, double noise_share)
      : series_(series), steps_(steps), pairs_(pairs), exponent_(exponent), noise_(noise_share),
        copula_(series.scores), mean_(mean(series.scores)), scores_(series.size()), gains_(series.size()) {
    const auto n = static_cast<double>(series.size());
    variance_ = variance(series.scores) * (n - 1) / n;
    for (const double length : pairs.lengths) weights_.push_back(std::pow(length, -2 * exponent));
  }

  void add(double phi, Rng& rng, Pivots& pivots) {
    draw(copula_.latent(phi), rng);
    const double drawn_mean = mean(scores_), drawn_variance = variance(scores_);
    pivots.variance.push_back(drawn_variance / variance_);
    if (series_.bounds) {
      const double largest = largest_sd(drawn_mean, *series_.bounds, series_.size());
      const double expected = variance_ / ((mean_ - series_.bounds->low) * (series_.bounds->high - mean_));
      if (largest > 0) pivots.relative_variance.push_back(drawn_variance / square(largest) / expected);
    }
    if (pairs_.size() > 0) {
      const double drawn = mean_square(successive_differences(scores_, pairs_, exponent_));
      pivots.mssd.push_back(drawn / expected_mssd());
    }
    if (drawn_variance == 0) return;
    pivots.mean.push_back((drawn_mean - mean_) / std::sqrt(drawn_variance));
    const auto energies = teager_kaiser(scores_, steps_);
    if (energies.empty()) return;
    const double two_steps = copula_.correlation((1 - noise_) * square(phi_));
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
      scores_[i] = copula_.value(noise_ > 0 ? signal * level + noise * rng.normal() : level);
    }
  }
  double expected_mssd() const {
    double sum = 0;
    for (std::size_t p = 0; p < pairs_.size(); ++p) {
      sum += weights_[p] * (1 - copula_.correlation((1 - noise_) * gains_[pairs_.later[p]]));
    }
    return 2 * variance_ * sum / static_cast<double>(pairs_.size());
  }

  const ScoreSeries& series_;
  const Steps& steps_;
  const Neighbours& pairs_;
  double exponent_, noise_;
  GaussianCopula copula_;
  double mean_ = 0, variance_ = 0, phi_ = 0;  ///< of the process drawn from
  std::vector<double> weights_, scores_, gains_;
};

}  // namespace

Pivots draw_pivots(const ScoreSeries& series, const Steps& steps, const Neighbours& pairs, double exponent,
                   const std::vector<PhiChance>& chances, double noise_share, const OwnBootstrapOptions& options) {
  Pivots pivots;
  Redraw redraw(series, steps, pairs, exponent, noise_share);
  const PhiQuantile phi(chances);
  Rng rng(options.seed);
  // Evenly over the distribution: less is left to chance than with random places.
  for (std::size_t d = 0; d < options.draws; ++d) {
    const double place = (static_cast<double>(d) + 0.5) / static_cast<double>(options.draws);
    redraw.add(std::min(phi(place), options.highest_phi.value_or(1)), rng, pivots);
  }
  for (auto* column : {&pivots.mean, &pivots.variance, &pivots.relative_variance, &pivots.mssd, &pivots.energy}) {
    std::sort(column->begin(), column->end());
  }
  return pivots;
}

}  // namespace affect::understand::trajectory
