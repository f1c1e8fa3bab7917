#include "report/figure_layout.h"

#include <algorithm>

namespace affect::report {
namespace {

constexpr double kPointsAMillimetre = 72 / 25.4;
constexpr double kWideFrom = 360;  // points: two columns of a journal
constexpr double kAxisSide = 36, kEndSide = 8, kBetweenColumns = 6, kBetweenRows = 6, kTitle = 12, kWhat = 9,
                 kAxis = 24;
constexpr double kMostSquare = 200;

std::size_t columns_of(const Figure& figure, bool is_wide) {
  const std::size_t panels = figure.panels.size();
  switch (figure.kind) {
    case FigureKind::plane:
    case FigureKind::shape:
      return std::min<std::size_t>(panels, is_wide ? 3 : 2);
    case FigureKind::trajectory:
    case FigureKind::labels:
      break;
  }
  return is_wide && panels > 3 ? 2 : 1;
}

double plot_height(FigureKind kind, double width) {
  switch (kind) {
    case FigureKind::plane:
      return width;
    case FigureKind::shape:
      return 0.7 * width;
    case FigureKind::trajectory:
    case FigureKind::labels:
      break;
  }
  return std::clamp(0.32 * width, 62.0, 96.0);
}

}  // namespace

FigureLayout layout_of(const Figure& figure, double width_mm) {
  FigureLayout layout;
  layout.width = width_mm * kPointsAMillimetre;
  const auto& panels = figure.panels;
  layout.says_what_once = !panels.empty() && std::all_of(panels.begin(), panels.end(), [&](const FigurePanel& panel) {
    return panel.what == panels.front().what;
  });
  const std::size_t columns = columns_of(figure, layout.width >= kWideFrom);
  const double cell =
      (layout.width - kBetweenColumns * static_cast<double>(columns - 1)) / static_cast<double>(columns);
  double width = cell - kAxisSide - kEndSide;
  if (figure.kind == FigureKind::plane || figure.kind == FigureKind::shape) width = std::min(width, kMostSquare);
  const double height = plot_height(figure.kind, width);
  const bool has_notes =
      std::any_of(panels.begin(), panels.end(), [](const auto& panel) { return !panel.note.empty(); });
  const double title = kTitle + (layout.says_what_once ? 0 : kWhat) + (has_notes ? kWhat : 0);
  double top = layout.says_what_once ? kWhat + 4 : 2;
  for (std::size_t begin = 0; begin < panels.size(); begin += columns) {
    const std::size_t end = std::min(begin + columns, panels.size());
    // An axis is written where the panel below has not the same one.
    bool has_places = false;
    for (std::size_t i = begin; i < end; ++i) {
      has_places = has_places || i + columns >= panels.size() || !(panels[i + columns].x == panels[i].x);
    }
    for (std::size_t i = begin; i < end; ++i) {
      const double left = kAxisSide + static_cast<double>(i - begin) * (cell + kBetweenColumns);
      layout.boxes.push_back({left, top + title, width, height, has_places, top});
    }
    top += title + height + (has_places ? kAxis : 0) + kBetweenRows;
  }
  layout.height = top;
  return layout;
}

}  // namespace affect::report
