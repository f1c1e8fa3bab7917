/// A trajectory as lines of a terminal: raw scores, the smoothed level with its band, the axis of values.
///
/// Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "report/palette.h"
#include "report/view.h"

namespace affect::report {

/// Cells of the axis of values, before the plot.
inline constexpr std::size_t kAxisCells = 8;

/// `rows` lines of at most `columns` cells. Values of a track are coloured about zero.
std::vector<std::string> plot_lines(const View& view, const Extent& extent, std::size_t columns, std::size_t rows,
                                    const Palette& palette);
struct PlotMark {
  double x = 0;
  const Finding* finding = nullptr;
};
/// The line below a plot, with a sign a turning point; empty where there is none. Of two in one cell the later is
/// shown.
std::string mark_line(const std::vector<PlotMark>& marks, const Extent& extent, std::size_t columns,
                      const Palette& palette);
/// The sign of a finding; up is blue and down is orange, as the values that they lead to.
std::string painted_mark(const Finding& finding, const Palette& palette);
/// The line below both: the first place to the left, the last to the right.
std::string place_line(const std::string& first, const std::string& last, std::size_t columns);
/// "+0.42" of a track, "3.14" of a signal.
std::string axis_number(const View& view, double value);

}  // namespace affect::report
