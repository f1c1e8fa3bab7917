// What scikit-learn, scipy and numpy say (reference.inc), and how close we must be.
#pragma once
#include <algorithm>
#include <iterator>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace affect::measure {

#include "measure/reference.inc"

inline constexpr double kTolerance = 1e-12;

inline double reference(const std::string& name) {
  const auto* found = std::find_if(std::begin(kReference), std::end(kReference),
                                   [&](const auto& entry) { return entry.first == name; });
  if (found == std::end(kReference)) throw std::out_of_range("reference.inc has no " + name);
  return found->second;
}

}  // namespace affect::measure
