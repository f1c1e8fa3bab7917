/// Emotion as a sequence of states: how much of the time is spent in each, how one leads to the next, how varied it is.
///
///   const StateSequence states = valence_states(own_scores(track, Dimension::valence, clock, {}), kNeutralValence);
///   for (const StateShare& s : emotional_states(states).shares) ...
///
/// Shares count turns, or seconds where the scores have times: a state lasts until the next score of its session, and
/// the last of a session is not counted, since nobody knows how long it lasted. Transitions and entropy count turns.
/// Shares of rows that are alike have wider intervals than Wilson's (dependent_share.h); those of transitions are
/// Wilson's, which is right where the next state depends on this one alone (Anderson and Goodman 1957). Thread-safety:
/// pure functions.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "affect/affect_state.h"
#include "affect/clock.h"
#include "affect/measure/bootstrap.h"
#include "affect/track.h"
#include "affect/understand/trajectory/score_series.h"

namespace affect::understand::trajectory {

/// Scores within this of 0 are neutral: the cut of the lexicon VADER (Hutto and Gilbert 2014).
inline constexpr double kNeutralValence = 0.05;
/// Fewer states in a sequence say nothing; of transitions, fewer departures.
inline constexpr std::size_t kFewestStates = 8, kFewestDepartures = 5;

struct StateSequence {
  std::vector<std::string> names;   ///< all that there could be
  std::vector<std::size_t> states;  ///< of each row, an index into names
  std::vector<bool> follows;        ///< the row comes right after the one before, in the same session
  std::vector<double> durations;    ///< s, 0: not known; empty where the scores have no times
  std::size_t size() const { return states.size(); }
};

/// "negative", "neutral", "positive": below -neutral, between, above neutral.
StateSequence valence_states(const ScoreSeries& series, double neutral);
/// The most probable label of each row, of independent ones "none" where none reaches 0.5. Empty where labels are open
/// text or strengths without probabilities.
StateSequence label_states(const Track& track, const Clock& clock, const OwnScoresOptions& options);

struct StateShare {
  std::size_t state = 0;
  measure::Interval share;
};
struct StateTransition {
  std::size_t from = 0, to = 0;
  std::size_t departures = 0;  ///< from that state, to any (itself too)
  measure::Interval share;     ///< of them
};
struct EmotionalStates {
  Status status = Status::given;
  std::string reason;                        ///< where status is not given
  bool in_seconds = false;                   ///< what shares count
  std::vector<StateShare> shares;            ///< of states that occur
  std::vector<StateTransition> transitions;  ///< that occur, from states with kFewestDepartures
  /// Of the shares of turns, in nats, 0 to ln(number of names), with Miller's (1955) correction for few rows.
  measure::Interval entropy;
};

EmotionalStates emotional_states(const StateSequence& sequence, double level = 0.95);

}  // namespace affect::understand::trajectory
