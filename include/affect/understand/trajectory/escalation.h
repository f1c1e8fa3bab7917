/// Negative reciprocity, escalation and repair between two people who take turns (Gottman 1979; Gottman and Levenson
/// 1992).
///
///   const Escalation found = escalation(pair, {});
///   // found.reciprocity[1]: how often the second one is negative right after the first one was
///
/// A floor turn is negative below -neutral. Reciprocity is the share of negative turns among those that answer a
/// negative one, beside the share among those that answer another: its p is against surrogates of the answering person,
/// which keep how that person's mood moves and drifts by itself (the permutation of Gottman and Roy's (1990) lag-
/// sequential analysis assumes that turns are exchangeable, and they are not). A chain is a run of negative turns in
/// which they alternate. Repair: an exchange in which both are negative begins a spell; it is repaired where within
/// `within` exchanges comes one in which neither is. Thread-safety: pure function.
#pragma once
#include <array>
#include <cstddef>
#include <optional>
#include <string>

#include "affect/affect_state.h"
#include "affect/measure/bootstrap.h"
#include "affect/understand/trajectory/emotional_states.h"
#include "affect/understand/trajectory/pair_surrogates.h"
#include "affect/understand/trajectory/paired_scores.h"

namespace affect::understand::trajectory {

/// Fewer exchanges show no chains; of turns that answer a negative one, and of those that answer another.
inline constexpr std::size_t kFewestForEscalation = 8, kFewestAnswers = 4, kFewestSpells = 3;

struct EscalationOptions {
  double neutral = kNeutralValence;
  std::size_t within = 3;  ///< exchanges
  double level = 0.95;
  SurrogateOptions surrogates;
};

struct Reciprocity {
  Status status = Status::given;
  std::string reason;                ///< where status is not given
  measure::Interval after_negative;  ///< share of negative turns among `negative` answers to a negative one
  double after_other = 0;            ///< the same of answers to another turn
  std::size_t negative = 0, other = 0;
  double z = 0;  ///< of the 2 x 2 table (Allison and Liker 1982); right for exchangeable turns alone
  double p = 1;  ///< one-sided, of the difference
};

struct Repair {
  std::size_t spells = 0;  ///< that were repaired or could have been within the session
  measure::Interval share;
};

struct Escalation {
  Status status = Status::given;
  std::string reason;                      ///< where status is not given
  std::array<Reciprocity, 2> reciprocity;  ///< of the first and of the second one's answers
  std::size_t longest_chain = 0;           ///< floor turns
  double chain_p = 1;
  std::optional<Repair> repair;  ///< absent without spells
};

/// Pairs that take turns, of scores with a sign; not_estimable in seconds.
Escalation escalation(const PairedScores& pair, const EscalationOptions& options);

}  // namespace affect::understand::trajectory
