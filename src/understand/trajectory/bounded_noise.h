/// The noise of a series whose level may change, and the largest autocorrelation that it may have.
///
/// Thread-safety: pure functions; the null may be shared.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "affect/understand/trajectory/change_points.h"

namespace affect::understand::trajectory {

/// estimate_noise(), with an SD of at least `lowest_sd` and a twentieth of the range: a few tied scores beside one that
/// differs would leave no noise over.
NoiseEstimate floored_noise(std::span<const double> scores, const std::vector<bool>& breaks, double lowest_sd);

/// That twentieth.
double noise_floor(std::span<const double> scores);

/// What a null with the series' own values draws from. Left-overs have lost some of the outliers to the splits, so that
/// skewed series would alarm; in a short series half of the scores as they are would be the change itself.
std::vector<double> null_values(std::span<const double> scores, const NoiseEstimate& noise);

struct BoundedNoise {
  NoiseEstimate noise;
  double phi_bound = 0;
  bool is_short = false;  ///< too few scores to tell phi: the bound is the prior's

  /// A level that wanders has no changes that could be told from it.
  bool is_estimable() const { return is_short || noise.phi <= kHighestPhi; }
  std::string reason() const;  ///< where it is not
};

/// The bound of Berger and Boos (1994), too low with a chance of ChangePointNull::kRare; `prior_phi` as in
/// ChangePointOptions.
BoundedNoise bounded_noise(std::span<const double> scores, const std::vector<bool>& breaks, double prior_phi,
                           ChangePointNull& null);
/// The same of noise that is estimated already, from n scores.
BoundedNoise bounded_noise(NoiseEstimate noise, std::size_t n, double prior_phi, ChangePointNull& null);

}  // namespace affect::understand::trajectory
