#include "affect/measure/ratings.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace affect::measure {
namespace {

std::size_t ratings_in(std::span<const int> unit) {
  return static_cast<std::size_t>(std::count_if(unit.begin(), unit.end(), [](int cell) { return cell >= 0; }));
}

}  // namespace

std::string_view to_string(Level level) {
  switch (level) {
    case Level::nominal:
      return "nominal";
    case Level::ordinal:
      return "ordinal";
    case Level::interval:
      return "interval";
    case Level::ratio:
      return "ratio";
  }
  return {};
}

Ratings Ratings::of_numbers(std::size_t raters, std::span<const double> cells) {
  assert(raters == 0 ? cells.empty() : cells.size() % raters == 0);
  std::vector<double> values;
  values.reserve(cells.size());
  std::copy_if(cells.begin(), cells.end(), std::back_inserter(values), [](double cell) { return !std::isnan(cell); });
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  Ratings ratings(raters, std::move(values));
  ratings.cells_.reserve(cells.size());
  for (const double cell : cells) {
    const auto found = std::lower_bound(ratings.values_.begin(), ratings.values_.end(), cell);
    ratings.cells_.push_back(std::isnan(cell) ? kMissingClass : static_cast<int>(found - ratings.values_.begin()));
  }
  return ratings;
}

Ratings Ratings::of_classes(std::size_t raters, std::span<const int> cells, std::size_t classes) {
  assert(raters == 0 ? cells.empty() : cells.size() % raters == 0);
  assert(std::all_of(cells.begin(), cells.end(),
                     [&](int cell) { return cell >= kMissingClass && cell < static_cast<int>(classes); }));
  std::vector<double> values(classes);
  std::iota(values.begin(), values.end(), 0.0);
  Ratings ratings(raters, std::move(values));
  ratings.cells_.assign(cells.begin(), cells.end());
  return ratings;
}

std::size_t Ratings::pairable() const {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < units(); ++i) {
    const std::size_t count = ratings_in(unit(i));
    if (count >= 2) sum += count;
  }
  return sum;
}

std::size_t Ratings::pairable_units() const {
  std::size_t sum = 0;
  for (std::size_t i = 0; i < units(); ++i) sum += ratings_in(unit(i)) >= 2;
  return sum;
}

Ratings Ratings::take(std::span<const std::size_t> chosen) const {
  Ratings ratings(raters_, values_);
  ratings.cells_.reserve(chosen.size() * raters_);
  for (const std::size_t i : chosen) {
    const auto cells = unit(i);
    ratings.cells_.insert(ratings.cells_.end(), cells.begin(), cells.end());
  }
  return ratings;
}

Ratings Ratings::complete() const {
  std::vector<std::size_t> chosen;
  for (std::size_t i = 0; i < units(); ++i) {
    if (ratings_in(unit(i)) == raters_) chosen.push_back(i);
  }
  return take(chosen);
}

}  // namespace affect::measure
