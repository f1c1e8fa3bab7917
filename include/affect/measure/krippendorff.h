/// Krippendorff's alpha: agreement of any number of raters, with missing ratings, at any level of measurement.
///
///   if (const auto alpha = measure::krippendorff_alpha(ratings, measure::Level::ordinal)) ...
///
/// alpha = 1 - D_o / D_e over all pairable ratings (Krippendorff 2019, Content Analysis, 4th ed., chapter 12): 1 is
/// agreement without fault, 0 what chance gives, below 0 disagreement that is systematic. Absent where no unit has two
/// ratings or all pairable ratings are equal. For `ratio` the values are not negative (asserted), and time grows with
/// the square of how many different ones there are. Thread-safety: pure functions.
#pragma once
#include <optional>

#include "affect/measure/ratings.h"

namespace affect::measure {

std::optional<double> krippendorff_alpha(const Ratings& ratings, Level level);

}  // namespace affect::measure
