/// Two people's raw scores of one episode side by side, as statistics of pairs take them.
///
///   const PairedScores pair = paired_turns(track_of_ann, track_of_bob, Dimension::valence, clock, {});
///   // pair.first[i] is Ann's, pair.second[i] Bob's answer to it; Bob's answer stands before pair.first[i + 1]
///
/// Turns: a floor turn is the mean of one person's scores until the other one's next score; a row is an exchange, a
/// floor turn of the first and the floor turn of the second that follows. Turns without a score and turns of others are
/// as if not spoken. Seconds: a row is a bin in which both have scores. Rows of different sessions are never
/// neighbours. Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "affect/clock.h"
#include "affect/series.h"
#include "affect/track.h"
#include "affect/understand/trajectory/score_series.h"

namespace affect::understand::trajectory {

/// Longer pairs are looked at in kPairedBlocks blocks of kPairedBlock rows, evenly spaced.
inline constexpr std::size_t kPairedBlock = 512, kPairedBlocks = 4;

struct PairedScores {
  std::vector<double> first, second;  ///< finite, equally long
  std::vector<std::size_t> sessions;  ///< of each row, not decreasing
  StepClock clock = StepClock::turns;
  double step = 1;  ///< s a row; 1 on the clock of turns

  std::size_t size() const { return first.size(); }
  /// The second one's score of a row comes after the first one's: they take turns.
  bool alternates() const { return clock == StepClock::turns; }
};

/// Rows of both tracks have turns. The person who has the first scored turn of both is `first`'s: give them in that
/// order, else an unanswered floor turn is lost.
PairedScores paired_turns(const Track& first, const Track& second, Dimension dimension, const Clock& clock,
                          const OwnScoresOptions& options);
/// Rows of both have times.
PairedScores paired_bins(const Track& first, const Track& second, Dimension dimension, double bin_s);
/// Bins with less than half the usual number of samples are left out.
PairedScores paired_bins(const std::vector<Series>& first, std::string_view first_channel,
                         const std::vector<Series>& second, std::string_view second_channel, double bin_s);

/// The same with the people changed over. On the clock of turns the first floor turn of a session is lost.
PairedScores swapped(const PairedScores& pair);
/// At most kPairedBlocks * kPairedBlock rows of it, each block a session of its own.
PairedScores thinned(const PairedScores& pair);
/// The longest session.
PairedScores longest_session(const PairedScores& pair);

}  // namespace affect::understand::trajectory
