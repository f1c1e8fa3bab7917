#include "affect/understand/trajectory/emotional_states.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "affect/measure/proportion.h"
#include "affect/rng.h"
#include "understand/trajectory/collect.h"

namespace affect::understand::trajectory {
namespace {

StateSequence states_of(const std::vector<double>& scores) {
  return valence_states(own_scores(test::make_track("Ada", scores), Dimension::valence, {}, {}), kNeutralValence);
}

TEST(EmotionalStates, TenTurnsByHand) {
  const StateSequence sequence = states_of({0.5, 0.05, -0.05, -0.06, 0.5, 0.4, 0.3, 0.06, 0, 0.9});
  EXPECT_EQ(sequence.states, (std::vector<std::size_t>{2, 1, 1, 0, 2, 2, 2, 2, 1, 2}));
  const EmotionalStates found = emotional_states(sequence);
  ASSERT_EQ(found.status, Status::given);
  EXPECT_FALSE(found.in_seconds);
  ASSERT_EQ(found.shares.size(), 3u);
  EXPECT_DOUBLE_EQ(found.shares[0].share.estimate, 0.1);
  EXPECT_DOUBLE_EQ(found.shares[1].share.estimate, 0.3);
  EXPECT_DOUBLE_EQ(found.shares[2].share.estimate, 0.6);
  // From positive: three times to itself, twice to neutral; the others are left too seldom.
  ASSERT_EQ(found.transitions.size(), 2u);
  EXPECT_EQ(found.transitions[0].from, 2u);
  EXPECT_EQ(found.transitions[0].to, 1u);
  EXPECT_EQ(found.transitions[0].departures, 5u);
  EXPECT_EQ(found.transitions[0].share, measure::wilson_interval(2, 5));
  EXPECT_EQ(found.transitions[1].share, measure::wilson_interval(3, 5));
  // Two more states than one, over twice ten.
  const double plain = -(0.1 * std::log(0.1) + 0.3 * std::log(0.3) + 0.6 * std::log(0.6));
  EXPECT_NEAR(found.entropy.estimate, plain + 0.1, 1e-12);
  EXPECT_LT(found.entropy.low, plain);
  EXPECT_LE(found.entropy.high, std::log(3.0));
}

TEST(EmotionalStates, UnscoredTurnsAreNoTransitions) {
  const StateSequence sequence = states_of({0.5, test::kNaN, 0.5, -0.5, test::kNaN, test::kNaN, -0.5, 0.5});
  EXPECT_EQ(sequence.follows, (std::vector{false, false, true, false, true}));
  EXPECT_EQ(emotional_states(sequence).status, Status::not_estimable);
  EXPECT_EQ(emotional_states(sequence).reason, "5 states; 8 are needed");
}

TEST(EmotionalStates, TimeIsWhatPassesUntilTheNextTurn) {
  Track track;
  track.key.subject = "Ada";
  track.key.source = {"net", "1", ""};
  const std::vector<double> starts{0, 10, 20, 30, 40, 50, 60, 360, 100000, 100010};
  for (std::size_t i = 0; i < starts.size(); ++i) {
    AffectState state;
    state.valence = i == 6 ? 0.5 : -0.5;
    track.append(static_cast<std::int64_t>(i), TimeRange{starts[i], starts[i]}, state);
  }
  const Clock media{Clock::Type::media, {}, "", Clock::Precision::instant, ""};
  const StateSequence sequence = valence_states(own_scores(track, Dimension::valence, media, {}), kNeutralValence);
  // The last of each session lasts nobody knows how long.
  EXPECT_EQ(sequence.durations, (std::vector<double>{10, 10, 10, 10, 10, 10, 300, 0, 10, 0}));
  const EmotionalStates found = emotional_states(sequence);
  EXPECT_TRUE(found.in_seconds);
  ASSERT_EQ(found.shares.size(), 2u);
  EXPECT_NEAR(found.shares[1].share.estimate, 300.0 / 370, 1e-12);
  // One long turn is one turn: the interval is as wide as of hardly more than one.
  EXPECT_LT(found.shares[1].share.low, 0.3);
}

TEST(EmotionalStates, LabelsAreTheMostProbable) {
  Track track;
  track.key.subject = "Ada";
  track.key.source = {"net", "1", ""};
  track.labels = {"joy", "anger"};
  const auto add = [&](double joy, double anger) {
    AffectState state;
    state.labels = {{"joy", joy, {}}, {"anger", anger, {}}};
    track.append(static_cast<std::int64_t>(track.size()), std::nullopt, state);
  };
  add(0.9, 0.1);
  add(0.3, 0.4);
  add(0.6, 0.7);
  track.label_kind = LabelKind::independent;
  const StateSequence independent = label_states(track, {}, {});
  EXPECT_EQ(independent.names, (std::vector<std::string>{"joy", "anger", "none"}));
  EXPECT_EQ(independent.states, (std::vector<std::size_t>{0, 2, 1}));
  track.label_kind = LabelKind::exclusive;
  EXPECT_EQ(label_states(track, {}, {}).states, (std::vector<std::size_t>{0, 1, 1}));
  EXPECT_EQ(label_states(test::make_track("Ada", {0.5, 0.1}), {}, {}).size(), 0u) << "a track without labels";
}

TEST(EmotionalStates, OneStateAloneHasNoEntropy) {
  const EmotionalStates found = emotional_states(states_of(std::vector<double>(20, 0.5)));
  EXPECT_EQ(found.entropy.estimate, 0);
  EXPECT_EQ(found.entropy.low, 0);
  EXPECT_GT(found.entropy.high, 0.05) << "others may not have been seen";
  ASSERT_EQ(found.shares.size(), 1u);
  EXPECT_EQ(found.shares[0].share.high, 1);
}

TEST(EmotionalStates, IntervalsHoldSharesTransitionsAndEntropy) {
  constexpr double kStay = 0.5;
  constexpr std::array kShare{0.3, 0.5, 0.2};
  const double entropy = -(0.3 * std::log(0.3) + 0.5 * std::log(0.5) + 0.2 * std::log(0.2));
  Rng rng(41);
  int held_entropy = 0, held_shares = 0, held_moves = 0, moves = 0;
  constexpr int kSeries = 400;
  for (int s = 0; s < kSeries; ++s) {
    const auto draw = [&] {
      const double place = rng.uniform();
      return place < 0.3 ? -0.5 : place < 0.8 ? 0.0 : 0.5;
    };
    std::vector<double> scores{draw()};
    while (scores.size() < 100) scores.push_back(rng.uniform() < kStay ? scores.back() : draw());
    const EmotionalStates found = emotional_states(states_of(scores));
    held_entropy += found.entropy.low <= entropy && entropy <= found.entropy.high;
    for (const auto& [state, share] : found.shares) {
      held_shares += share.low <= kShare[state] && kShare[state] <= share.high;
    }
    for (const auto& transition : found.transitions) {
      const double truth = (1 - kStay) * kShare[transition.to] + (transition.from == transition.to ? kStay : 0);
      held_moves += transition.share.low <= truth && truth <= transition.share.high;
      ++moves;
    }
  }
  EXPECT_NEAR(held_entropy / static_cast<double>(kSeries), 0.95, 0.04);
  EXPECT_NEAR(held_shares / (3.0 * kSeries), 0.94, 0.03);
  EXPECT_NEAR(held_moves / static_cast<double>(moves), 0.95, 0.03);
}

}  // namespace
}  // namespace affect::understand::trajectory
