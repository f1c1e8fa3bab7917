/// Whether two groups of people differ in one number a person: tested on people and what else belongs together, never
/// on turns.
///
///   const GroupDifference found = group_difference(values, {});
///   if (found.status == Status::given) fmt::print("{:.3f} [{:.3f}, {:.3f}], p {:.3f}\n", found.difference, ...);
///
/// A unit is what depends on itself: a person with several episodes, or a conversation with the people in it. It counts
/// once, by the mean of its values.
///
/// - `between`: units of one group each. Labels of units are permuted, and the difference of means is taken in its own
///   standard errors (Welch's), so that groups of unequal spread and size do not alarm too often (Janssen 1997; Chung
///   and Romano 2013).
/// - `within`: units with values of both groups: a person before and after, two roles of a conversation. The sign of
/// each
///   unit's own difference is drawn, and their mean is taken in its standard error.
///
/// Where units of both kinds are there, those with both groups are tested if they are as many as the smaller group has
/// units alone; the others are left out and counted.
///
/// The interval holds the differences that the same permutations would not reject. Hedges' g is of units: in SDs of a
/// group, pooled (between) or averaged (within), without the bias of few; its interval is a bootstrap of units.
/// Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "affect/affect_state.h"
#include "affect/measure/bootstrap.h"
#include "affect/understand/corpus/random_intercept.h"

namespace affect::understand::corpus {

/// Units of each group, where they lie between; units with both, where within (of 5, no sign test gets below 0.05).
inline constexpr std::size_t kFewestBetween = 5;
inline constexpr std::size_t kFewestWithin = 6;

enum class GroupDesign { between, within };
std::string_view to_string(GroupDesign design);

struct GroupDifferenceOptions {
  double level = 0.95;              ///< of the intervals, in (0, 1)
  std::size_t permutations = 9999;  ///< fewer of many units: about 3e9 drawn values are the most
  std::size_t resamples = 2000;     ///< of g
  std::uint64_t seed = 1;
  double known_variance = 0;  ///< of the difference, from elsewhere: the error of a link
};

struct GroupDifference {
  Status status = Status::given;
  std::string reason;  ///< where status is not given
  GroupDesign design = GroupDesign::between;
  std::size_t units_first = 0, units_second = 0;  ///< that were tested
  std::size_t left_out = 0;                       ///< units of the other kind
  std::size_t rows = 0;                           ///< values that were tested
  double mean_first = 0, mean_second = 0;         ///< of units
  double difference = 0;                          ///< second less first
  std::optional<double> low, high;                ///< absent where ties leave no end to what is not rejected
  double p = 1;
  std::optional<measure::Interval> hedges_g;
  /// Of the values; within units of their means in each group. Its status says where there is none.
  RandomIntercept model;
};

/// too_short under the fewest units; not_estimable where values do not differ at all.
GroupDifference group_difference(std::span<const GroupedValue> values, const GroupDifferenceOptions& options);

}  // namespace affect::understand::corpus
