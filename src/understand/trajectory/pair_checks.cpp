#include "understand/trajectory/pair_checks.h"

#include <algorithm>

#include <fmt/format.h>

namespace affect::understand::trajectory {
namespace {

/// Scores of which all but these are equal: whatever is found rests on them alone.
constexpr std::size_t kFewestOthers = 3;

bool hardly_varies(const std::vector<double>& scores) {
  std::vector<double> sorted = scores;
  std::sort(sorted.begin(), sorted.end());
  std::size_t most = 0, run = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    run = i > 0 && sorted[i] == sorted[i - 1] ? run + 1 : 1;
    most = std::max(most, run);
  }
  return sorted.size() - most < kFewestOthers;
}

}  // namespace

std::optional<PairRefusal> refusal(const PairedScores& pair, std::size_t fewest) {
  if (pair.size() < fewest) {
    return PairRefusal{Status::too_short, fmt::format("{} {}; {} are needed", pair.size(),
                                                      pair.alternates() ? "exchanges" : "common bins", fewest)};
  }
  if (hardly_varies(pair.first) || hardly_varies(pair.second)) {
    return PairRefusal{Status::not_estimable, "the scores of one of them hardly vary"};
  }
  return std::nullopt;
}

}  // namespace affect::understand::trajectory
