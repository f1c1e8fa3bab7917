/// Whether one person's past scores tell of the other's next one beyond that one's own past (Granger 1969): the F test
/// of two nested regressions with a straight trend.
///
/// The number of lags is the one of least BIC of both people's own pasts (so that choosing it does not favour what is
/// tested), at most `most_lags` and n / 10. Up to kLongestGrangerBootstrap rows p is the larger one of two: by a
/// bootstrap of both regressions with the tested influence left out and the opposite one left in, and by surrogates,
/// which are apart altogether. Above it by the F distribution. Prediction is not influence: what moves both, and one of
/// them first, passes the test. Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

#include "affect/affect_state.h"
#include "affect/understand/trajectory/paired_scores.h"

namespace affect::understand::trajectory {

inline constexpr std::size_t kFewestForGranger = 20, kLongestGrangerBootstrap = 1000;

struct GrangerOptions {
  std::size_t fewest_lags = 1, most_lags = 4;  ///< equal: no choice
  bool trend = true;
  std::size_t replicates = 499;
  std::uint64_t seed = 1969;
};

struct Granger {
  Status status = Status::given;
  std::string reason;    ///< where status is not given
  std::size_t lags = 0;  ///< of each person
  double f = 0;          ///< with `lags` and `freedom` degrees of freedom
  std::size_t freedom = 0;
  double explained = 0;  ///< share of what own past and trend leave over, [0, 1]
  double p = 1;
};

/// Does the first one's past tell of the second one? On the clock of turns the first one's last score is that of the
/// same exchange. The other way: granger(swapped(pair), options).
Granger granger(const PairedScores& pair, const GrangerOptions& options);

}  // namespace affect::understand::trajectory
