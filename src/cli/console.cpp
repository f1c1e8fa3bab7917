#include "cli/console.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string_view>

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "report/cells.h"

namespace affect::cli {
namespace {

constexpr std::size_t kNarrowest = 40, kWidest = 200, kUsual = 80, kUsualRows = 24;

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view{} : value;
}

/// By the variable, else by the terminal; neither gives 0.
std::optional<std::size_t> asked_or_told(const char* variable, unsigned short winsize::*of) {
  const auto asked = environment(variable);
  std::size_t count = 0;
  std::from_chars(asked.data(), asked.data() + asked.size(), count);
  winsize size{};
  if (count == 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) count = size.*of;
  return count == 0 ? std::nullopt : std::optional(count);
}

report::Colours known_colours() {
  const auto colours = environment("COLORTERM");
  if (colours == "truecolor" || colours == "24bit") return report::Colours::full;
  const bool has_many = !colours.empty() || environment("TERM").find("256color") != std::string_view::npos;
  return has_many ? report::Colours::many : report::Colours::eight;
}

/// The first of the three that is set decides (POSIX.1-2017, 8.2).
bool knows_unicode() {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const auto locale = environment(name);
    if (locale.empty()) continue;
    const auto names = {"UTF-8", "utf-8", "UTF8", "utf8"};
    return std::any_of(names.begin(), names.end(),
                       [&](const char* utf8) { return locale.find(utf8) != std::string_view::npos; });
  }
  return true;
}

}  // namespace

std::size_t terminal_columns() {
  return std::clamp(asked_or_told("COLUMNS", &winsize::ws_col).value_or(kUsual), kNarrowest, kWidest);
}

std::size_t terminal_rows() { return asked_or_told("LINES", &winsize::ws_row).value_or(kUsualRows); }

bool moves_cursor() {
  return isatty(STDOUT_FILENO) != 0 && !environment("TERM").empty() && environment("TERM") != "dumb";
}

bool use_colour(Colour asked) {
  if (asked != Colour::automatic) return asked == Colour::always;
  return isatty(STDOUT_FILENO) != 0 && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
}

report::TerminalStyle terminal_style(Colour asked) {
  report::TerminalStyle style;
  style.columns = terminal_columns();
  style.colours = use_colour(asked) ? known_colours() : report::Colours::none;
  style.ascii = !knows_unicode();
  return style;
}

void warn(const Diagnostics& diagnostics) {
  for (const Diagnostic& kind : diagnostics.kinds()) {
    std::string line = fmt::format("warning: {}", kind.message);
    const std::string place = kind.place.to_string();
    if (kind.count > 1 && !place.empty()) {
      line += fmt::format(" ({} times, first at {})", kind.count, place);
    } else if (kind.count > 1) {
      line += fmt::format(" ({} times)", kind.count);
    } else if (!place.empty()) {
      line += fmt::format(" ({})", place);
    }
    if (!kind.hint.empty()) line += fmt::format("; {}", kind.hint);
    line = report::printable(line) + "\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
  }
}

}  // namespace affect::cli
