/// PNG of an SVG, by a program of this machine.
///
/// Thread-safety: pure functions.
#pragma once
#include <string>

namespace affect::cli {

/// By the first of rsvg-convert, inkscape, chromium and ImageMagick that PATH has, run without a shell; it gets the SVG
/// alone. Throws ConfigError where there is none, IoError where it fails.
std::string render_png(const std::string& svg, int dpi);

}  // namespace affect::cli
