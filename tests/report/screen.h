/// A terminal as a test needs it: what stands on it after some bytes, and whether they were ones that it knows.
#pragma once
#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "report/cells.h"

namespace affect::test {

class Screen {
 public:
  Screen(std::size_t rows, std::size_t columns) : columns_(columns), rows_(rows, std::vector<std::string>(columns)) {}

  void write(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
      if (bytes[at] == '\x1b') {
        at = steer(bytes, at);
      } else if (bytes[at] == '\n') {
        down();
        column_ = 0;  // as a terminal does that is not told otherwise
        ++at;
      } else if (bytes[at] == '\r') {
        column_ = 0;
        ++at;
      } else {
        const std::size_t begin = at;
        const std::size_t width = report::next_character(bytes, at);
        put(bytes.substr(begin, at - begin), width);
      }
    }
  }

  std::vector<std::string> lines() const {
    std::vector<std::string> lines;
    for (const auto& row : rows_) {
      std::string line;
      for (const std::string& cell : row) line += cell.empty() ? " " : cell == kCovered ? "" : cell;
      line.erase(line.find_last_not_of(' ') + 1);
      lines.push_back(line);
    }
    while (!lines.empty() && lines.back().empty()) lines.pop_back();
    return lines;
  }
  std::string text() const {
    std::string text;
    for (const std::string& line : lines()) text += line + "\n";
    return text;
  }
  std::size_t count(const std::string& part) const {
    const auto all = lines();
    return static_cast<std::size_t>(
        std::count_if(all.begin(), all.end(), [&](const auto& line) { return line.find(part) != std::string::npos; }));
  }
  /// Sequences that are none of ours.
  const std::vector<std::string>& unknown() const { return unknown_; }
  std::size_t scrolled() const { return scrolled_; }
  bool wraps() const { return wraps_; }

 private:
  static constexpr const char* kCovered = "\x01";  ///< the second half of a wide sign

  void down() {
    if (row_ + 1 < rows_.size()) {
      ++row_;
      return;
    }
    rows_.erase(rows_.begin());
    rows_.emplace_back(columns_);
    ++scrolled_;
  }
  void put(std::string_view sign, std::size_t width) {
    if (width == 0) return;
    if (column_ + width > columns_) {
      if (!wraps_) return;
      down();
      column_ = 0;
    }
    rows_[row_][column_] = sign;
    if (width == 2) rows_[row_][column_ + 1] = kCovered;
    column_ += width;
  }
  std::size_t steer(std::string_view bytes, std::size_t at) {
    std::size_t end = at + 2;
    while (end < bytes.size() && (bytes[end] < '@' || bytes[end] > '~')) ++end;
    const std::string sequence(bytes.substr(at, end + 1 - at));
    const std::string parameters = sequence.size() > 3 ? sequence.substr(2, sequence.size() - 3) : "";
    const auto number = static_cast<std::size_t>(std::max(1, std::atoi(parameters.c_str())));
    if (sequence == "\x1b[?7l" || sequence == "\x1b[?7h") {
      wraps_ = sequence.back() == 'h';
    } else if (sequence.back() == 'A') {
      row_ -= std::min(row_, number);
    } else if (sequence == "\x1b[K") {
      for (std::size_t column = column_; column < columns_; ++column) rows_[row_][column].clear();
    } else if (sequence == "\x1b[J") {
      for (std::size_t row = row_; row < rows_.size(); ++row) {
        for (std::size_t column = row == row_ ? column_ : 0; column < columns_; ++column) rows_[row][column].clear();
      }
    } else if (sequence.back() != 'm') {
      unknown_.push_back(sequence);
    }
    return end + 1;
  }

  std::size_t columns_, row_ = 0, column_ = 0, scrolled_ = 0;
  bool wraps_ = true;
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::string> unknown_;
};

}  // namespace affect::test
