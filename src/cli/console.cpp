#include "cli/console.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "report/cells.h"

namespace affect::cli {
namespace {

constexpr std::size_t kNarrowest = 40, kWidest = 200, kUsual = 80;

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view{} : value;
}

}  // namespace

std::size_t terminal_columns() {
  const auto asked = environment("COLUMNS");
  std::size_t columns = 0;
  std::from_chars(asked.data(), asked.data() + asked.size(), columns);
  winsize size{};
  if (columns == 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) columns = size.ws_col;
  return std::clamp(columns == 0 ? kUsual : columns, kNarrowest, kWidest);
}

bool use_colour(Colour asked) {
  if (asked != Colour::automatic) return asked == Colour::always;
  return isatty(STDOUT_FILENO) != 0 && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
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
