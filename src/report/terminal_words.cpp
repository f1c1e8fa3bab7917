#include "report/terminal_words.h"

#include <fmt/format.h>

#include "report/cells.h"

namespace affect::report {

std::string_view mark(const Finding& finding) {
  const bool is_up = finding.direction == Direction::up;
  if (finding.grade == Grade::significant) return is_up ? "▲" : "▼";
  return is_up ? "△" : "▽";
}

std::string what_words(const View& view) {
  std::string what = view.column;
  if (!view.unit.empty()) what += fmt::format(" ({})", view.unit);
  if (view.perspective) what += fmt::format(", {}", to_string(*view.perspective));
  if (!view.target.empty()) what += fmt::format(" towards {}", view.target);
  if (!view.source.empty()) what += fmt::format(", by {}", view.source);
  return printable(what);
}

}  // namespace affect::report
