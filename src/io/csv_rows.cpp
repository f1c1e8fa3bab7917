#include "io/csv_rows.h"

#include <cstring>
#include <iterator>
#include <utility>

#include "io/ascii.h"

namespace affect::io {
namespace {

constexpr std::size_t kMaxRawRow = 4u << 10;
constexpr std::size_t kSniffedRows = 20;
/// What is read anew in one table: a table of nothing but stray quotes must not take the square of its length.
constexpr std::size_t kMaxBytesAgain = 16u << 20;

}  // namespace

char sniff_separator(std::string_view head) {
  char best = 0;
  std::size_t best_score = 0;
  for (const char separator : {',', '\t', ';', '|'}) {
    const auto source = memory_source(head);
    LineReader lines(*source);
    Diagnostics ignored;
    const ReadContext context{.diagnostics = ignored, .reject = [](const Reject&) {}};
    CsvRows rows(lines, separator, context);
    if (!rows.next() || rows.size() < 2) continue;
    const std::size_t width = rows.size();
    std::size_t even = 1;
    std::size_t all = 1;
    while (all < kSniffedRows && rows.next()) {
      ++all;
      even += rows.size() == width;
    }
    // Evenness first, then width.
    const std::size_t score = even * 1000 / all * 1000 + width;
    if (all >= 2 && even * 2 > all && score > best_score) {
      best = separator;
      best_score = score;
    }
  }
  return best;
}

Place CsvRows::place(std::size_t i) const {
  if (quoted_) {
    if (i < spans_.size()) return {lines_.name(), spans_[i].line, spans_[i].column};
    return {lines_.name(), line_, 0};
  }
  const std::size_t column =
      i < fields_.size() ? static_cast<std::size_t>(fields_[i].data() - plain_.data()) : plain_.size();
  return {lines_.name(), row_line_, column + 1};
}

std::string CsvRows::raw() const { return quoted_ ? raw_ : std::string(plain_.substr(0, kMaxRawRow)); }

void CsvRows::split_plain(std::string_view line) {
  plain_ = line;
  const char* at = line.data();
  const char* const end = at + line.size();
  for (;;) {
    const void* found = at == end ? nullptr : std::memchr(at, separator_, static_cast<std::size_t>(end - at));
    const char* stop = found == nullptr ? end : static_cast<const char*>(found);
    fields_.emplace_back(at, static_cast<std::size_t>(stop - at));
    if (found == nullptr) return;
    at = stop + 1;
  }
}

bool CsvRows::next_line(std::string_view& line) {
  if (!again_.empty()) {
    line_again_ = std::move(again_.front());
    again_.pop_front();
    line = line_again_;
  } else if (!lines_.next_text(line, context_.diagnostics)) {
    return false;
  }
  ++line_;
  return true;
}

bool CsvRows::continue_quoted(std::string_view& line) {
  if (text_.size() > LineReader::kMaxLine || !next_line(line)) return false;
  if (context_.reject) swallowed_.emplace_back(line);
  text_ += '\n';
  if (raw_.size() < kMaxRawRow) {
    raw_ += '\n';
    raw_ += line.substr(0, kMaxRawRow);
  }
  return true;
}

/// The row is lost, but not the lines behind its first one.
void CsvRows::fault(std::size_t line, std::size_t column, std::string what, std::string hint) {
  std::size_t bytes = 0;
  for (const std::string& swallowed : swallowed_) bytes += swallowed.size() + 1;
  const bool again = bytes_again_ + bytes <= kMaxBytesAgain;
  const std::size_t rows = again ? 1 : 1 + swallowed_.size();
  context_.piece(rows);
  context_.fault({lines_.name(), line, column}, std::move(what), std::move(hint), raw_, rows);
  if (!again) return;
  bytes_again_ += bytes;
  again_.insert(again_.begin(), std::make_move_iterator(swallowed_.begin()), std::make_move_iterator(swallowed_.end()));
  line_ -= swallowed_.size();
}

bool CsvRows::split_quoted(std::string_view line) {
  spans_.clear();
  text_.clear();
  swallowed_.clear();
  raw_ = line.substr(0, kMaxRawRow);
  std::size_t at = 0;
  for (;;) {
    Span span{text_.size(), 0, line_, at + 1};
    if (at < line.size() && line[at] == '"') {
      ++at;
      for (;;) {
        const auto quote = line.find('"', at);
        text_ += line.substr(at, quote == std::string_view::npos ? quote : quote - at);
        if (quote == std::string_view::npos) {
          if (!continue_quoted(line)) {
            fault(span.line, span.column, "a quoted field has no end",
                  "close it with \", and write a quote inside a field as \"\"");
            return false;
          }
          at = 0;
          continue;
        }
        at = quote + 1;
        if (at >= line.size() || line[at] != '"') break;
        text_ += '"';
        ++at;
      }
      if (at < line.size() && line[at] != separator_) {
        fault(line_, at + 1, "text after a closing quote", "write a quote inside a field as \"\"");
        return false;
      }
    } else {
      const auto stop = line.find(separator_, at);
      text_ += line.substr(at, stop == std::string_view::npos ? stop : stop - at);
      at = stop == std::string_view::npos ? line.size() : stop;
    }
    span.end = text_.size();
    spans_.push_back(span);
    if (at >= line.size()) break;
    ++at;
  }
  for (const Span& span : spans_) {
    fields_.push_back(std::string_view(text_).substr(span.begin, span.end - span.begin));
  }
  return true;
}

bool CsvRows::next() {
  if (line_ == 0) line_ = lines_.line();
  for (std::string_view line; next_line(line);) {
    if (trim(line).empty()) continue;
    fields_.clear();
    row_line_ = line_;
    quoted_ = line.find('"') != std::string_view::npos;
    if (!quoted_) {
      split_plain(line);
      return true;
    }
    if (split_quoted(line)) return true;
  }
  return false;
}

}  // namespace affect::io
