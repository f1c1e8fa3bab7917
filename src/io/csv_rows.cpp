#include "io/csv_rows.h"

#include <cstring>

#include "io/ascii.h"

namespace affect::io {
namespace {

constexpr std::size_t kMaxRawRow = 4u << 10;
constexpr std::size_t kSniffedRows = 20;

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
    return {lines_.name(), lines_.line(), 0};
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

bool CsvRows::continue_quoted(std::string_view& line) {
  if (text_.size() > LineReader::kMaxLine || !lines_.next_text(line, context_.diagnostics)) return false;
  text_ += '\n';
  if (raw_.size() < kMaxRawRow) {
    raw_ += '\n';
    raw_ += line.substr(0, kMaxRawRow);
  }
  return true;
}

CsvRows::Outcome CsvRows::split_quoted(std::string_view line) {
  spans_.clear();
  text_.clear();
  raw_ = line.substr(0, kMaxRawRow);
  std::size_t at = 0;
  for (;;) {
    Span span{text_.size(), 0, lines_.line(), at + 1};
    if (at < line.size() && line[at] == '"') {
      ++at;
      for (;;) {
        const auto quote = line.find('"', at);
        text_ += line.substr(at, quote == std::string_view::npos ? quote : quote - at);
        if (quote == std::string_view::npos) {
          if (!continue_quoted(line)) {
            context_.fault({lines_.name(), span.line, span.column}, "a quoted field has no end",
                           "close it with \", and write a quote inside a field as \"\"", raw_);
            return Outcome::end;
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
        context_.fault(lines_.place(at + 1), "text after a closing quote", "write a quote inside a field as \"\"",
                       raw_);
        return Outcome::broken;
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
  return Outcome::row;
}

bool CsvRows::next() {
  for (std::string_view line; lines_.next_text(line, context_.diagnostics);) {
    if (trim(line).empty()) continue;
    fields_.clear();
    row_line_ = lines_.line();
    quoted_ = line.find('"') != std::string_view::npos;
    if (!quoted_) {
      split_plain(line);
      return true;
    }
    switch (split_quoted(line)) {
      case Outcome::row:
        return true;
      case Outcome::broken:
        break;
      case Outcome::end:
        return false;
    }
  }
  return false;
}

}  // namespace affect::io
