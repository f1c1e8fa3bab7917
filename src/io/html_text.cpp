#include "io/html_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

#include "io/ascii.h"
#include "io/utf8.h"

namespace affect::io {
namespace {

constexpr std::array<std::string_view, 22> kHtmlBlocks{
    "p",  "div", "li", "ul",      "ol",      "tr",  "table", "h1", "h2", "h3",         "h4",
    "h5", "h6",  "hr", "section", "article", "pre", "dl",    "dt", "dd", "blockquote", "body"};
constexpr std::array<std::string_view, 4> kHtmlSilent{"script", "style", "head", "title"};

bool is_html_name(std::string_view name, const auto& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

struct HtmlEntity {
  std::string_view name, text;
};
constexpr std::array<HtmlEntity, 15> kHtmlEntities{{{"amp", "&"},
                                                    {"lt", "<"},
                                                    {"gt", ">"},
                                                    {"quot", "\""},
                                                    {"apos", "'"},
                                                    {"nbsp", " "},
                                                    {"hellip", "\xE2\x80\xA6"},
                                                    {"ndash", "\xE2\x80\x93"},
                                                    {"mdash", "\xE2\x80\x94"},
                                                    {"lsquo", "\xE2\x80\x98"},
                                                    {"rsquo", "\xE2\x80\x99"},
                                                    {"ldquo", "\xE2\x80\x9C"},
                                                    {"rdquo", "\xE2\x80\x9D"},
                                                    {"zwnj", ""},
                                                    {"shy", ""}}};

/// Takes "&amp;", "&#39;", "&#x27;" off the front of `html` and appends what it stands for; false where none is.
bool take_entity(std::string_view& html, std::string& out) {
  const auto end = html.substr(0, 12).find(';');
  if (end == std::string_view::npos || end < 2) return false;
  std::string_view name = html.substr(1, end - 1);
  if (name.starts_with('#')) {
    name.remove_prefix(1);
    const int base = name.starts_with('x') || name.starts_with('X') ? 16 : 10;
    if (base == 16) name.remove_prefix(1);
    std::uint32_t code = 0;
    const auto [stop, error] = std::from_chars(name.data(), name.data() + name.size(), code, base);
    if (error != std::errc{} || stop != name.data() + name.size()) return false;
    const bool is_scalar = code != 0 && code < 0x110000 && (code < 0xD800 || code > 0xDFFF);
    append_utf8(is_scalar ? code : 0xFFFD, out);
  } else {
    const auto known =
        std::find_if(kHtmlEntities.begin(), kHtmlEntities.end(), [&](const HtmlEntity& e) { return e.name == name; });
    if (known == kHtmlEntities.end()) return false;
    out += known->text;
  }
  html.remove_prefix(end + 1);
  return true;
}

/// Puts words into lines.
class HtmlLines {
 public:
  explicit HtmlLines(std::string& out) : out_(out) {}

  void text(std::string_view words) {
    for (const char c : words) {
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
        space_ = space_ || !line_.empty();
        continue;
      }
      if (space_) line_ += ' ';
      space_ = false;
      line_ += c;
    }
  }
  void end_line() {
    if (!line_.empty()) finish();
  }
  void break_line() { finish(); }
  void quote(int step) {
    end_line();
    depth_ = std::max(0, depth_ + step);
  }

 private:
  void finish() {
    if (depth_ > 0) out_ += "> ";
    out_ += line_;
    out_ += '\n';
    line_.clear();
    space_ = false;
  }

  std::string& out_;
  std::string line_;
  bool space_ = false;
  int depth_ = 0;
};

/// The end of a tag that begins at `html`: past its '>', quotes respected.
std::size_t tag_end(std::string_view html) {
  char quote = 0;
  for (std::size_t i = 1; i < html.size(); ++i) {
    const char c = html[i];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '>') {
      return i + 1;
    } else if ((c == '"' || c == '\'') && html[i - 1] == '=') {
      quote = c;
    }
  }
  return html.size();
}

/// Past the end tag of a silent element, "</script".
std::size_t end_of_silent(std::string_view html, std::string_view name) {
  for (std::size_t at = html.find("</"); at != std::string_view::npos; at = html.find("</", at + 2)) {
    if (lower(html.substr(at + 2, name.size())) == name) return at + tag_end(html.substr(at));
  }
  return html.size();
}

}  // namespace

void append_html_text(std::string_view html, std::string& out) {
  HtmlLines lines(out);
  std::string entity;
  while (!html.empty()) {
    const auto next = std::min(html.find_first_of("<&"), html.size());
    lines.text(html.substr(0, next));
    html.remove_prefix(next);
    if (html.empty()) break;
    if (html.front() == '&') {
      entity.clear();
      if (take_entity(html, entity)) {
        lines.text(entity);
      } else {
        lines.text("&");
        html.remove_prefix(1);
      }
      continue;
    }
    if (html.starts_with("<!--")) {
      const auto end = html.find("-->", 4);
      html.remove_prefix(end == std::string_view::npos ? html.size() : end + 3);
      continue;
    }
    const bool closes = html.size() > 1 && html[1] == '/';
    const std::size_t begin = closes ? 2 : 1;
    if (html.size() <= begin || !(is_letter(html[begin]) || html[begin] == '!' || html[begin] == '?')) {
      lines.text("<");
      html.remove_prefix(1);
      continue;
    }
    std::size_t end = begin;
    while (end < html.size() && end - begin < 16 && (is_letter(html[end]) || is_digit(html[end]))) ++end;
    const std::string name = lower(html.substr(begin, end - begin));
    html.remove_prefix(tag_end(html));
    if (!closes && is_html_name(name, kHtmlSilent)) {
      html.remove_prefix(end_of_silent(html, name));
    } else if (name == "br") {
      lines.break_line();
    } else if (name == "blockquote") {
      lines.quote(closes ? -1 : 1);
    } else if (is_html_name(name, kHtmlBlocks)) {
      lines.end_line();
      if (name == "p" && closes) lines.break_line();
    } else if (name == "td" || name == "th") {
      lines.text(" ");
    }
  }
  lines.end_line();
}

}  // namespace affect::io
