/// A difference of two groups of rows that lie in units (people, conversations): a mixed model with a random intercept
/// a unit.
///
///   const RandomIntercept model = random_intercept(rows, {});
///   if (model.status == Status::given) fmt::print("{:.3f} +- {:.3f}\n", model.difference, model.standard_error);
///
/// value = level + difference * in_second + unit + rest, units and rests normal (Laird and Ware 1982), fitted by
/// restricted maximum likelihood, which is profiled over the share of variance between units. Degrees of freedom: those
/// between units where no unit has rows of both groups, those within where all have, else the fewer (Schluchter and
/// Elashoff 1990). Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <span>
#include <string>

#include "affect/affect_state.h"

namespace affect::understand::corpus {

/// A value of a unit in one of two groups.
struct GroupedValue {
  double value = 0;      ///< finite
  std::size_t unit = 0;  ///< what belongs together: a person, a conversation; 0, 1, ...
  bool in_second = false;
};

struct RandomInterceptOptions {
  double level = 0.95;        ///< of the interval, in (0, 1)
  double known_variance = 0;  ///< of the difference, from elsewhere: the error of a link
};

struct RandomIntercept {
  Status status = Status::given;
  std::string reason;     ///< where status is not given
  double difference = 0;  ///< second less first
  double standard_error = 0, degrees_of_freedom = 0;
  double low = 0, high = 0, p = 1;                   ///< t distribution
  double between_variance = 0, within_variance = 0;  ///< of units, of rows in a unit
};

/// not_estimable where no unit has two rows (nothing tells units from rows), a group is empty, or all is equal.
RandomIntercept random_intercept(std::span<const GroupedValue> rows, const RandomInterceptOptions& options);

}  // namespace affect::understand::corpus
