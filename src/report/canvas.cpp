#include "report/canvas.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace affect::report {
namespace {

// Bits of U+2800 by column and row of the dot (Unicode chapter 21.1, braille patterns).
constexpr std::array<std::array<std::uint8_t, 4>, 2> kBit{{{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}}};

std::size_t step(double part, std::size_t steps) {
  const double at = std::clamp(part, 0.0, 1.0) * static_cast<double>(steps - 1);
  return static_cast<std::size_t>(std::lround(at));
}

}  // namespace

std::size_t Canvas::across(double x) const { return step(x, columns_ * 2); }
std::size_t Canvas::down(double y) const { return rows_ * 4 - 1 - step(y, rows_ * 4); }

void Canvas::raise(std::size_t column, std::size_t row, Layer layer) {
  Layer& there = layers_[row * columns_ + column];
  there = std::max(there, layer);
}

void Canvas::set(std::size_t x, std::size_t y) {
  auto& cell = dots_[(y / 4) * columns_ + x / 2];
  cell = static_cast<std::uint8_t>(cell | kBit[x % 2][y % 4]);
  raise(x / 2, y / 4, Layer::dots);
}

void Canvas::dot(double x, double y) { set(across(x), down(y)); }

void Canvas::line(double x0, double y0, double x1, double y1) {
  const auto from = static_cast<double>(across(x0));
  const auto to = static_cast<double>(across(x1));
  const auto top = static_cast<double>(down(y0));
  const auto bottom = static_cast<double>(down(y1));
  const double steps = std::max({std::abs(to - from), std::abs(bottom - top), 1.0});
  for (double i = 0; i <= steps; ++i) {
    const double part = i / steps;
    set(static_cast<std::size_t>(std::lround(from + part * (to - from))),
        static_cast<std::size_t>(std::lround(top + part * (bottom - top))));
  }
}

void Canvas::rule(double y) {
  for (std::size_t column = 0; column < columns_; ++column) raise(column, down(y) / 4, Layer::rule);
}

void Canvas::shade(double x, double low, double high) {
  for (std::size_t row = down(high) / 4; row <= down(low) / 4; ++row) raise(across(x) / 2, row, Layer::band);
}

void Canvas::mark(double x, double y) { raise(across(x) / 2, down(y) / 4, Layer::mark); }

Canvas::Cell Canvas::cell(std::size_t column, std::size_t row) const {
  const Layer layer = layers_[row * columns_ + column];
  switch (layer) {
    case Layer::empty:
      break;
    case Layer::rule:
      return {layer, U'┄'};
    case Layer::band:
      return {layer, U'░'};
    case Layer::dots:
      return {layer, 0x2800u + dots_[row * columns_ + column]};
    case Layer::mark:
      return {layer, U'•'};
  }
  return {};
}

}  // namespace affect::report
