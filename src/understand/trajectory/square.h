#pragma once

namespace affect::understand::trajectory {

inline double square(double x) { return x * x; }

}  // namespace affect::understand::trajectory
