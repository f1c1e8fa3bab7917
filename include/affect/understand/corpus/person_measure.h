/// One number a person and dimension: what groups of people are compared by.
///
/// `mean` and what dynamic_measures.h has: sd, relative_sd, rmssd, mssd, tkeo, floor, ceiling, inertia. Thread-safety:
/// pure functions.
#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "affect/understand/trajectory/score_series.h"

namespace affect::understand::corpus {

std::span<const std::string_view> person_measures();

/// What a linear change of the scale does to a measure.
enum class ScaleEffect { level, spread, none, not_linear };
ScaleEffect scale_effect(std::string_view measure);

/// Absent where the series is too short for the measure, or the perceiver errs more than it spreads.
std::optional<double> person_measure(const trajectory::ScoreSeries& series, std::string_view measure);

}  // namespace affect::understand::corpus
