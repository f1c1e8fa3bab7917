/// Axes of figures: where they end, and where their numbers stand.
///
/// Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "affect/report/figure.h"

namespace affect::report {

struct FigureTick {
  double at = 0;
  std::string label;
};

/// Round places on the axis, about as many as asked for; of a calendar the beginnings of hours, days, months or years.
std::vector<FigureTick> ticks(const FigureAxis& axis, std::size_t about);
/// The end of an axis about zero that holds `largest`: 0.25, 0.5 or 1.
double reach(double largest);
/// "−0.5": with the sign of minus that prints have.
std::string print_number(double value);

}  // namespace affect::report
