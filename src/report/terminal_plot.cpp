#include "report/terminal_plot.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "io/utf8.h"
#include "report/canvas.h"
#include "report/cells.h"
#include "report/terminal_words.h"

namespace affect::report {
namespace {

double height_of(const View& view, double value) { return (value - view.low) / (view.high - view.low); }

void draw_level(const View& view, const Extent& extent, Canvas& canvas) {
  const double cell = 1.0 / static_cast<double>(canvas.columns());
  for (std::size_t i = 0; i < view.smooth.size(); ++i) {
    const BandPoint& point = view.smooth[i];
    const BandPoint& before = view.smooth[i == 0 ? 0 : i - 1];
    const double from = extent.part(before.x), to = extent.part(point.x);
    canvas.line(from, height_of(view, before.value), to, height_of(view, point.value));
    for (double x = from; x < to + cell; x += cell) {
      const double at = std::min(x, to);
      const double part = to > from ? (at - from) / (to - from) : 1;
      canvas.shade(at, height_of(view, before.low + part * (point.low - before.low)),
                   height_of(view, before.high + part * (point.high - before.high)));
    }
  }
}

void draw_scores(const View& view, const Extent& extent, Canvas& canvas) {
  // More scores than cells would hide the line.
  const bool is_dense = view.raw.size() > canvas.columns();
  for (const Point& point : view.raw) {
    if (!is_dense) canvas.mark(extent.part(point.x), height_of(view, point.value));
    if (is_dense && view.smooth.empty()) canvas.dot(extent.part(point.x), height_of(view, point.value));
  }
}

/// A row of cells, without the empty ones at its end; what lies on one layer is painted together.
std::string painted_row(const Canvas& canvas, std::size_t row, std::optional<double> value, const Palette& palette) {
  std::size_t end = canvas.columns();
  while (end > 0 && canvas.cell(end - 1, row).layer == Canvas::Layer::empty) --end;
  std::string out;
  for (std::size_t column = 0; column < end;) {
    const auto is_front = [&](std::size_t at) { return canvas.cell(at, row).layer >= Canvas::Layer::dots; };
    const bool front = is_front(column);
    std::string run;
    for (; column < end && is_front(column) == front; ++column) io::append_utf8(canvas.cell(column, row).sign, run);
    out += !front ? palette.paint(run, Ink::quiet) : value ? palette.paint_value(run, *value) : run;
  }
  return out;
}

}  // namespace

std::string axis_number(const View& view, double value) {
  return view.unit.empty() && view.track != nullptr ? signed_number(value) : fmt::format("{:.3g}", value);
}

std::vector<std::string> plot_lines(const View& view, const Extent& extent, std::size_t columns, std::size_t rows,
                                    const Palette& palette) {
  Canvas canvas(columns - kAxisCells, rows);
  if (view.low < 0 && view.high > 0) canvas.rule(height_of(view, 0));
  draw_level(view, extent, canvas);
  draw_scores(view, extent, canvas);
  std::vector<std::string> lines;
  for (std::size_t row = 0; row < rows; ++row) {
    const double part = 1 - (static_cast<double>(row) + 0.5) / static_cast<double>(rows);
    std::string label;
    if (row == 0) label = axis_number(view, view.high);
    if (row == rows / 2 && rows > 2) label = axis_number(view, (view.low + view.high) / 2);
    if (row == rows - 1) label = axis_number(view, view.low);
    std::optional<double> value;
    if (view.track != nullptr) value = view.low + part * (view.high - view.low);
    lines.push_back(
        fmt::format("{:>6} {}{}", label, label.empty() ? "│" : "┤", painted_row(canvas, row, value, palette)));
  }
  return lines;
}

std::string painted_mark(const Finding& finding, const Palette& palette) {
  if (!finding.direction) return std::string(mark(finding));
  return palette.paint_value(mark(finding), *finding.direction == Direction::up ? 1 : -1);
}

std::string mark_line(const std::vector<PlotMark>& marks, const Extent& extent, std::size_t columns,
                      const Palette& palette) {
  std::vector<const Finding*> at(columns - kAxisCells, nullptr);
  for (const PlotMark& mark : marks) {
    const double part = std::clamp(extent.part(mark.x), 0.0, 1.0) * static_cast<double>(at.size() - 1);
    at[static_cast<std::size_t>(std::lround(part))] = mark.finding;
  }
  if (marks.empty()) return {};
  std::string line(kAxisCells, ' ');
  for (const Finding* finding : at) line += finding == nullptr ? " " : painted_mark(*finding, palette);
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

std::string place_line(const std::string& first, const std::string& last, std::size_t columns) {
  const std::size_t width = columns - kAxisCells, used = cells(first) + cells(last);
  const std::size_t gap = width > used ? width - used : 1;
  return fmt::format("{}{}{}{}", std::string(kAxisCells, ' '), first, std::string(gap, ' '), last);
}

}  // namespace affect::report
