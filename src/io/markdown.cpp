#include "io/markdown.h"

#include "io/ascii.h"

namespace affect::io {

std::string_view heading_text(std::string_view line) {
  line = trim(line);
  const auto marks = std::min(line.find_first_not_of('#'), line.size());
  if (marks == 0 || marks > 6 || (marks < line.size() && !is_blank(line[marks]))) return {};
  line = trim(line.substr(marks));
  while (line.ends_with('#')) line.remove_suffix(1);
  return trim_right(line);
}

bool is_markdown_rule(std::string_view line) {
  line = trim(line);
  if (line.size() < 3 || std::string_view("-*_=").find(line.front()) == std::string_view::npos) return false;
  const char marks[] = {line.front(), ' ', '\0'};
  return line.find_first_not_of(marks) == std::string_view::npos;
}

bool take_block_marks(std::string_view& line) {
  line = trim_left(line);
  while (line.starts_with('>')) line = trim_left(line.substr(1));
  std::size_t marks = 0;
  if (line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ")) {
    marks = 2;
  } else {
    std::size_t digits = 0;
    while (digits < line.size() && digits < 3 && is_digit(line[digits])) ++digits;
    if (digits > 0 && (line.substr(digits).starts_with(". ") || line.substr(digits).starts_with(") "))) {
      marks = digits + 2;
    }
  }
  if (marks == 0) return false;
  line = trim_left(line.substr(marks));
  for (const std::string_view box : {"[ ] ", "[x] ", "[X] "}) {
    if (line.starts_with(box)) line = trim_left(line.substr(box.size()));
  }
  return true;
}

namespace {

constexpr std::string_view kEscapable = "\\`*_{}[]()#+-.!>~|";

/// Where the words of `[words](address)` end, or npos: `open` is at the bracket.
std::size_t link_words_end(std::string_view line, std::size_t open, std::size_t& link_end) {
  const auto close = line.find(']', open);
  if (close == std::string_view::npos || close + 1 >= line.size() || line[close + 1] != '(')
    return std::string_view::npos;
  const auto end = line.find(')', close);
  if (end == std::string_view::npos) return std::string_view::npos;
  link_end = end + 1;
  return close;
}

/// A run of * or _ is emphasis where it touches a word on one side only: not in 2 * 3, not in snake_case.
bool is_emphasis(std::string_view line, std::size_t begin, std::size_t end) {
  const auto is_outside = [](char c) {
    return is_blank(c) || std::string_view(".,;:!?\"'()[]-*_").find(c) != std::string_view::npos;
  };
  const bool blank_before = begin == 0 || is_outside(line[begin - 1]);
  const bool blank_after = end == line.size() || is_outside(line[end]);
  if (line[begin] == '*' && end - begin > 1) return true;
  return blank_before != blank_after;
}

}  // namespace

void append_without_marks(std::string_view line, std::string& out) {
  for (std::size_t i = 0; i < line.size();) {
    const char c = line[i];
    if (c == '\\' && i + 1 < line.size() && kEscapable.find(line[i + 1]) != std::string_view::npos) {
      out += line[i + 1];
      i += 2;
    } else if (c == '`') {
      ++i;
    } else if (c == '*' || c == '_') {
      const auto end = std::min(line.find_first_not_of(c, i), line.size());
      if (!is_emphasis(line, i, end)) out += line.substr(i, end - i);
      i = end;
    } else if (c == '[' || (c == '!' && i + 1 < line.size() && line[i + 1] == '[')) {
      const std::size_t open = c == '!' ? i + 1 : i;
      std::size_t link_end = 0;
      const auto close = link_words_end(line, open, link_end);
      if (close == std::string_view::npos) {
        out += c;
        ++i;
        continue;
      }
      append_without_marks(line.substr(open + 1, close - open - 1), out);
      i = link_end;
    } else {
      out += c;
      ++i;
    }
  }
}

}  // namespace affect::io
