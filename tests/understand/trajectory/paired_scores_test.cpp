#include "affect/understand/trajectory/paired_scores.h"

#include <numeric>

#include <gtest/gtest.h>

namespace affect::understand::trajectory {
namespace {

using Scores = std::vector<double>;
using Sessions = std::vector<std::size_t>;

Track track_of_turns(const std::vector<std::pair<std::int64_t, double>>& rows, double seconds_a_turn = 0) {
  Track track;
  for (const auto& [turn, score] : rows) {
    AffectState state;
    state.valence = score;
    const double start = seconds_a_turn * static_cast<double>(turn);
    track.append(turn, seconds_a_turn > 0 ? std::optional(TimeRange{start, start}) : std::nullopt, state);
  }
  return track;
}

Series series_of(const Scores& values, double start) {
  Series series{.name = "mood", .rate_hz = 1};
  series.start = start;
  series.channels = {{"mood", "", values, ""}};
  return series;
}

TEST(PairedScores, AnswersFollowInTheOrderOfSpeaking) {
  const Track ann = track_of_turns({{1, 0.1}, {3, 0.3}, {4, 0.5}, {8, 0.7}});
  const Track bob = track_of_turns({{0, -0.9}, {2, -0.2}, {5, -0.4}, {6, -0.6}});
  const auto pair = paired_turns(ann, bob, Dimension::valence, {}, {});
  EXPECT_EQ(pair.first, (Scores{0.1, 0.4})) << "turns 3 and 4 are one floor turn; turn 8 has no answer";
  EXPECT_EQ(pair.second, (Scores{-0.2, -0.5})) << "turn 0 answers nothing";
  const auto other = paired_turns(bob, ann, Dimension::valence, {}, {});
  EXPECT_EQ(other.first, (Scores{-0.9, -0.2, -0.5}));
  EXPECT_EQ(other.second, (Scores{0.1, 0.4, 0.7}));
}

TEST(PairedScores, NoAnswerGoesAcrossASession) {
  const Track ann = track_of_turns({{0, 0.1}, {2, 0.2}, {1000, 0.3}}, 60);
  const Track bob = track_of_turns({{1, 0.4}, {999, 0.5}, {1001, 0.6}}, 60);
  const Clock media{.type = Clock::Type::media};
  const auto pair = paired_turns(ann, bob, Dimension::valence, media, {});
  EXPECT_EQ(pair.first, (Scores{0.1, 0.3}));
  EXPECT_EQ(pair.second, (Scores{0.4, 0.6}));
  EXPECT_EQ(pair.sessions, (Sessions{0, 1}));
  EXPECT_EQ(paired_turns(ann, bob, Dimension::valence, media, {.gap_s = 1e9, .clock = {}}).size(), 3u);
}

TEST(PairedScores, SwappedIsTheOtherWayRound) {
  PairedScores pair;
  pair.first = {1, 2, 3};
  pair.second = {4, 5, 6};
  pair.sessions = {0, 0, 1};
  const auto turned = swapped(pair);
  EXPECT_EQ(turned.first, Scores{4});
  EXPECT_EQ(turned.second, Scores{2});
  pair.clock = StepClock::seconds;
  EXPECT_EQ(swapped(pair).first, pair.second);
}

TEST(PairedScores, BinsAreThoseThatBothHave) {
  const std::vector<Series> one{series_of({1, 3, 5, 7, 9, 11}, 0)}, other{series_of({2, 2, 4, 4, 6, 6, 8, 8}, 2)};
  const auto pair = paired_bins(one, "mood", other, "mood", 2);
  EXPECT_EQ(pair.first, (Scores{6, 10}));
  EXPECT_EQ(pair.second, (Scores{2, 4}));
  EXPECT_EQ(pair.step, 2);
  EXPECT_FALSE(pair.alternates());
  const std::vector<Series> late{series_of({1, 1}, 0), series_of({1, 1}, 8)};
  const std::vector<Series> whole{series_of(Scores(10, 1.0), 0)};
  EXPECT_EQ(paired_bins(late, "mood", whole, "mood", 2).sessions, (Sessions{0, 1}));
  EXPECT_EQ(paired_bins(one, "mood", other, "sleep", 2).size(), 0u);
}

TEST(PairedScores, LongOnesAreSeenInBlocks) {
  PairedScores pair;
  pair.first.resize(100'000);
  std::iota(pair.first.begin(), pair.first.end(), 0.0);
  pair.second = pair.first;
  pair.sessions.assign(pair.size(), 0);
  const auto blocks = thinned(pair);
  EXPECT_EQ(blocks.size(), kPairedBlock * kPairedBlocks);
  EXPECT_EQ(blocks.first.back(), 99'999);
  EXPECT_EQ(blocks.sessions.back(), kPairedBlocks - 1);
  EXPECT_EQ(longest_session(blocks).size(), kPairedBlock);
}

}  // namespace
}  // namespace affect::understand::trajectory
