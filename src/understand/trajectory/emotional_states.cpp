#include "affect/understand/trajectory/emotional_states.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "affect/measure/distribution.h"
#include "affect/measure/f_distribution.h"
#include "affect/measure/proportion.h"
#include "understand/trajectory/dependent_share.h"

namespace affect::understand::trajectory {
namespace {

constexpr double kLabelHolds = 0.5;
constexpr int kBisections = 30;
/// A power at which hardly any entropy is left.
constexpr double kSharpest = 60;

std::vector<double> shares_of(const std::vector<double>& counts) {
  const double all = std::accumulate(counts.begin(), counts.end(), 0.0);
  std::vector<double> shares = counts;
  for (double& share : shares) share /= all;
  return shares;
}

/// How much more often a state is followed by itself than if rows were independent (0), up to always (1).
double persistence(const StateSequence& sequence, const std::vector<double>& shares) {
  double same = 0, pairs = 0;
  for (std::size_t i = 1; i < sequence.size(); ++i) {
    if (!sequence.follows[i]) continue;
    same += sequence.states[i] == sequence.states[i - 1];
    ++pairs;
  }
  const double by_chance = std::inner_product(shares.begin(), shares.end(), shares.begin(), 0.0);
  return pairs > 0 && by_chance < 1 ? (same / pairs - by_chance) / (1 - by_chance) : 0;
}

/// The shares to a power: flatter below 1, all equal at 0, one state alone at infinity. The family in which the data
/// tell least of the entropy (Stein 1956).
std::vector<double> to_power(const std::vector<double>& shares, double power) {
  std::vector<double> powers = shares;
  const double largest = *std::max_element(shares.begin(), shares.end());
  for (double& share : powers) share = std::pow(share / largest, power);
  return shares_of(powers);
}

/// With Miller's (1955) correction, (occupied states - 1) / 2n. The interval by the ratio of likelihoods along that
/// family, with as many independent rows as tell as much.
measure::Interval entropy_of(const StateSequence& sequence, const std::vector<double>& counts, double level) {
  const auto k = static_cast<double>(counts.size()), rows = static_cast<double>(sequence.size());
  const auto shares = shares_of(counts);
  const double n = independent_rows(rows, persistence(sequence, shares));
  const auto occupied = std::count_if(counts.begin(), counts.end(), [](double count) { return count > 0; });
  const double entropy =
      std::min(measure::entropy(shares) + static_cast<double>(occupied - 1) / (2 * rows), std::log(k));
  // A row shared among all states: none that was not seen is impossible (Schuermann and Grassberger 1996).
  std::vector<double> likely = shares;
  for (double& share : likely) share = (share * n + 1 / k) / (n + 1);
  const double most = measure::f_quantile(level, 1, std::max(1.0, n - 1)) / (2 * n);
  const auto crossing = [&](double inside, double outside) {
    for (int i = 0; i < kBisections; ++i) {
      const double middle = (inside + outside) / 2;
      (measure::kullback_leibler(likely, to_power(likely, middle)) <= most ? inside : outside) = middle;
    }
    return measure::entropy(to_power(likely, inside));
  };
  return {entropy, std::min(entropy, crossing(1, kSharpest)), std::max(entropy, crossing(1, 0))};
}

/// Of time: as many independent turns as tell as much, fewer where some last much longer than others (Kish 1965).
measure::Interval share_of_time(const StateSequence& sequence, std::size_t state, double level) {
  std::vector<bool> holds, follows;
  double time = 0, all = 0, squares = 0;
  for (std::size_t i = 0; i < sequence.size(); ++i) {
    const double duration = sequence.durations[i];
    if (duration == 0) continue;
    holds.push_back(sequence.states[i] == state);
    follows.push_back(i > 0 && sequence.follows[i] && sequence.durations[i - 1] > 0);
    time += holds.back() ? duration : 0;
    all += duration;
    squares += duration * duration;
  }
  const double rows = dependent_rows(holds, follows) * all * all / (squares * static_cast<double>(holds.size()));
  return measure::wilson_interval(std::min(1.0, time / all) * rows, rows, level);
}

void add_transitions(const StateSequence& sequence, double level, EmotionalStates& result) {
  const std::size_t k = sequence.names.size();
  std::vector<std::size_t> moves(k * k);
  for (std::size_t i = 1; i < sequence.size(); ++i) {
    if (sequence.follows[i]) ++moves[sequence.states[i - 1] * k + sequence.states[i]];
  }
  for (std::size_t from = 0; from < k; ++from) {
    const auto row = moves.begin() + static_cast<std::ptrdiff_t>(from * k);
    const auto departures = std::accumulate(row, row + static_cast<std::ptrdiff_t>(k), std::size_t{0});
    if (departures < kFewestDepartures) continue;
    for (std::size_t to = 0; to < k; ++to) {
      if (moves[from * k + to] == 0) continue;
      result.transitions.push_back({from, to, departures,
                                    measure::wilson_interval(static_cast<double>(moves[from * k + to]),
                                                             static_cast<double>(departures), level)});
    }
  }
}

void add_durations(const std::vector<double>& times, StateSequence& sequence) {
  sequence.durations.assign(sequence.size(), 0);
  for (std::size_t i = 1; i < sequence.size(); ++i) {
    if (sequence.follows[i]) sequence.durations[i - 1] = times[i] - times[i - 1];
  }
}

/// Rows right after each other: no unscored one and no session's end lies between.
std::vector<bool> following(const ScoreSeries& series) {
  std::vector<bool> follows;
  for (std::size_t i = 0; i < series.size(); ++i) {
    follows.push_back(i > 0 && series.rows[i] == series.rows[i - 1] + 1 &&
                      (series.breaks.empty() || !series.breaks[i]));
  }
  return follows;
}

std::optional<std::size_t> state_of(const Track& track, std::size_t row) {
  std::optional<std::size_t> best;
  for (std::size_t label = 0; label < track.labels.size(); ++label) {
    const auto column = track.probabilities(label);
    if (column.empty() || std::isnan(column[row])) continue;
    if (!best || column[row] > track.probabilities(*best)[row]) best = label;
  }
  if (!best || track.label_kind == LabelKind::exclusive) return best;
  return track.probabilities(*best)[row] >= kLabelHolds ? *best : track.labels.size();
}

}  // namespace

StateSequence valence_states(const ScoreSeries& series, double neutral) {
  StateSequence sequence{{"negative", "neutral", "positive"}, {}, following(series), {}};
  for (const double score : series.scores) {
    sequence.states.push_back(score < -neutral ? 0 : score > neutral ? 2 : 1);
  }
  if (series.clock == StepClock::seconds) add_durations(series.times, sequence);
  return sequence;
}

StateSequence label_states(const Track& track, const Clock& clock, const OwnScoresOptions& options) {
  StateSequence sequence;
  if (track.label_kind == LabelKind::open) return sequence;
  // The label's number as the score: rows, sessions and times are the same question.
  std::vector<double> states(track.size(), Track::kAbsent);
  for (std::size_t row = 0; row < track.size(); ++row) {
    if (const auto state = state_of(track, row)) states[row] = static_cast<double>(*state);
  }
  const ScoreSeries series = own_values(track, states, clock, options);
  sequence.names = track.labels;
  if (track.label_kind == LabelKind::independent) sequence.names.emplace_back("none");
  sequence.follows = following(series);
  for (const double state : series.scores) sequence.states.push_back(static_cast<std::size_t>(state));
  if (series.clock == StepClock::seconds) add_durations(series.times, sequence);
  return sequence;
}

EmotionalStates emotional_states(const StateSequence& sequence, double level) {
  EmotionalStates result;
  const std::size_t n = sequence.size();
  if (n < kFewestStates) {
    result.status = Status::not_estimable;
    result.reason = fmt::format("{} state{}; {} are needed", n, n == 1 ? "" : "s", kFewestStates);
    return result;
  }
  std::vector<double> counts(sequence.names.size());
  for (const std::size_t state : sequence.states) ++counts[state];
  const auto known =
      std::count_if(sequence.durations.begin(), sequence.durations.end(), [](double duration) { return duration > 0; });
  result.in_seconds = static_cast<std::size_t>(known) + 1 >= kFewestStates;
  for (std::size_t state = 0; state < counts.size(); ++state) {
    if (counts[state] == 0) continue;
    std::vector<bool> holds;
    for (const std::size_t each : sequence.states) holds.push_back(each == state);
    result.shares.push_back({state, result.in_seconds ? share_of_time(sequence, state, level)
                                                      : dependent_share(holds, sequence.follows, level)});
  }
  add_transitions(sequence, level, result);
  result.entropy = entropy_of(sequence, counts, level);
  return result;
}

}  // namespace affect::understand::trajectory
