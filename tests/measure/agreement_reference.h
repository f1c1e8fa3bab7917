// What other programs say of agreement (agreement.inc), and tables of ratings.
#pragma once
#include <span>

#include "affect/measure/ratings.h"
#include "measure/reference.h"

namespace affect::measure {

#include "measure/agreement.inc"

/// Iterations, continued fractions and another order of sums leave this much.
inline constexpr double kAgreementTolerance = 1e-9;

inline double agreement_reference(const std::string& name) {
  const auto* found = std::find_if(std::begin(kAgreementReference), std::end(kAgreementReference),
                                   [&](const auto& entry) { return entry.first == name; });
  if (found == std::end(kAgreementReference)) throw std::out_of_range("agreement.inc has no " + name);
  return found->second;
}

inline Ratings small_ratings() { return Ratings::of_numbers(3, kSmallRatings); }
inline Ratings krippendorff_ratings() { return Ratings::of_numbers(4, kKrippendorffRatings); }
inline Ratings shrout_ratings() { return Ratings::of_numbers(4, kShroutRatings); }

}  // namespace affect::measure
