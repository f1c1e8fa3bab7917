/// A table with a header, whole in memory: what people code by hand. Tables of turns are read as streams (reader.h).
///
///   const auto table = read_csv_document("labels.csv");
///   const std::size_t text = table.column("text");
///   for (std::size_t row = 0; row < table.rows(); ++row) use(table.cell(row, text));
///
/// Comma, semicolon, tab or bar, as found; names of columns without regard to case; cells without blanks around them.
/// Thread-safety: a value.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "affect/error.h"

namespace affect::io {

class CsvDocument {
 public:
  CsvDocument(std::string name, std::vector<std::string> columns)
      : name_(std::move(name)), columns_(std::move(columns)) {}
  void append(std::size_t line, std::vector<std::string> cells);

  std::size_t rows() const { return lines_.size(); }
  const std::vector<std::string>& columns() const { return columns_; }
  const std::string& cell(std::size_t row, std::size_t column) const { return cells_[row * columns_.size() + column]; }
  Place place(std::size_t row) const { return {name_, lines_[row]}; }
  const std::string& name() const { return name_; }
  std::optional<std::size_t> find(std::string_view column) const;
  /// Throws InputError, which names the columns that there are.
  std::size_t column(std::string_view column) const;

 private:
  std::string name_;
  std::vector<std::string> columns_;
  std::vector<std::size_t> lines_;
  std::vector<std::string> cells_;
};

/// A path or "-". Throws InputError: no header, no row, a column's name twice, a row of another length.
CsvDocument read_csv_document(const std::string& path);

/// "", NA, N/A, NaN, nan, null and "." are no answer.
bool is_missing_cell(std::string_view cell);
/// The whole cell as a finite number.
std::optional<double> cell_number(std::string_view cell);

}  // namespace affect::io
