/// The lagged actor-partner model: how far a person's next score depends on the own last one (actor effect, inertia)
/// and on the partner's last one (partner effect), apart from a straight trend (Kenny, Kashy and Cook 2006; Thorson,
/// West and Mendes 2018).
///
///   score = level + trend * time + actor * own last score + partner * partner's last score + error
///
///   for (const PersonEffects& effect : actor_partner(pair, {}).effects) ...    // one conversation, a person each
///   const PooledActorPartner pooled = pooled_actor_partner(dyads, {});         // many
///
/// One conversation: least squares, freed of the bias of short series by a bootstrap of both people's equations at
/// once, in pairs of residuals: coefficients first (Kilian 1998), then the distribution of t, whose median is taken off
/// the value. Partner effects have the wider interval and the larger p of that and of surrogates (pair_surrogates.h).
/// Above kLongestPartnerBootstrap rows normal theory.
///
/// What both talk about is not in the model: a topic that moves both is a partner effect here. Pseudo-pairs show how
/// much of it is common to all conversations. Thread-safety: pure functions.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "affect/affect_state.h"
#include "affect/measure/bootstrap.h"
#include "affect/understand/trajectory/paired_scores.h"

namespace affect::understand::trajectory {

inline constexpr std::size_t kFewestForPartner = 12, kLongestPartnerBootstrap = 1000;

struct ActorPartnerOptions {
  double level = 0.95;
  std::size_t replicates = 999;
  std::uint64_t seed = 2006;
};

/// A coefficient in the scores' own unit, and the p of its being 0.
struct LaggedEffect {
  measure::Interval value;
  double p = 1;
};
struct PersonEffects {
  LaggedEffect actor, partner, trend;  ///< trend: over the whole conversation
};
struct ActorPartner {
  Status status = Status::given;
  std::string reason;                      ///< where status is not given
  std::array<PersonEffects, 2> effects{};  ///< of the first and of the second person
  std::size_t rows = 0;                    ///< of each equation
};

/// too_short under kFewestForPartner rows with a row before, not_estimable where scores do not vary or go together
/// fully.
ActorPartner actor_partner(const PairedScores& pair, const ActorPartnerOptions& options);

/// Which person's scores are explained.
enum class PooledOutcome { both, first, second };

struct PooledActorPartner {
  Status status = Status::given;
  std::string reason;
  LaggedEffect actor, partner;
  LaggedEffect partner_level;  ///< of the partner's mean: how alike the levels of a pair are
  LaggedEffect trend;          ///< over a whole conversation
  double intercept_share = 0;  ///< people's variance / (people's + error's), [0, 1)
  std::size_t dyads = 0, people = 0, rows = 0;
};

/// Many dyads: an intercept a person by restricted maximum likelihood (the partner's mean is a predictor, the partner's
/// score its distance to it, so that pairs of alike level are no lagged effect); errors robust to any dependence within
/// a dyad, Student's t with as many degrees of freedom as dyads less one. Dyads with fewer than 3 usable rows are left
/// out; too_short under kFewestDyads.
inline constexpr std::size_t kFewestDyads = 10;
PooledActorPartner pooled_actor_partner(std::span<const PairedScores> dyads, PooledOutcome outcome,
                                        double level = 0.95);

}  // namespace affect::understand::trajectory
