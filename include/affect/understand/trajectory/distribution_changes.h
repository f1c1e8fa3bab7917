/// Where all dimensions of a person together, or the labels, begin to be distributed otherwise: e_divisive.h over
/// columns of raw scores whose autocorrelation is taken out.
///
///   ChangePointNull null;
///   const auto found = distribution_changes({valence, arousal}, {}, {}, null);
///
/// Columns are brought to the same spread within levels, unless they are said to have one scale. The autocorrelation is
/// the largest that columns together may have, as in segmentation.h. Thread-safety: pure function; the null may be
/// shared.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "affect/affect_state.h"
#include "affect/understand/trajectory/change_points.h"
#include "affect/understand/trajectory/e_divisive.h"

namespace affect::understand::trajectory {

struct DistributionChangesOptions {
  double prior_phi = kHighestPhi;  ///< as in ChangePointOptions
  bool same_scale = false;         ///< columns are comparable as they are: probabilities
  EDivisiveOptions search;
};

struct DistributionChanges {
  Status status = Status::given;
  std::string reason;             ///< where status is not given
  double phi_bound = 0;           ///< the autocorrelation that was taken out
  std::size_t rows_per_mean = 1;  ///< above 1: what was looked at were means of so many rows
  std::vector<DistributionChange> changes;
};

/// At least one column, all of the same length, finite; `breaks` as for estimate_noise. too_short under 6 rows.
DistributionChanges distribution_changes(const std::vector<std::vector<double>>& columns,
                                         const std::vector<bool>& breaks, const DistributionChangesOptions& options,
                                         ChangePointNull& null);

}  // namespace affect::understand::trajectory
