// A table: long (word, category[, weight]) or wide (word, then a column a category: X, a weight, or nothing).
#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "io/csv_rows.h"
#include "perceive/text/dictionary_builder.h"
#include "perceive/text/dictionary_readers.h"

namespace affect::perceive::text {
namespace {

constexpr std::size_t kTableHead = 1u << 14;

std::string_view cell(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::string small(std::string_view text) {
  std::string lower(cell(text));
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

/// A finite number that a weight can be.
std::optional<double> weight_of(std::string_view text) {
  double value = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = problem == std::errc() && end == text.data() + text.size();
  return whole && std::abs(value) <= 1e9 ? std::optional(value) : std::nullopt;
}

class TableReader {
 public:
  TableReader(io::LineReader& lines, Diagnostics& diagnostics)
      : lines_(lines), context_{.diagnostics = diagnostics}, builder_(diagnostics) {}

  std::shared_ptr<const Dictionary> read(const std::string& name) {
    const char separator = io::sniff_separator(lines_.peek(kTableHead));
    io::CsvRows rows(lines_, separator == 0 ? ',' : separator, context_);
    if (!rows.next()) throw InputError("is empty", {lines_.name()}, "the first row names the columns: word,category");
    header(rows);
    while (rows.next()) {
      const auto word = cell(rows[word_]);
      if (word.empty()) throw InputError("a row has no word", rows.place(word_));
      if (category_) {
        long_row(rows, word);
      } else {
        wide_row(rows, word);
      }
    }
    return builder_.build(name, {}, {lines_.name()});
  }

 private:
  void header(const io::CsvRows& rows) {
    std::optional<std::size_t> word;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::string name = small(rows[i]);
      if (!word && (name == "word" || name == "term" || name == "entry" || name == "dicterm")) word = i;
      if (!category_ && name == "category") category_ = i;
      if (!weight_ && name == "weight") weight_ = i;
    }
    if (!word) {
      throw InputError("no column is called word", rows.place(0), "the first row names the columns: word,category");
    }
    word_ = *word;
    if (category_) return;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto name = cell(rows[i]);
      if (i == word_) continue;
      if (name.empty()) throw InputError("a column has no name", rows.place(i), "it is the name of a category");
      columns_.push_back({i, builder_.category(name, rows.place(i))});
    }
    if (columns_.empty()) {
      throw InputError("no category", rows.place(0), "add a column category, or a column for each category");
    }
  }

  void long_row(const io::CsvRows& rows, std::string_view word) {
    const auto name = cell(rows[*category_]);
    if (name.empty()) throw InputError(fmt::format("'{}' has no category", word), rows.place(*category_));
    const auto weight = weight_ ? read_weight(rows, *weight_) : std::nullopt;
    builder_.add(word, builder_.category(name, rows.place(*category_)), weight, rows.place(word_));
  }

  void wide_row(const io::CsvRows& rows, std::string_view word) {
    for (const auto& [column, category] : columns_) {
      const auto mark = cell(rows[column]);
      if (mark.empty()) continue;
      if (mark == "X" || mark == "x") {
        builder_.add(word, category, std::nullopt, rows.place(word_));
        continue;
      }
      const auto weight = read_weight(rows, column);
      if (weight != 0.0) builder_.add(word, category, weight, rows.place(word_));
    }
  }

  static std::optional<double> read_weight(const io::CsvRows& rows, std::size_t column) {
    const auto text = cell(rows[column]);
    if (text.empty()) return std::nullopt;
    const auto weight = weight_of(text);
    if (!weight) {
      throw InputError(fmt::format("'{}' is no weight", text), rows.place(column), "a number; or X in a wide table");
    }
    return weight;
  }

  struct Column {
    std::size_t column;
    std::uint32_t category;
  };

  io::LineReader& lines_;
  io::ReadContext context_;
  DictionaryBuilder builder_;
  std::size_t word_ = 0;
  std::optional<std::size_t> category_, weight_;
  std::vector<Column> columns_;  ///< of a wide table
};

}  // namespace

std::shared_ptr<const Dictionary> read_table_dictionary(io::LineReader& lines, const std::string& name,
                                                        Diagnostics& diagnostics) {
  return TableReader(lines, diagnostics).read(name);
}

}  // namespace affect::perceive::text
