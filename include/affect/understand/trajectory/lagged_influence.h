/// Which earlier turns a simple model of a conversation leans on where it predicts one person's score. A hint, not a
/// cause: turns that nobody answers to may come just before a change, and what is outside the conversation is not seen.
///
///   const LaggedInfluence found = lagged_influence(turns, target, {});
///   for (const EarlierTurn& one : found.turns) fmt::print("turn {} {:+.2f}\n", turns[one.index].turn, one.change);
///
/// A person's scores, less their mean, are regressed by ridge (Hoerl & Kennard 1970) on the scores of the `lags` turns
/// of the conversation before each of them, own and others' turns with coefficients of their own, each less its
/// speaker's mean; the penalty is the one of the smallest leave-one-out error. A turn is taken out by setting it to its
/// speaker's mean: `change` is the prediction with it less that without it.
///
/// p: how often, with the scores of each speaker dealt to their turns in another order (the target's stays), the
/// largest pull towards the target's score is as large. It is for the strongest turn, over all lags. Scores that carry
/// over from turn to turn make it small too: then the strongest turn is often the own one before.
///
/// Time: O(permutations n lags^2), on at most kMostTurns around the target. Thread-safety: pure function.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "affect/affect_state.h"

namespace affect::understand::trajectory {

struct ScoredTurn {
  std::int64_t turn = 0;
  std::size_t speaker = 0;
  double score = 0;  ///< NaN: none
};

struct LaggedInfluenceOptions {
  std::size_t lags = 4;  ///< turns of the conversation looked back, 1 to kMostLags
  std::size_t permutations = 199;
  std::uint64_t seed = 1;
};

struct EarlierTurn {
  std::size_t index = 0;  ///< among the turns given
  bool own = false;
  double change = 0;  ///< of the prediction, in the unit of the scores
};

struct LaggedInfluence {
  static constexpr std::size_t kFewestScores = 20;  ///< of the person, with a turn before
  static constexpr std::size_t kMostTurns = 2000;
  static constexpr std::size_t kMostLags = 10;
  Status status = Status::given;
  std::string reason;
  double predicted = 0;            ///< score of the target
  double explained = 0;            ///< share of variance by leave-one-out, at most 1; below 0: worse than the mean
  std::vector<EarlierTurn> turns;  ///< those that pull towards the target's score, the strongest first
  double p = 1;                    ///< of the strongest
};

/// `turns` in order; the target has a score. too_short under kFewestScores; not_estimable where the person's scores are
/// all equal.
LaggedInfluence lagged_influence(std::span<const ScoredTurn> turns, std::size_t target,
                                 const LaggedInfluenceOptions& options);

}  // namespace affect::understand::trajectory
