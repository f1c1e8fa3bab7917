/// Every coefficient of agreement that suits a table of ratings, with intervals.
///
///   const auto found = measure::agreement(ratings, groups, {.level = measure::Level::nominal});
///   for (const auto& coefficient : found.coefficients) ...
///
/// Which ones: nominal: observed agreement, Krippendorff's alpha, Cohen's kappa of two raters or Light's of up to
/// twelve, Fleiss' kappa, Gwet's AC1. Ordinal: alpha, and the weighted kinds with quadratic weights (AC2). Interval and
/// ratio: alpha and the six intraclass correlations. Where raters are interchangeable (votes whose givers are not
/// known) those that tell raters apart are left out. Intervals are percentile bootstraps over units (Zapf et al. 2016),
/// or over groups of units that belong together; those of intraclass correlations rest on F. Thread-safety: pure
/// functions.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "affect/affect_state.h"
#include "affect/measure/bootstrap.h"
#include "affect/measure/ratings.h"

namespace affect::measure {

/// One coefficient. Without a value `status` says why; without an interval, `interval_status`.
struct Coefficient {
  std::string name;  ///< "Krippendorff's alpha (ordinal)"
  std::optional<double> value;
  std::optional<Interval> interval;
  Status status = Status::given, interval_status = Status::given;
  std::size_t units = 0;  ///< that it rests on
  std::size_t raters = 0;
  std::size_t values = 0;  ///< ratings that it rests on
};

struct AgreementOptions {
  Level level = Level::nominal;
  bool interchangeable = false;
  BootstrapOptions bootstrap = {};
};

struct Agreement {
  std::vector<Coefficient> coefficients;
  std::size_t resamples = 0;
  double largest_share = 0;  ///< of the most frequent category among all ratings
  int largest = kMissingClass;

  /// Of that name's beginning; nothing where it is not among them or has no value.
  std::optional<double> value(std::string_view name) const;
};

/// `groups` are of units: Groups::each_row where each stands alone.
Agreement agreement(const Ratings& ratings, const Groups& groups, const AgreementOptions& options);

/// How far the raters of a unit are apart, from 0: nominal: share of unequal pairs; else the SD of their values, of
/// their mean ranks where ordinal. Absent under two ratings.
std::vector<std::optional<double>> unit_disagreement(const Ratings& ratings, Level level);

}  // namespace affect::measure
