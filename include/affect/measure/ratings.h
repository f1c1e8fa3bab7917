/// What several raters said of the same units: the table that every measure of agreement takes.
///
///   const auto ratings = measure::Ratings::of_numbers(3, cells);   // a row a unit, a column a rater, NaN missing
///   measure::krippendorff_alpha(ratings, measure::Level::interval);
///
/// A cell is the index of a category, or missing; a category has a value, which for labels is its index. Categories
/// that no rater uses still count where a measure asks how many there are (Gwet's AC). Thread-safety: values.
#pragma once
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "affect/measure/classification.h"

namespace affect::measure {

/// What the numbers mean (Stevens 1946).
enum class Level { nominal, ordinal, interval, ratio };
std::string_view to_string(Level level);

class Ratings {
 public:
  /// Rows of `raters` cells; NaN is missing. The categories are the values that occur, sorted.
  static Ratings of_numbers(std::size_t raters, std::span<const double> cells);
  /// Rows of `raters` classes from 0; kMissingClass is missing.
  static Ratings of_classes(std::size_t raters, std::span<const int> cells, std::size_t classes);

  std::size_t units() const { return raters_ == 0 ? 0 : cells_.size() / raters_; }
  std::size_t raters() const { return raters_; }
  std::size_t categories() const { return values_.size(); }
  double value(int category) const { return values_[static_cast<std::size_t>(category)]; }
  /// The cells of a unit: categories, or kMissingClass.
  std::span<const int> unit(std::size_t unit) const { return std::span(cells_).subspan(unit * raters_, raters_); }

  /// How many cells hold a rating, in units that have two or more.
  std::size_t pairable() const;
  /// How many units have two ratings or more.
  std::size_t pairable_units() const;
  /// These units in this order (one may stand several times), with the same categories.
  Ratings take(std::span<const std::size_t> units) const;
  /// The units that every rater rated.
  Ratings complete() const;

 private:
  Ratings(std::size_t raters, std::vector<double> values) : raters_(raters), values_(std::move(values)) {}

  std::size_t raters_;
  std::vector<double> values_;  // by category, rising
  std::vector<int> cells_;
};

}  // namespace affect::measure
