/// Colours, fonts and signs of figures: told apart by the colour-blind (Okabe and Ito 2008), and in grey.
///
/// Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "affect/report/figure.h"

namespace affect::report {

inline constexpr std::string_view kPrintInk = "#1b1f24", kPrintQuiet = "#56606b", kPrintGrid = "#d5dae0";
inline constexpr std::string_view kPrintBlue = "#0072b2", kPrintOrange = "#d55e00", kPrintBand = "#d9e5ef";

/// The families of a figure, as an attribute's value: `font`, then those that have the scripts of the world, in the
/// order that `language` needs of Han. Throws ConfigError for a font whose name no font has.
std::string font_families(const std::string& font, std::string_view language);
/// A part of a stack: its colour, with a pattern over it from pattern_definitions().
std::string filled_rectangle(double x, double y, double width, double height, std::size_t part);
std::string pattern_definitions(std::size_t parts);
/// From light to dark, for what comes first to what comes last, [0, 1].
std::string time_colour(double part);
/// The sign of a series at a place; nothing for lines and areas.
std::string point_sign(FigureSeries::Look look, double x, double y, bool is_below_zero);

}  // namespace affect::report
