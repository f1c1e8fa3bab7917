/// Arithmetic with sizes that the families of operations share.
#pragma once
#include <cstdint>
#include <functional>
#include <numeric>
#include <vector>

#include "affect/model/graph/shape.h"

namespace affect::model {

inline std::int64_t product(const std::vector<std::int64_t>& sizes) {
  return std::accumulate(sizes.begin(), sizes.end(), std::int64_t{1}, std::multiplies<>());
}

/// How many places a window takes along a dimension; below 1 where it does not fit.
Dim windows(const Dim& dim, std::int64_t kernel, std::int64_t stride, std::int64_t padding, std::int64_t dilation);

}  // namespace affect::model
