#include "affect/io/coded_ratings.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include <fmt/format.h>

namespace affect::io {
namespace {

using measure::Level;

constexpr std::size_t kMostOrdinalNumbers = 11;
/// Weights and ratio differences take the square of this.
constexpr std::size_t kMostCategories = 2000;

struct NumberCells {
  std::vector<double> cells;
  std::optional<std::size_t> first_other;  ///< a cell that is no number
  std::map<double, std::string> written;   ///< each value as it was first written
};

NumberCells numbers_of(const RatingTable& table) {
  NumberCells numbers;
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    auto value = cell_number(table.cells[i]);
    if (!value && !table.cells[i].empty() && !numbers.first_other) numbers.first_other = i;
    if (value) numbers.written.try_emplace(*value, table.cells[i]);
    numbers.cells.push_back(value.value_or(std::numeric_limits<double>::quiet_NaN()));
  }
  return numbers;
}

std::string cell_name(const RatingTable& table, std::size_t i) {
  return fmt::format("\"{}\" of {} on item {}", table.cells[i], table.raters[i % table.raters.size()],
                     table.items[i / table.raters.size()]);
}

CodedRatings of_numbers(const RatingTable& table, const NumberCells& numbers, std::optional<Level> level) {
  CodedRatings coded{.ratings = measure::Ratings::of_numbers(table.raters.size(), numbers.cells)};
  for (const auto& [value, text] : numbers.written) coded.categories.push_back(text);
  const std::size_t different = coded.categories.size();
  const bool whole = std::all_of(numbers.written.begin(), numbers.written.end(),
                                 [](const auto& entry) { return entry.first == std::floor(entry.first); });
  if (level) {
    coded.level = *level;
  } else {
    coded.level = different <= 2                              ? Level::nominal
                  : whole && different <= kMostOrdinalNumbers ? Level::ordinal
                                                              : Level::interval;
    coded.reason = fmt::format("{} numbers, {} different", whole ? "whole" : "broken", different);
  }
  if (coded.level == Level::ratio && numbers.written.begin()->first < 0) {
    throw InputError("ratio numbers are not negative: they have a true zero", {}, "--level interval");
  }
  return coded;
}

CodedRatings of_labels(const RatingTable& table, std::vector<std::string> categories) {
  std::map<std::string, int, std::less<>> number;
  for (const std::string& category : categories) number.emplace(category, static_cast<int>(number.size()));
  std::vector<int> cells;
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    const auto found = number.find(table.cells[i]);
    if (found == number.end() && !table.cells[i].empty()) {
      throw InputError(cell_name(table, i) + " is not in the order given", {}, "name every label in --order");
    }
    cells.push_back(found == number.end() ? measure::kMissingClass : found->second);
  }
  CodedRatings coded{.ratings = measure::Ratings::of_classes(table.raters.size(), cells, categories.size())};
  coded.categories = std::move(categories);
  return coded;
}

}  // namespace

CodedRatings code_ratings(const RatingTable& table, const RatingScale& scale) {
  if (table.raters.size() < 2) {
    throw InputError(
        fmt::format("{} rater{}: agreement needs two", table.raters.size(), table.raters.empty() ? "s" : ""), {},
        "a column a rater, or columns item,rater,label");
  }
  if (std::all_of(table.cells.begin(), table.cells.end(), [](const auto& cell) { return cell.empty(); })) {
    throw InputError("every rating is missing");
  }
  std::optional<CodedRatings> coded;
  const NumberCells numbers = numbers_of(table);
  if (!scale.order.empty()) {
    if (std::set(scale.order.begin(), scale.order.end()).size() != scale.order.size()) {
      throw ConfigError("--order names a label twice");
    }
    coded = of_labels(table, scale.order);
    coded->level = scale.level.value_or(Level::ordinal);
  } else if (!numbers.first_other) {
    coded = of_numbers(table, numbers, scale.level);
  } else {
    const Level level = scale.level.value_or(Level::nominal);
    if (level == Level::ordinal) {
      throw ConfigError("labels have no order of their own", {}, "--order lowest,...,highest");
    }
    if (level != Level::nominal) {
      throw InputError(fmt::format("{} is no number; {} ratings are", cell_name(table, *numbers.first_other),
                                   measure::to_string(level)),
                       {}, "--level nominal, or NA where nothing was said");
    }
    std::set<std::string> labels(table.cells.begin(), table.cells.end());
    labels.erase("");
    coded = of_labels(table, {labels.begin(), labels.end()});
    if (!scale.level) coded->reason = fmt::format("labels, {} different", labels.size());
  }
  const bool squares = coded->level == Level::ordinal || coded->level == Level::ratio;
  if (squares && coded->categories.size() > kMostCategories) {
    throw InputError(fmt::format("{} different ratings are too many for the level {}", coded->categories.size(),
                                 measure::to_string(coded->level)),
                     {}, "--level interval, or round them");
  }
  return *std::move(coded);
}

measure::Groups rating_groups(const RatingTable& table) {
  return table.groups.empty() ? measure::Groups::each_row(table.items.size()) : measure::Groups::by(table.groups);
}

}  // namespace affect::io
