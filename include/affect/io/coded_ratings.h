/// From what raters wrote to numbers that can be measured: which level, which categories.
///
///   const CodedRatings coded = code_ratings(table, {});
///   measure::agreement(coded.ratings, ...)
///
/// Thread-safety: values and free functions.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "affect/io/rating_table.h"
#include "affect/measure/bootstrap.h"
#include "affect/measure/ratings.h"

namespace affect::io {

struct RatingScale {
  std::optional<measure::Level> level = {};  ///< absent: found
  std::vector<std::string> order = {};       ///< of labels, lowest first
};

struct CodedRatings {
  measure::Ratings ratings;
  measure::Level level = measure::Level::nominal;
  std::string reason;                   ///< "whole numbers, 5 different": why this level; empty where it was given
  std::vector<std::string> categories;  ///< as written

  const std::string& category(int category) const { return categories[static_cast<std::size_t>(category)]; }
};

/// Labels, and numbers of only two kinds, are nominal; up to eleven different whole numbers ordinal; other numbers
/// interval. Throws InputError: no rating, one rater, a label where numbers are needed or outside of the order,
/// negative numbers as ratio; ConfigError: an order of labels is needed.
CodedRatings code_ratings(const RatingTable& table, const RatingScale& scale);

/// The groups that a bootstrap draws: those of the table, else each item.
measure::Groups rating_groups(const RatingTable& table);

}  // namespace affect::io
