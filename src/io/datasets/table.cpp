#include "io/datasets/table.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "io/ascii.h"
#include "io/datasets/windows1252.h"

namespace affect::io {
namespace {

std::unique_ptr<ByteSource> open_table(const DatasetInput& input, const std::string& file, const TableShape& shape) {
  auto source = input.files.open(file);
  return shape.windows1252 ? from_windows1252(std::move(source)) : std::move(source);
}

constexpr bool is_table_space(char c) { return is_blank(c) || c == '\r' || c == '\n'; }

}  // namespace

Table::Table(const DatasetInput& input, const std::string& file, TableShape shape)
    : context_(input.context),
      shape_(std::move(shape)),
      source_(open_table(input, file, shape_)),
      lines_(*source_, context_),
      // What CsvRows finds broken is a row of ours.
      inner_{.diagnostics = noted_,
             .reject =
                 [this](const Reject& reject) {
                   context_.piece();
                   context_.fault(reject.place, reject.what, reject.hint, reject.raw);
                 }},
      rows_(lines_, shape_.separator, inner_),
      columns_(shape_.columns) {
  if (columns_.empty()) {
    if (!read_row()) throw InputError("has no header", {lines_.name()});
    for (std::size_t i = 0; i < size(); ++i) columns_.emplace_back(trim(cell(i)));
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) index_.emplace(columns_[i], i);
}

bool Table::next() {
  if (read_row()) return true;
  lines_.finish(context_);
  return false;
}

bool Table::read_row() {
  if (shape_.quoted) {
    const bool has = rows_.next();
    pass_notes();
    return has;
  }
  while (lines_.next_text(line_, context_.diagnostics)) {
    if (trim(line_).empty()) continue;
    cells_.clear();
    for (std::size_t at = 0;;) {
      const auto end = line_.find(shape_.separator, at);
      cells_.push_back(line_.substr(at, end == std::string_view::npos ? end : end - at));
      if (end == std::string_view::npos) return true;
      at = end + 1;
    }
  }
  return false;
}

void Table::pass_notes() {
  if (noted_.empty()) return;
  for (const Diagnostic& note : noted_.kinds()) {
    for (std::size_t i = 0; i < note.count && note.code != "rejected"; ++i) {
      context_.diagnostics.add(note.code, note.message, note.place, note.hint);
    }
  }
  noted_ = {};
}

bool Table::is_whole() const {
  if (shape_.ragged || size() == columns_.size()) return true;
  context_.fault(place(), fmt::format("row has {} fields, the header {}", size(), columns_.size()), "", raw());
  return false;
}

std::string_view Table::cell(std::size_t i) const {
  if (shape_.quoted) return rows_[i];
  return i < cells_.size() ? cells_[i] : std::string_view();
}

std::string_view Table::operator[](std::string_view column) const {
  const auto found = index_.find(column);
  if (found == index_.end()) throw InputError(fmt::format("there is no column \"{}\"", column), {lines_.name()});
  return cell(found->second);
}

std::string Table::text(std::string_view column) const {
  std::string_view cell = (*this)[column];
  while (!cell.empty() && is_table_space(cell.front())) cell.remove_prefix(1);
  while (!cell.empty() && is_table_space(cell.back())) cell.remove_suffix(1);
  return std::string(cell);
}

std::map<std::string, std::string> Table::rest(const std::vector<std::string_view>& but) const {
  std::map<std::string, std::string> attributes;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].empty() || std::find(but.begin(), but.end(), columns_[i]) != but.end()) continue;
    std::string value = text(columns_[i]);
    if (!value.empty()) attributes.emplace(columns_[i], std::move(value));
  }
  return attributes;
}

std::string Table::raw() const { return shape_.quoted ? rows_.raw() : std::string(line_.substr(0, 4u << 10)); }

}  // namespace affect::io
