#include "io/textgrid_tokens.h"

#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "io/ascii.h"
#include "io/times.h"

namespace affect::io {

bool TextGridTokens::next_line() {
  std::string_view line;
  if (!lines_.next_text(line, context_.diagnostics)) return false;
  line_ = line;
  at_ = 0;
  return true;
}

TextGridTokens::Type TextGridTokens::find() {
  if (found_) return type_;
  found_ = true;
  for (;;) {
    while (at_ < line_.size() && (is_blank(line_[at_]) || line_[at_] == '=')) ++at_;
    if (at_ >= line_.size() || line_[at_] == '!') {  // a comment goes to the end of the line
      place_ = lines_.place(line_.size() + 1);
      if (next_line()) continue;
      return type_ = Type::end;
    }
    place_ = lines_.place(at_ + 1);
    if (line_[at_] == '"') {
      take_text();
      return type_ = Type::text;
    }
    const std::size_t end = std::min(line_.find_first_of(" \t=\"", at_), line_.size());
    const std::string_view word = std::string_view(line_).substr(at_, end - at_);
    at_ = end;
    if (word.front() == '<' && word.back() == '>') {
      text_ = word;
      return type_ = Type::flag;
    }
    if (const auto number = parse_number(word)) {
      number_ = *number;
      return type_ = Type::number;
    }
  }
}

void TextGridTokens::take_text() {
  text_.clear();
  ++at_;
  for (;;) {
    const auto quote = line_.find('"', at_);
    text_.append(line_, at_, quote == std::string::npos ? quote : quote - at_);
    if (text_.size() > kMaxText) throw InputError("label is longer than 1 MiB", place_, "is a quote missing?");
    if (quote == std::string::npos) {
      if (!next_line()) throw InputError("label has no closing quote", place_, "is the file cut?");
      text_ += '\n';
      continue;
    }
    at_ = quote + 1;
    if (at_ >= line_.size() || line_[at_] != '"') break;
    text_ += '"';
    ++at_;
  }
  const auto first = text_.find_first_not_of(" \t\n");
  if (first == std::string::npos) {
    text_.clear();
    return;
  }
  text_ = text_.substr(first, text_.find_last_not_of(" \t\n") - first + 1);
}

void TextGridTokens::miss(std::string_view what) {
  throw InputError(fmt::format("{} is missing", what), place_,
                   type_ == Type::end ? "is the file cut?" : "is the number of intervals or points before it right?");
}

double TextGridTokens::number(std::string_view what) {
  if (find() != Type::number) miss(what);
  found_ = false;
  return number_;
}

std::size_t TextGridTokens::count(std::string_view what) {
  const double value = number(what);
  if (value < 0 || value > 1e15 || std::floor(value) != value) {
    throw InputError(fmt::format("{} is no whole number", what), place_, "save it again in Praat");
  }
  return static_cast<std::size_t>(value);
}

std::string TextGridTokens::text(std::string_view what) {
  if (find() != Type::text) miss(what);
  found_ = false;
  return std::move(text_);
}

std::string TextGridTokens::flag() {
  if (find() != Type::flag) miss("<exists>");
  found_ = false;
  return std::move(text_);
}

bool TextGridTokens::at_end() { return find() == Type::end; }

}  // namespace affect::io
