/// How far two curves are apart where one may be stretched in time to meet the other.
///
///   const double apart = dynamic_time_warping(a, b, 5);
///
/// The root of the least sum of squared differences along a path that goes through both from start to end, never more
/// than `band` points off the diagonal (Sakoe and Chiba 1978). 0 is no stretching. Wide bands make everything alike.
/// O(points * band). Thread-safety: pure function.
#pragma once
#include <cstddef>
#include <span>

namespace affect::understand::corpus {

/// Both have the same number of points, at least one.
double dynamic_time_warping(std::span<const double> a, std::span<const double> b, std::size_t band);

}  // namespace affect::understand::corpus
