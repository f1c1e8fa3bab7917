#include "report/terminal_page.h"

#include <algorithm>
#include <utility>

#include "report/ascii_signs.h"
#include "report/cells.h"

namespace affect::report {
namespace {

constexpr std::size_t kMinimumColumns = 40;

}  // namespace

TerminalPage::TerminalPage(const TerminalStyle& style)
    : palette_(style.colours), columns_(std::max(style.columns, kMinimumColumns)), ascii_(style.ascii) {}

void TerminalPage::line(std::string_view text, Ink ink) { raw(paint(fit(text, columns_), ink)); }

void TerminalPage::raw(std::string_view text) {
  out_ += text;
  out_ += '\n';
}

void TerminalPage::paragraph(std::string_view text, Ink ink, std::string_view indent) {
  std::string current(indent);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t space = std::min(text.find(' ', at), text.size());
    const auto word = text.substr(at, space - at);
    if (current.size() > indent.size() && cells(current) + 1 + cells(word) > columns_) {
      line(current, ink);
      current = indent;
    }
    if (current.size() > indent.size()) current += ' ';
    current += word;
    at = space + 1;
  }
  line(current, ink);
}

std::string TerminalPage::take() {
  std::string text = std::exchange(out_, {});
  return ascii_ ? in_ascii(text) : text;
}

}  // namespace affect::report
