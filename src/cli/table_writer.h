/// Rows of a table in the three forms of `affect dict`: aligned for people, CSV, or a JSON object a line.
///
/// Thread-safety: none.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "affect/io/output.h"
#include "cli/flow.h"

namespace affect::cli {

/// Absent: an empty field of CSV, no member of JSON, a dash for people.
using Cell = std::variant<std::monostate, std::string, double, std::int64_t>;

inline Cell cell(std::optional<double> value) { return value ? Cell(*value) : Cell(); }
inline Cell cell(std::optional<std::int64_t> value) { return value ? Cell(*value) : Cell(); }
inline Cell cell(std::uint64_t value) { return static_cast<std::int64_t>(value); }

class TableWriter {
 public:
  /// To the file `path` or "-". CSV begins with the columns, as do people's pages of rows.
  TableWriter(Form form, const std::string& path, std::vector<std::string> columns);

  Form form() const { return form_; }
  void row(std::vector<Cell> cells);
  /// For people: other columns from here on.
  void columns(std::vector<std::string> columns);
  /// For people: a line between rows.
  void line(std::string_view text);
  /// Throws IoError.
  void commit();

 private:
  void write_page();

  Form form_;
  std::unique_ptr<io::Output> output_;
  std::vector<std::string> columns_;
  std::vector<std::vector<Cell>> page_;  ///< for people: rows that are aligned together
  std::string text_;
};

}  // namespace affect::cli
