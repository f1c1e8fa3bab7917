/// The tables of data sets: columns by name; CSV with quotes or plain lines without; UTF-8 or Windows-1252.
///
///   Table table(input, input.file(), {.separator = '\t', .quoted = false});
///   table.rows([&](const Table& row) {
///     const double v = number_of(row["V"]);           // what throws, throws before anything is written
///     return gold.turn({.text = row.text("text")}, row.place()).has_value();
///   });
#pragma once
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/csv_rows.h"
#include "io/datasets/gold_writer.h"

namespace affect::io {

struct TableShape {
  char separator = ',';
  bool quoted = true;                     ///< else each line is a row and a quote is a character
  std::vector<std::string> columns = {};  ///< of a file without a header
  bool windows1252 = false;
  bool ragged = false;  ///< rows may be longer or shorter than the header
};

class Table {
 public:
  /// Throws InputError where the header is missing.
  Table(const DatasetInput& input, const std::string& file, TableShape shape);
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  /// Calls `bool take(const Table&)` for each row. Each is a piece of the ledger: kept where `take` is true, skipped
  /// where it is false (the row holds no sentence), a fault where it throws InputError or has another number of
  /// columns.
  template <class Take>
  void rows(Take&& take) {
    rows([](const Table&) { return true; }, std::forward<Take>(take));
  }
  /// The same for the rows that `bool belongs(const Table&)`; the others are another split's.
  template <class Belongs, class Take>
  void rows(Belongs&& belongs, Take&& take) {
    while (next()) {
      if (!belongs(*this)) continue;
      context_.piece();
      if (!is_whole()) continue;
      try {
        if (take(*this)) {
          context_.keep();
        } else {
          context_.skip("no_sentence", "a row holds no sentence and is left out", place());
        }
      } catch (const InputError& error) {
        context_.fault(place(), error.message(), error.hint(), raw());
      }
    }
  }
  /// The next row, for a table that only adds to another one: its rows are no pieces of the ledger.
  bool next();

  /// The cell of a column. Throws InputError where there is no such column.
  std::string_view operator[](std::string_view column) const;
  /// The same, without blanks and line ends around it.
  std::string text(std::string_view column) const;
  bool has(std::string_view column) const { return index_.contains(column); }
  const std::vector<std::string>& columns() const { return columns_; }
  std::string_view cell(std::size_t i) const;
  std::size_t size() const { return shape_.quoted ? rows_.size() : cells_.size(); }
  Place place() const { return {lines_.name(), shape_.quoted ? rows_.line() : lines_.line()}; }
  /// The cells of all columns but these that are not empty, as attributes.
  std::map<std::string, std::string> rest(const std::vector<std::string_view>& but) const;

 private:
  bool read_row();
  bool is_whole() const;
  std::string raw() const;
  void pass_notes();

  const ReadContext& context_;
  TableShape shape_;
  std::unique_ptr<ByteSource> source_;
  LineReader lines_;
  Diagnostics noted_;
  ReadContext inner_;
  CsvRows rows_;
  std::string_view line_;
  std::vector<std::string_view> cells_;
  std::vector<std::string> columns_;
  std::map<std::string, std::size_t, std::less<>> index_;
};

}  // namespace affect::io
