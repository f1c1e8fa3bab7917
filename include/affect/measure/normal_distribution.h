/// The standard normal distribution (mean 0, SD 1).
///
///   const double reach = measure::normal_quantile(0.975);  // 1.96: half a 95 % interval in standard errors
///
/// Thread-safety: pure functions.
#pragma once

namespace affect::measure {

/// The chance that a value lies below x. Absolute error below 1e-15.
double normal_distribution(double x);
/// The x below which a value lies with this chance, in (0, 1). Error below 1e-12 for chances of 1e-12 and more.
double normal_quantile(double share);

}  // namespace affect::measure
