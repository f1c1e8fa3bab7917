/// From which probability on a label is given.
///
///   const double threshold = measure::best_threshold(probabilities, truth);     // on held-out rows
///   measure::f1(measure::counts_at(threshold, others, truth_of_others));
///
/// Both have one length (asserted); `truth` is 0 or 1. Thread-safety: pure.
#pragma once
#include <span>

#include "affect/measure/classification.h"

namespace affect::measure {

/// The threshold that gives the best F1, half-way to the next lower probability; 0.5 where nothing is positive.
double best_threshold(std::span<const double> probabilities, std::span<const double> truth);

/// What a threshold gives: labels from it on.
ClassCounts counts_at(double threshold, std::span<const double> probabilities, std::span<const double> truth);

}  // namespace affect::measure
