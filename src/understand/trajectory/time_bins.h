/// A channel as means of equal bins of time: samples at 4 Hz say hardly more than the last one did.
#pragma once
#include <string_view>
#include <vector>

#include "affect/series.h"

namespace affect::understand::trajectory {

struct TimeBins {
  std::vector<double> starts, means;  ///< of bins that are at least half full (a rate) or not empty (times)
  std::vector<bool> breaks;           ///< bins are missing before this one, or a new piece begins
};

TimeBins time_bins(const std::vector<Series>& pieces, std::string_view channel, double bin_s);

}  // namespace affect::understand::trajectory
