/// How well two columns go together.
///
///   if (auto r = measure::pearson(truth, predicted)) fmt::print("r = {:.3f}\n", *r);
///
/// A row in which either column is NaN is left out. What is left must have kMinimumCorrelationRows rows and
/// neither column constant, else the result is absent: not estimable, which is not zero. Results lie in [-1,
/// 1]. Columns of different length are a programmer's mistake (asserted). Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace affect::measure {

/// Two rows always correlate with +1 or -1, which says nothing.
inline constexpr std::size_t kMinimumCorrelationRows = 3;

/// Product-moment correlation (Pearson 1896).
std::optional<double> pearson(std::span<const double> x, std::span<const double> y);

/// Rank correlation (Spearman 1904): Pearson's of the average ranks.
std::optional<double> spearman(std::span<const double> x, std::span<const double> y);

/// Concordance correlation coefficient (Lin 1989, with moments over n): agreement in level and spread too.
std::optional<double> concordance(std::span<const double> x, std::span<const double> y);

/// Ranks from 1; equal values share the mean of their ranks. No value is NaN (asserted).
std::vector<double> average_ranks(std::span<const double> values);

}  // namespace affect::measure
