#include "affect/io/csv_document.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>

#include "io/ascii.h"
#include "io/csv_rows.h"

namespace affect::io {
namespace {

constexpr std::size_t kSniffedBytes = 64u << 10;
constexpr std::size_t kNamedColumns = 20;

std::string names_of(const std::vector<std::string>& columns) {
  std::string text;
  for (std::size_t i = 0; i < columns.size() && i < kNamedColumns; ++i) text += (i == 0 ? "" : ", ") + columns[i];
  return text + (columns.size() > kNamedColumns ? ", ..." : "");
}

void refuse_doubles(const std::vector<std::string>& columns, const Place& place) {
  std::vector<std::string> names;
  names.reserve(columns.size());
  for (const std::string& column : columns) names.push_back(lower(column));
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice != names.end()) {
    throw InputError("column \"" + *twice + "\" stands twice in the header", place, "rename one of them");
  }
}

}  // namespace

void CsvDocument::append(std::size_t line, std::vector<std::string> cells) {
  lines_.push_back(line);
  cells_.insert(cells_.end(), std::make_move_iterator(cells.begin()), std::make_move_iterator(cells.end()));
}

std::optional<std::size_t> CsvDocument::find(std::string_view column) const {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (lower(columns_[i]) == lower(column)) return i;
  }
  return std::nullopt;
}

std::size_t CsvDocument::column(std::string_view column) const {
  if (const auto found = find(column)) return *found;
  throw InputError("no column \"" + std::string(column) + "\"; found: " + names_of(columns_), {name_, 1},
                   "name one of these");
}

CsvDocument read_csv_document(const std::string& path) {
  const auto source = open_source(path);
  LineReader lines(*source);
  Diagnostics noted;
  const ReadContext context{.diagnostics = noted};
  const char separator = sniff_separator(lines.peek(kSniffedBytes).substr(0, kSniffedBytes));
  CsvRows rows(lines, separator == 0 ? ',' : separator, context);
  if (!rows.next()) throw InputError("is empty", {lines.name()}, "a header and a row a unit are needed");
  std::vector<std::string> columns;
  for (std::size_t i = 0; i < rows.size(); ++i) columns.emplace_back(trim(rows[i]));
  refuse_doubles(columns, rows.place(0));
  CsvDocument table(lines.name(), std::move(columns));
  while (rows.next()) {
    const std::size_t width = table.columns().size();
    if (rows.size() != width) {
      throw InputError("row has " + std::to_string(rows.size()) + " fields, the header " + std::to_string(width),
                       rows.place(std::min(rows.size(), width)), "quote fields that hold the separator");
    }
    std::vector<std::string> cells;
    cells.reserve(width);
    for (std::size_t i = 0; i < width; ++i) cells.emplace_back(trim(rows[i]));
    table.append(rows.line(), std::move(cells));
  }
  if (table.rows() == 0) throw InputError("has a header and no rows", {lines.name()}, "was the file cut?");
  return table;
}

bool is_missing_cell(std::string_view cell) {
  constexpr std::array<std::string_view, 7> kMissing{"", "NA", "N/A", "NaN", "nan", "null", "."};
  return std::find(kMissing.begin(), kMissing.end(), cell) != kMissing.end();
}

std::optional<double> cell_number(std::string_view cell) {
  if (cell.starts_with('+')) cell.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error != std::errc{} || end != cell.data() + cell.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

}  // namespace affect::io
