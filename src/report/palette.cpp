#include "report/palette.h"

#include <array>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>

namespace affect::report {
namespace {

constexpr std::string_view kEnd = "\x1b[0m";

struct Shade {
  std::uint8_t red, green, blue;
  std::uint8_t indexed;    ///< of the 256 colours of xterm
  std::string_view eight;  ///< of the eight of ECMA-48: yellow and cyan come next to orange and blue
};

constexpr std::array<Shade, 7> kShades{{{224, 108, 0, 208, "\x1b[1;33m"},
                                        {204, 132, 66, 173, "\x1b[33m"},
                                        {170, 139, 112, 137, "\x1b[33m"},
                                        {140, 140, 140, 245, ""},
                                        {112, 139, 170, 67, "\x1b[36m"},
                                        {86, 138, 200, 68, "\x1b[36m"},
                                        {47, 134, 230, 33, "\x1b[1;36m"}}};

const Shade& shade_of(double value) {
  const double size = std::abs(value);
  const int steps = size < 0.1 ? 0 : size < 0.3 ? 1 : size < 0.6 ? 2 : 3;
  return kShades[static_cast<std::size_t>(value < 0 ? 3 - steps : 3 + steps)];
}

}  // namespace

std::string Palette::paint(std::string_view text, Ink ink) const {
  if (colours_ == Colours::none || ink == Ink::plain || text.empty()) return std::string(text);
  return fmt::format("{}{}{}", ink == Ink::strong ? "\x1b[1m" : "\x1b[2m", text, kEnd);
}

std::string Palette::paint_value(std::string_view text, double value) const {
  if (colours_ == Colours::none || text.empty()) return std::string(text);
  const Shade& shade = shade_of(value);
  switch (colours_) {
    case Colours::full:
      return fmt::format("\x1b[38;2;{};{};{}m{}{}", shade.red, shade.green, shade.blue, text, kEnd);
    case Colours::many:
      return fmt::format("\x1b[38;5;{}m{}{}", shade.indexed, text, kEnd);
    case Colours::eight:
    case Colours::none:
      break;
  }
  return shade.eight.empty() ? std::string(text) : fmt::format("{}{}{}", shade.eight, text, kEnd);
}

}  // namespace affect::report
