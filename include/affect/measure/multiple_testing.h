/// p values of several tests at once. Thread-safety: pure functions.
#pragma once
#include <span>
#include <vector>

namespace affect::measure {

/// Adjusted so that any false alarm among them has at most the nominal chance (Holm 1979).
std::vector<double> holm(std::span<const double> p);
/// Adjusted so that the expected share of false alarms among the alarms is at most the nominal one (Benjamini and
/// Hochberg 1995).
std::vector<double> benjamini_hochberg(std::span<const double> p);

}  // namespace affect::measure
