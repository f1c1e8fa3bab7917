/// Puts the scores of one instrument on the scale of another, from items that both have scored.
///
///   const Link link = link_scales(lexicon_scores, rater_scores, {});
///   if (link.status == Status::given) use(link.at(0.2), link.variance_at(0.2));
///
/// Linear equating: equal distances from the mean in SDs are equal, so that slope is SD / SD (Kolen and
/// Brennan 2014, chapter 2). Unlike regression it is the same both ways and does not draw levels to the mean. It holds
/// for means of people, where both instruments err alike; it makes no instrument better. Errors are a bootstrap of
/// items. Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "affect/affect_state.h"

namespace affect::understand::corpus {

inline constexpr std::size_t kFewestForLink = 30;

struct LinkOptions {
  double level = 0.95;           ///< of the correlation's interval, whose low end must lie above 0
  std::size_t resamples = 1000;  ///< fewer of more than 200,000 items
  std::uint64_t seed = 1;
};

struct Link {
  Status status = Status::given;
  std::string reason;  ///< where status is not given
  std::size_t items = 0;
  double slope = 1, intercept = 0;
  double correlation = 0, correlation_low = 0, correlation_high = 0;
  std::vector<std::pair<double, double>> drawn;  ///< slope and intercept of each resample

  double at(double score) const { return intercept + slope * score; }
  double variance_at(double score) const;  ///< squared standard error of at(score)
  double slope_variance() const;
};

/// The same items in the same order. too_short under kFewestForLink; not_estimable where one is constant or the
/// correlation is not above 0.
Link link_scales(std::span<const double> from, std::span<const double> to, const LinkOptions& options);

}  // namespace affect::understand::corpus
