/// The largest value of a function of one number. Thread-safety: as the function's.
#pragma once
#include <algorithm>
#include <limits>
#include <utility>

namespace affect::understand::trajectory {

struct Peak {
  double at = 0;
  double value = 0;  ///< of the function there
};

/// Of a function of one peak, by golden sections.
template <class Function>
Peak maximum(Function&& f, double low, double high, double tolerance = 1e-5) {
  constexpr double kGoldenPart = 0.6180339887498949;
  double left = high - kGoldenPart * (high - low), right = low + kGoldenPart * (high - low);
  double at_left = f(left), at_right = f(right);
  while (high - low > tolerance) {
    if (at_left > at_right) {
      high = std::exchange(right, left);
      at_right = at_left;
      at_left = f(left = high - kGoldenPart * (high - low));
    } else {
      low = std::exchange(left, right);
      at_left = at_right;
      at_right = f(right = low + kGoldenPart * (high - low));
    }
  }
  return at_left > at_right ? Peak{left, at_left} : Peak{right, at_right};
}

/// Of one that may have more than one, no two of them within a 24th of the range.
template <class Function>
Peak highest_peak(Function&& f, double low, double high) {
  constexpr int kCoarse = 24;
  const double width = (high - low) / kCoarse;
  Peak best{low, -std::numeric_limits<double>::infinity()};
  for (int i = 0; i <= kCoarse; ++i) {
    const double at = low + i * width, value = f(at);
    if (value > best.value) best = {at, value};
  }
  const Peak fine = maximum(f, std::max(low, best.at - width), std::min(high, best.at + width));
  return fine.value > best.value ? fine : best;
}

}  // namespace affect::understand::trajectory
