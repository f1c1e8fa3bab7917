#include "affect/io/coded_texts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <set>

#include <fmt/format.h>

namespace affect::io {
namespace {

constexpr std::array<std::string_view, 3> kCodedDimensions{"valence", "arousal", "dominance"};
constexpr std::array<std::string_view, 2> kLabelColumns{"label", "emotion"};
constexpr double kNotCoded = std::numeric_limits<double>::quiet_NaN();

/// Reads one table; remembers which columns have a meaning already.
class CodedTable {
 public:
  CodedTable(const std::string& path, const CodedTextColumns& columns)
      : table_(read_csv_document(path)), columns_(columns) {}

  CodedTexts texts() {
    for (std::size_t row = 0; row < table_.rows(); ++row) coded_.places.push_back(table_.place(row));
    if (columns_.by_turn) {
      read_turns();
    } else {
      coded_.texts = cells(table_.column(columns_.text));
      refuse_empty(coded_.texts, "has no text");
    }
    const auto person = columns_.person.empty() ? table_.find("person") : std::optional(table_.column(columns_.person));
    if (person) {
      coded_.persons = cells(*person);
      refuse_empty(coded_.persons, "does not say who wrote it");
    }
    return std::move(coded_);
  }

  CodedTexts codes() {
    CodedTexts read = texts();
    coded_ = std::move(read);
    if (!columns_.group.empty()) coded_.groups = cells(table_.column(columns_.group));
    read_values();
    read_labels();
    read_shares();
    if (coded_.values.empty() && coded_.shares.empty() && coded_.labels.empty()) {
      throw InputError(fmt::format("no column of codes; found: {}", fmt::join(table_.columns(), ", ")),
                       {table_.name(), 1},
                       "call it valence, arousal, dominance, label, or like the engine's label; or --value "
                       "valence=COLUMN, --label COLUMN");
    }
    return std::move(coded_);
  }

 private:
  std::vector<std::string> cells(std::size_t column) {
    used_.insert(column);
    std::vector<std::string> cells;
    for (std::size_t row = 0; row < table_.rows(); ++row) cells.push_back(table_.cell(row, column));
    return cells;
  }

  void refuse_empty(const std::vector<std::string>& cells, const char* what) const {
    const auto empty = std::find(cells.begin(), cells.end(), "");
    if (empty == cells.end()) return;
    throw InputError(fmt::format("the row {}", what), table_.place(static_cast<std::size_t>(empty - cells.begin())));
  }

  void read_turns() {
    if (const auto episode = table_.find(columns_.episode)) coded_.episodes = cells(*episode);
    const auto numbers = cells(table_.column(columns_.turn));
    for (std::size_t row = 0; row < numbers.size(); ++row) {
      std::int64_t turn = 0;
      const char* end = numbers[row].data() + numbers[row].size();
      const auto [stop, error] = std::from_chars(numbers[row].data(), end, turn);
      if (error != std::errc{} || stop != end || turn < 0) {
        throw InputError(fmt::format("\"{}\" is no number of a turn", numbers[row]), table_.place(row),
                         "turns count from 0, as in affect perceive");
      }
      coded_.turns.push_back(turn);
    }
  }

  void read_values() {
    for (const std::string_view dimension : kCodedDimensions) {
      const auto named = columns_.values.find(std::string(dimension));
      const auto column = named == columns_.values.end() ? table_.find(dimension) : table_.column(named->second);
      if (!column) continue;
      auto& values = coded_.values[std::string(dimension)];
      const auto texts = cells(*column);
      for (std::size_t row = 0; row < texts.size(); ++row) values.push_back(value_of(texts[row], row));
    }
  }

  double value_of(const std::string& cell, std::size_t row) const {
    if (is_missing_cell(cell)) return kNotCoded;
    const auto value = cell_number(cell);
    if (!value)
      throw InputError(fmt::format("\"{}\" is no number", cell), table_.place(row), "NA where nothing was coded");
    if (*value < columns_.low || *value > columns_.high) {
      throw InputError(fmt::format("{} is outside of the scale {:g} to {:g}", cell, columns_.low, columns_.high),
                       table_.place(row), "say what the codes' scale is: --scale 1,9");
    }
    return *value;
  }

  void read_labels() {
    std::optional<std::size_t> column;
    if (!columns_.label.empty()) column = table_.column(columns_.label);
    for (const std::string_view name : kLabelColumns) {
      if (!column) column = table_.find(name);
    }
    if (!column) return;
    coded_.labels = cells(*column);
    for (std::string& label : coded_.labels) {
      if (is_missing_cell(label)) label.clear();
    }
  }

  void read_shares() {
    for (std::size_t column = 0; column < table_.columns().size(); ++column) {
      if (used_.count(column) != 0) continue;
      std::vector<double> codes;
      bool any = false;
      for (std::size_t row = 0; row < table_.rows(); ++row) {
        const std::string& cell = table_.cell(row, column);
        if (!is_missing_cell(cell) && cell != "0" && cell != "1") break;
        codes.push_back(is_missing_cell(cell) ? kNotCoded : cell == "1" ? 1 : 0);
        any |= !is_missing_cell(cell);
      }
      if (any && codes.size() == table_.rows()) coded_.shares[table_.columns()[column]] = std::move(codes);
    }
  }

  CsvDocument table_;
  const CodedTextColumns& columns_;
  CodedTexts coded_;
  std::set<std::size_t> used_;
};

}  // namespace

CodedTexts read_coded_texts(const std::string& path, const CodedTextColumns& columns) {
  return CodedTable(path, columns).codes();
}

CodedTexts read_uncoded_texts(const std::string& path, const CodedTextColumns& columns) {
  return CodedTable(path, columns).texts();
}

}  // namespace affect::io
