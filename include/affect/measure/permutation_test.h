/// Whether two samples differ in their mean more than chance would have it (Fisher 1935, by random permutation).
///
/// Thread-safety: pure function.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace affect::measure {

struct PermutationOptions {
  std::size_t permutations = 9999;
  std::uint64_t seed = 1;
};

/// Two-sided p: (1 + permutations at least as far apart) / (1 + permutations), never 0 (Phipson and Smyth 2010). Absent
/// where a sample is empty.
std::optional<double> permutation_p(std::span<const double> a, std::span<const double> b,
                                    const PermutationOptions& options = {});

}  // namespace affect::measure
