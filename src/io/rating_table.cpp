#include "affect/io/rating_table.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>

#include "io/ascii.h"
#include "io/elan_ratings.h"

namespace affect::io {
namespace {

/// What people call the columns, the surest first.
constexpr std::array<std::string_view, 9> kItemNames{"item",    "unit", "id",          "item_id", "unit_id",
                                                     "text_id", "task", "sentence_id", "turn"};
constexpr std::array<std::string_view, 8> kRaterNames{"rater", "annotator", "coder",        "worker",
                                                      "judge", "rater_id",  "annotator_id", "worker_id"};
constexpr std::array<std::string_view, 7> kLabelNames{"label", "rating",   "value", "code",
                                                      "score", "category", "answer"};
/// Columns of a wide table that no rater wrote.
constexpr std::array<std::string_view, 5> kProseNames{"text", "sentence", "utterance", "comment", "notes"};

/// Cells of a table, of which most are empty where each rater saw few items.
constexpr std::size_t kMostCells = 50'000'000;

/// Numbers in order of first sight.
class Index {
 public:
  std::size_t operator()(const std::string& name) {
    const auto [found, fresh] = numbers_.try_emplace(name, names_.size());
    if (fresh) names_.push_back(name);
    return found->second;
  }
  std::vector<std::string>& names() { return names_; }

 private:
  std::unordered_map<std::string, std::size_t> numbers_;
  std::vector<std::string> names_;
};

template <class Names>
std::optional<std::size_t> find_any(const CsvDocument& table, const std::string& asked, const Names& names) {
  if (!asked.empty()) return table.column(asked);
  for (const std::string_view name : names) {
    if (const auto found = table.find(name)) return found;
  }
  return std::nullopt;
}

std::optional<std::size_t> group_column(const CsvDocument& table, const RatingColumns& columns) {
  return columns.group.empty() ? std::nullopt : std::optional(table.column(columns.group));
}

RatingTable long_table(const CsvDocument& table, std::size_t item, std::size_t rater, std::size_t label,
                       const RatingColumns& columns) {
  const auto group = group_column(table, columns);
  Index items, raters;
  std::vector<std::pair<std::size_t, std::size_t>> where;
  where.reserve(table.rows());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    if (table.cell(row, item).empty() || table.cell(row, rater).empty()) {
      throw InputError("a row without item or rater", table.place(row), "fill both in, or take the row out");
    }
    where.emplace_back(items(table.cell(row, item)), raters(table.cell(row, rater)));
  }
  RatingTable result{.shape = "long", .items = std::move(items.names()), .raters = std::move(raters.names())};
  result.group_name = columns.group;
  if (result.items.size() > kMostCells / result.raters.size()) {
    throw InputError(fmt::format("{} items by {} raters are too many cells", result.items.size(), result.raters.size()),
                     {table.name()}, "rename raters to their place: first, second, third rating of the item");
  }
  result.cells.resize(result.items.size() * result.raters.size());
  if (group) result.groups.resize(result.items.size());
  std::vector<bool> seen(result.cells.size());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::size_t at = where[row].first * result.raters.size() + where[row].second;
    if (seen[at]) {
      throw InputError(
          fmt::format("item \"{}\" is rated twice by \"{}\"", table.cell(row, item), table.cell(row, rater)),
          table.place(row), "keep one of both, or call the second occasion another rater");
    }
    seen[at] = true;
    if (!is_missing_cell(table.cell(row, label))) result.cells[at] = table.cell(row, label);
    if (group) result.groups[where[row].first] = table.cell(row, *group);
  }
  return result;
}

std::vector<std::size_t> rater_columns(const CsvDocument& table, std::optional<std::size_t> item,
                                       std::optional<std::size_t> group, const RatingColumns& columns) {
  std::vector<std::size_t> raters;
  for (const std::string& rater : columns.raters) raters.push_back(table.column(rater));
  if (!raters.empty()) return raters;
  for (std::size_t i = 0; i < table.columns().size(); ++i) {
    const std::string name = lower(table.columns()[i]);
    const bool prose = std::find(kProseNames.begin(), kProseNames.end(), name) != kProseNames.end();
    if (!prose && i != item && i != group) raters.push_back(i);
  }
  return raters;
}

RatingTable wide_table(const CsvDocument& table, const RatingColumns& columns) {
  const auto item = find_any(table, columns.item, kItemNames);
  const auto group = group_column(table, columns);
  const auto raters = rater_columns(table, item, group, columns);
  RatingTable result{.shape = "wide"};
  result.group_name = columns.group;
  for (const std::size_t rater : raters) result.raters.push_back(table.columns()[rater]);
  for (std::size_t row = 0; row < table.rows(); ++row) {
    result.items.push_back(item ? table.cell(row, *item) : std::to_string(row + 1));
    if (group) result.groups.push_back(table.cell(row, *group));
    for (const std::size_t rater : raters) {
      const std::string& cell = table.cell(row, rater);
      result.cells.push_back(is_missing_cell(cell) ? std::string() : cell);
    }
  }
  return result;
}

std::vector<std::size_t> shown_columns(const CsvDocument& table, std::size_t best, std::size_t worst) {
  std::vector<std::size_t> named, others;
  for (std::size_t i = 0; i < table.columns().size(); ++i) {
    const std::string name = lower(table.columns()[i]);
    if (i == best || i == worst) continue;
    if (name.starts_with("item")) named.push_back(i);
    const bool known = std::find(kRaterNames.begin(), kRaterNames.end(), name) != kRaterNames.end();
    if (!known && name != "tuple" && name != "id" && name != "tuple_id") others.push_back(i);
  }
  return named.empty() ? others : named;
}

BestWorstTable best_worst_table(const CsvDocument& table, std::size_t best, std::size_t worst) {
  const auto shown = shown_columns(table, best, worst);
  if (shown.size() < 2) {
    throw InputError("best and worst, but not which items were shown", {table.name(), 1},
                     "add a column for each: item1,item2,item3,item4,best,worst");
  }
  Index items;
  BestWorstTable result;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    BestWorstTable::Answer answer;
    for (const std::size_t column : shown) {
      if (!table.cell(row, column).empty()) answer.items.push_back(items(table.cell(row, column)));
    }
    const auto chosen = [&](std::size_t column) {
      const std::size_t item = items(table.cell(row, column));
      if (std::find(answer.items.begin(), answer.items.end(), item) == answer.items.end()) {
        throw InputError(fmt::format("the {} is not among the items shown", table.columns()[column]), table.place(row),
                         "write it as it is written where it is shown");
      }
      return item;
    };
    answer.best = chosen(best);
    answer.worst = chosen(worst);
    if (answer.best == answer.worst)
      throw InputError("best and worst are the same item", table.place(row), "a choice names two items");
    result.answers.push_back(std::move(answer));
  }
  result.items = std::move(items.names());
  return result;
}

}  // namespace

RatingFile read_ratings(const Engine& engine, const std::string& path, const RatingColumns& columns) {
  if (lower(path).ends_with(".eaf")) return read_elan_ratings(engine, path, columns);
  const CsvDocument table = read_csv_document(path);
  const auto best = table.find("best"), worst = table.find("worst");
  if (best && worst && columns.raters.empty()) return best_worst_table(table, *best, *worst);
  if (columns.raters.empty()) {
    const auto item = find_any(table, columns.item, kItemNames);
    const auto rater = find_any(table, columns.rater, kRaterNames);
    const auto label = find_any(table, columns.label, kLabelNames);
    if (item && rater && label) return long_table(table, *item, *rater, *label, columns);
    if (!columns.rater.empty() || !columns.label.empty()) {
      throw InputError("a row a rating needs three columns: item, rater, label", {table.name(), 1},
                       "name them: --item COLUMN --rater COLUMN --label COLUMN");
    }
  }
  return wide_table(table, columns);
}

}  // namespace affect::io
