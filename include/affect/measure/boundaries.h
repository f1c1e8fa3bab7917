/// How well found places of change match true ones, in a sequence of `length` items.
///
///   const auto match = measure::match_boundaries(truth, found, 1);      // within one item
///   const double f1 = measure::f1(match);
///   const auto error = measure::window_diff(truth, found, length, k);   // 0 is best
///
/// A boundary is the index of the first item of the new part, in (0, length). Boundaries rise strictly (asserted).
/// Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "affect/measure/classification.h"
#include "affect/rng.h"

namespace affect::measure {

/// One true boundary matches one found one at most `tolerance` items away; as many as possible are matched.
ClassCounts match_boundaries(std::span<const std::size_t> truth, std::span<const std::size_t> found,
                             std::size_t tolerance);

/// Half the mean length of the true parts, at least 2: the usual window.
std::size_t usual_window(std::span<const std::size_t> truth, std::size_t length);
/// Share of windows of k items whose numbers of true and found boundaries differ (Pevzner and Hearst 2002). Absent
/// where the sequence is not longer than the window.
std::optional<double> window_diff(std::span<const std::size_t> truth, std::span<const std::size_t> found,
                                  std::size_t length, std::size_t k);

/// `count` boundaries anywhere with `side` items at least before the first, after the last and between two; fewer where
/// they do not fit.
std::vector<std::size_t> random_boundaries(std::size_t count, std::size_t length, std::size_t side, Rng& rng);

}  // namespace affect::measure
