/// Quantiles of a sample, linear between the order statistics (type 7 of Hyndman and Fan 1996, the rule of numpy and
/// R).
///
/// Thread-safety: pure functions.
#pragma once
#include <span>

namespace affect::measure {

/// `sorted` ascending, not empty; share in [0, 1].
double sample_quantile(std::span<const double> sorted, double share);

}  // namespace affect::measure
