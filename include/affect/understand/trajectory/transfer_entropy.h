/// How much one person's last score tells of the other's next one beyond that one's own last, in nats and in any form
/// (Schreiber 2000).
///
/// Scores are three states of a person, low, middle and high thirds; equal scores share a state. The value is what
/// surrogates leave over: short series have a positive transfer entropy by chance (Marschinski and Kantz 2002).
/// p is against surrogates of the first one. Thread-safety: pure function.
#pragma once
#include <cstddef>
#include <string>

#include "affect/affect_state.h"
#include "affect/understand/trajectory/pair_surrogates.h"
#include "affect/understand/trajectory/paired_scores.h"

namespace affect::understand::trajectory {

inline constexpr std::size_t kFewestForTransferEntropy = 200;

struct TransferEntropy {
  Status status = Status::given;
  std::string reason;  ///< where status is not given
  double value = 0;    ///< nats, the mean of the surrogates taken off; may be a little below 0
  double raw = 0;      ///< nats, >= 0
  double p = 1;
};

/// From the first to the second. not_estimable under kFewestForTransferEntropy rows, or with fewer than two states.
TransferEntropy transfer_entropy(const PairedScores& pair, const SurrogateOptions& options);

}  // namespace affect::understand::trajectory
