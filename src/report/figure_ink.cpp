#include "report/figure_ink.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "affect/error.h"
#include "report/markup.h"

namespace affect::report {
namespace {

constexpr std::array kFills{"#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7", "#bdbdbd"};
/// Strokes over a tile of 4 by 4 points; the first fill is plain.
constexpr std::array kPatterns{"",
                               "M-1 1L1 -1M0 4L4 0M3 5L5 3",
                               "M0 1H4M0 3H4",
                               "M-1 3L1 5M0 0L4 4M3 -1L5 1",
                               "M1 0V4M3 0V4",
                               "M0 2H4M2 0V4",
                               "M1.5 2H2.5",
                               "M0 0L4 4M0 4L4 0"};

constexpr std::array kFamilies{"Noto Sans",
                               "Helvetica",
                               "Arial",
                               "DejaVu Sans",
                               "Noto Sans Arabic",
                               "Noto Sans Hebrew",
                               "Noto Sans Thai",
                               "Noto Sans Devanagari",
                               "Noto Sans Bengali",
                               "Noto Sans Tamil",
                               "Noto Sans Ethiopic"};

bool is_font_byte(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return value >= 0x80 || std::isalnum(value) != 0 || value == ' ' || value == '-';
}

std::string triangle(double x, double y, bool is_up, bool is_filled) {
  const double tip = is_up ? y - 3 : y + 3, base = is_up ? y + 2.2 : y - 2.2;
  const auto colour = is_up ? kPrintBlue : kPrintOrange;
  return fmt::format("<path d=\"M{} {}L{} {}L{} {}Z\" fill=\"{}\" stroke=\"{}\" stroke-width=\"0.8\"/>", coordinate(x),
                     coordinate(tip), coordinate(x - 3), coordinate(base), coordinate(x + 3), coordinate(base),
                     is_filled ? colour : "#fff", colour);
}

std::string circle(double x, double y, double radius, std::string_view fill, std::string_view stroke) {
  return fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\" stroke=\"{}\" stroke-width=\"0.7\"/>",
                     coordinate(x), coordinate(y), radius, fill, stroke);
}

}  // namespace

std::string font_families(const std::string& font, std::string_view language) {
  if (!std::all_of(font.begin(), font.end(), is_font_byte)) {
    throw ConfigError(fmt::format("--font {}: is no name of a font", font), {}, "letters, digits, spaces and hyphens");
  }
  std::vector<std::string> families;
  if (!font.empty()) families.push_back(font);
  for (const char* family : kFamilies) families.emplace_back(family);
  // Han is one block of signs that Japan, Korea and China draw in their own ways.
  std::vector<std::string_view> scripts{"SC", "TC", "JP", "KR"};
  const auto first = language.starts_with("ja")                                         ? "JP"
                     : language.starts_with("ko")                                       ? "KR"
                     : language.starts_with("zh-Hant") || language.starts_with("zh-TW") ? "TC"
                                                                                        : "SC";
  std::stable_partition(scripts.begin(), scripts.end(), [&](std::string_view script) { return script == first; });
  for (const auto script : scripts) families.push_back(fmt::format("Noto Sans CJK {}", script));
  families.emplace_back("Noto Emoji");
  return fmt::format("'{}', sans-serif", fmt::join(families, "', '"));
}

std::string filled_rectangle(double x, double y, double width, double height, std::size_t part) {
  const std::size_t kind = part % kFills.size();
  const auto rectangle = [&](std::string_view fill) {
    return fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"/>", coordinate(x), coordinate(y),
                       coordinate(width), coordinate(height), fill);
  };
  std::string out = rectangle(kFills[kind]);
  if (*kPatterns[kind] != '\0') out += rectangle(fmt::format("url(#pattern{})", kind));
  return out;
}

std::string pattern_definitions(std::size_t parts) {
  std::string out = "<defs>";
  for (std::size_t i = 0; i < std::min(parts, kPatterns.size()); ++i) {
    if (*kPatterns[i] == '\0') continue;
    out += fmt::format(
        "<pattern id=\"pattern{}\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\"><path d=\"{}\" "
        "fill=\"none\" stroke=\"{}\" stroke-width=\"0.4\"/></pattern>",
        i, kPatterns[i], kPrintInk);
  }
  return out + "</defs>";
}

std::string time_colour(double part) {
  const auto between = [&](double from, double to) { return static_cast<int>(std::lround(from + part * (to - from))); };
  return fmt::format("#{:02x}{:02x}{:02x}", between(150, 8), between(198, 40), between(226, 96));
}

std::string point_sign(FigureSeries::Look look, double x, double y, bool is_below_zero) {
  using Look = FigureSeries::Look;
  switch (look) {
    case Look::score:
      return is_below_zero ? circle(x, y, 1.5, "#fff", kPrintOrange) : circle(x, y, 1.5, kPrintBlue, kPrintBlue);
    case Look::turning_up:
    case Look::candidate_up:
      return triangle(x, y, true, look == Look::turning_up);
    case Look::turning_down:
    case Look::candidate_down:
      return triangle(x, y, false, look == Look::turning_down);
    case Look::first:
      return circle(x, y, 2.8, "#fff", kPrintInk);
    case Look::last:
      return fmt::format("<rect x=\"{}\" y=\"{}\" width=\"5\" height=\"5\" fill=\"{}\"/>", coordinate(x - 2.5),
                         coordinate(y - 2.5), kPrintInk);
    case Look::range:
    case Look::band:
    case Look::level:
    case Look::path:
    case Look::part:
    case Look::curve:
    case Look::arc:
      break;
  }
  return {};
}

}  // namespace affect::report
