/// Whether two people's scores go together at some lag, and who comes first: a lagged association, which is not an
/// influence (actor_partner.h models more, and still not the topic that both talk about).
///
///   const LaggedAssociation found = lagged_association(pair, {});
///   if (found.status == Status::given) fmt::print("r {:.2f} at lag {}, p {:.3f}\n", found.peak.r, found.peak.lag,
///   found.p);
///
/// Cross-correlation is of what trend and own past leave over of each person's scores (Haugh 1976): of two
/// autocorrelated series the raw one is large by chance. p is by the largest |r| over all lags, against surrogates that
/// are whitened anew (pair_surrogates.h). Windowed (Boker, Rotondo, Xu and King 2002): the same in windows of `window`
/// rows, half of them shared with the next; the mean of the windows' largest |r|, which sees an association whose lag
/// or sign changes. Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "affect/affect_state.h"
#include "affect/understand/trajectory/pair_surrogates.h"
#include "affect/understand/trajectory/paired_scores.h"

namespace affect::understand::trajectory {

inline constexpr std::size_t kFewestForAssociation = 20;

struct LaggedAssociationOptions {
  std::size_t lags = 3;     ///< rows to either side; at most n / 4 are looked at
  std::size_t window = 20;  ///< rows; there is no windowed figure under twice as many
  SurrogateOptions surrogates;
};

struct LagCorrelation {
  /// Rows from the first one's score to the second one's. On the clock of turns lag 0 is the second one's answer in the
  /// same exchange, and lag -1 the first one's answer to it: the first leads from 0 up, the second from -1 down. In
  /// seconds nobody leads at 0.
  std::ptrdiff_t lag = 0;
  double r = 0;  ///< [-1, 1]
  std::size_t rows = 0;
};

struct LaggedAssociation {
  Status status = Status::given;
  std::string reason;                ///< where status is not given
  std::vector<LagCorrelation> lags;  ///< by lag
  LagCorrelation peak;               ///< of the largest |r| sqrt(rows)
  double p = 1;                      ///< of the peak
  std::optional<double> windowed, windowed_p;
  /// Root mean square r at lags at which the first leads, minus that at which the second does, and its p: the larger
  /// one of that against surrogates (nobody is associated) and of a normal test (both lead equally).
  double lead = 0, lead_p = 1;
};

/// too_short under kFewestForAssociation rows, not_estimable where one has equal scores.
LaggedAssociation lagged_association(const PairedScores& pair, const LaggedAssociationOptions& options);

/// "Bob 1 turn after Ann", "both in the same 60 s": who comes when at that lag.
std::string lag_words(const PairedScores& pair, std::ptrdiff_t lag, const std::string& first,
                      const std::string& second);

}  // namespace affect::understand::trajectory
