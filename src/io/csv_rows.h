/// Rows of a separated table (RFC 4180): quoted fields may hold separators, quotes ("") and line ends.
#pragma once
#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "affect/io/reader.h"

namespace affect::io {

/// The separator (`,` `;` tab `|`) that divides the head's rows most evenly; 0 where none does.
char sniff_separator(std::string_view head);

class CsvRows {
 public:
  CsvRows(LineReader& lines, char separator, const ReadContext& context)
      : lines_(lines), separator_(separator), context_(context) {}

  /// The next row that is not blank; its fields are valid until the next call. False at the end. A broken row is a
  /// piece of the ledger and a fault of the input: "text after a closing quote", "a quoted field has no end"; the rows
  /// that its stray quote swallowed are read anew. Other pieces are counted by who takes the rows.
  bool next();

  std::size_t size() const { return fields_.size(); }
  /// Field `i`, or an empty one.
  std::string_view operator[](std::size_t i) const { return i < fields_.size() ? fields_[i] : std::string_view(); }
  std::size_t line() const { return row_line_; }
  /// Where field `i` begins; behind the last one, where the row ends.
  Place place(std::size_t i) const;
  /// The row as it was written, at most its first 4 KiB.
  std::string raw() const;

 private:
  struct Span {
    std::size_t begin, end;    ///< in text_
    std::size_t line, column;  ///< in the file
  };

  bool next_line(std::string_view& line);
  void split_plain(std::string_view line);
  bool split_quoted(std::string_view line);
  bool continue_quoted(std::string_view& line);
  void fault(std::size_t line, std::size_t column, std::string what, std::string hint);

  LineReader& lines_;
  char separator_;
  const ReadContext& context_;
  std::vector<std::string_view> fields_;
  std::string_view plain_;  ///< the line of a row without quotes
  bool quoted_ = false;
  std::vector<Span> spans_;  ///< of a row with quotes
  std::string text_;         ///< its fields, without quotes
  std::string raw_;
  std::size_t row_line_ = 0;
  std::size_t line_ = 0;                ///< number of the line at hand
  std::vector<std::string> swallowed_;  ///< lines of the row with quotes behind its first one
  std::deque<std::string> again_;       ///< lines to be read anew
  std::string line_again_;
  std::size_t bytes_again_ = 0;
};

}  // namespace affect::io
