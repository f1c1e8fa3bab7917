/// Rows of words as a plain table.
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

namespace affect::cli {

/// Columns two spaces apart, as wide as their widest cell. At least one row; all have as many cells.
inline std::string text_columns(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) line += fmt::format("{:<{}}  ", row[i], widths[i]);
    text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
  }
  return text;
}

}  // namespace affect::cli
