#include "cli/table_writer.h"

#include <algorithm>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "io/csv_field.h"
#include "io/json_text.h"
#include "report/cells.h"

namespace affect::cli {
namespace {

constexpr std::size_t kPage = 500;       ///< rows
constexpr std::size_t kWidestCell = 44;  ///< cells of a terminal

std::string shown(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return report::fit(report::printable(*text), kWidestCell);
  if (const auto* number = std::get_if<double>(&cell)) return fmt::format("{:.2f}", *number);
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) return std::to_string(*integer);
  return "-";
}

void append_csv(std::string& out, const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) io::append_csv_field(out, *text);
  if (const auto* number = std::get_if<double>(&cell)) io::append_number(out, *number);
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) io::append_integer(out, *integer);
}

void append_json(io::JsonWriter& json, const std::string& key, const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) json.text(key, *text);
  if (const auto* number = std::get_if<double>(&cell)) json.number(key, *number);
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) json.integer(key, *integer);
}

/// Numbers stand to the right, text to the left.
std::string aligned(const std::string& text, std::size_t width, bool right) {
  const std::string space(width - std::min(width, report::cells(text)), ' ');
  return right ? space + text : text + space;
}

}  // namespace

TableWriter::TableWriter(Form form, const std::string& path, std::vector<std::string> columns)
    : form_(form), output_(io::open_output(path)), columns_(std::move(columns)) {
  if (form_ != Form::csv) return;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (i > 0) text_ += ',';
    io::append_csv_field(text_, columns_[i]);
  }
  output_->write(text_ + '\n');
}

void TableWriter::row(std::vector<Cell> cells) {
  if (form_ == Form::terminal) {
    page_.push_back(std::move(cells));
    if (page_.size() == kPage) write_page();
    return;
  }
  text_.clear();
  if (form_ == Form::csv) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (i > 0) text_ += ',';
      append_csv(text_, cells[i]);
    }
  } else {
    io::JsonWriter json(text_);
    json.open('{');
    for (std::size_t i = 0; i < cells.size(); ++i) append_json(json, columns_[i], cells[i]);
    json.close('}');
  }
  output_->write(text_ + '\n');
}

void TableWriter::columns(std::vector<std::string> columns) {
  write_page();
  columns_ = std::move(columns);
}

void TableWriter::line(std::string_view text) {
  write_page();
  output_->write(report::printable_columns(text) + '\n');
}

void TableWriter::write_page() {
  if (page_.empty()) return;
  std::vector<std::vector<std::string>> lines(1);
  for (const std::string& name : columns_) lines.front().push_back(report::fit(report::printable(name), kWidestCell));
  for (const auto& row : page_) {
    auto& line = lines.emplace_back();
    for (const Cell& cell : row) line.push_back(shown(cell));
  }
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    const auto is_text = [&](const auto& row) { return std::holds_alternative<std::string>(row[column]); };
    const bool right = std::none_of(page_.begin(), page_.end(), is_text);
    std::size_t width = 0;
    for (const auto& line : lines) width = std::max(width, report::cells(line[column]));
    for (auto& line : lines) line[column] = aligned(line[column], width, right);
  }
  for (const auto& line : lines) {
    std::string joined = fmt::format("{}", fmt::join(line, "  "));
    joined.resize(joined.find_last_not_of(' ') + 1);
    output_->write(joined + '\n');
  }
  page_.clear();
}

void TableWriter::commit() {
  write_page();
  output_->commit();
}

}  // namespace affect::cli
