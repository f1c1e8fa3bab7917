/// Where the panels of a figure lie, in points (1/72 inch).
///
/// Thread-safety: pure functions.
#pragma once
#include <vector>

#include "affect/report/figure.h"

namespace affect::report {

struct PanelBox {
  double left = 0, top = 0, width = 0, height = 0;  ///< of the area that is drawn in
  bool has_places = true;                           ///< the axis below it is its own; else that of a panel further down
  double title_top = 0;
};

struct FigureLayout {
  double width = 0;
  double height = 0;  ///< of all panels, without what stands below them
  bool says_what_once = false;
  std::vector<PanelBox> boxes;
};

FigureLayout layout_of(const Figure& figure, double width_mm);

}  // namespace affect::report
