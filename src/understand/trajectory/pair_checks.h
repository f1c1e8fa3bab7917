/// Why two people's scores say nothing. Thread-safety: pure function.
#pragma once
#include <cstddef>
#include <optional>
#include <string>

#include "affect/affect_state.h"
#include "affect/understand/trajectory/paired_scores.h"

namespace affect::understand::trajectory {

struct PairRefusal {
  Status status = Status::too_short;
  std::string reason;
};
/// Absent where there are `fewest` rows in which both people's scores vary.
std::optional<PairRefusal> refusal(const PairedScores& pair, std::size_t fewest);

}  // namespace affect::understand::trajectory
