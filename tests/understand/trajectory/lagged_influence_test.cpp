#include "affect/understand/trajectory/lagged_influence.h"

#include <cmath>

#include <gtest/gtest.h>

#include "affect/engine.h"
#include "affect/rng.h"
#include "understand/trajectory/collect.h"

namespace affect::understand::trajectory {
void register_cause_hints(Engine& engine);

namespace {

/// Two speakers in turn; the first answers the other's turn before with `pull` of it, and carries over `own` of hers.
std::vector<ScoredTurn> talk(std::size_t turns, double pull, double own, std::uint64_t seed) {
  Rng rng(seed);
  std::vector<ScoredTurn> all;
  for (std::size_t i = 0; i < turns; ++i) {
    double score = 0.3 * rng.normal();
    if (i % 2 == 0 && i > 0) score = 0.15 * rng.normal() + pull * all[i - 1].score + own * all[i - 2].score;
    all.push_back({static_cast<std::int64_t>(i), i % 2, score});
  }
  return all;
}

TEST(LaggedInfluenceTest, NamesTheTurnThatIsAnswered) {
  int named = 0, p_small = 0;
  constexpr int kRounds = 60;
  for (int round = 0; round < kRounds; ++round) {
    auto turns = talk(100, 0.8, 0, static_cast<std::uint64_t>(round) + 1);
    turns[59].score = 0.9;
    turns[60].score = 0.8;
    const auto found = lagged_influence(turns, 60, {});
    ASSERT_EQ(found.status, Status::given);
    EXPECT_GT(found.explained, 0.2);
    named += !found.turns.empty() && found.turns.front().index == 59 && !found.turns.front().own;
    p_small += found.p <= 0.05;
  }
  EXPECT_GE(named, 55);
  EXPECT_GE(p_small, 55);
}

TEST(LaggedInfluenceTest, AblationIsTheCoefficientTimesTheScore) {
  const auto turns = talk(2000, 0.8, 0, 3);
  const auto found = lagged_influence(turns, 1000, {.lags = 1, .permutations = 9});
  const double expected = 0.8 * turns[999].score;
  const bool pulls = (turns[1000].score > 0) == (expected > 0);
  ASSERT_TRUE(pulls) << "the seed is such";
  ASSERT_EQ(found.turns.size(), 1u);
  EXPECT_NEAR(found.turns[0].change, expected, 0.08);
  EXPECT_NEAR(found.predicted, expected, 0.08);
  EXPECT_NEAR(found.explained, 0.64 * 0.09 / (0.64 * 0.09 + 0.0225), 0.05);
}

TEST(LaggedInfluenceTest, ByChanceAsOftenAsSaid) {
  int alarms = 0;
  constexpr int kRounds = 300;
  for (int round = 0; round < kRounds; ++round) {
    const auto turns = talk(50, 0, 0, static_cast<std::uint64_t>(round) + 500);
    alarms += lagged_influence(turns, 30, {.permutations = 99}).p <= 0.05;
  }
  EXPECT_LE(alarms, 26) << "5 % of 300, and three standard errors";
  EXPECT_GE(alarms, 4);
}

TEST(LaggedInfluenceTest, TooShortAndConstant) {
  EXPECT_EQ(lagged_influence(talk(30, 0.5, 0, 1), 20, {}).status, Status::too_short);
  auto turns = talk(60, 0.5, 0, 1);
  for (auto& turn : turns) turn.score = turn.speaker == 0 ? 0.25 : turn.score;
  EXPECT_EQ(lagged_influence(turns, 20, {}).status, Status::not_estimable);
  turns = talk(60, 0.5, 0, 1);
  for (auto& turn : turns) turn.score = turn.speaker == 1 ? std::nan("") : turn.score;
  EXPECT_EQ(lagged_influence(turns, 20, {}).status, Status::given) << "the others' turns may have no score";
}

class CauseHints : public testing::Test {
 protected:
  CauseHints() { register_cause_hints(engine_); }
  std::vector<Finding> hints(const std::vector<Record>& records) {
    const auto stage = engine_.make<Stage>("cause_hints");
    return test::run(*stage, records).all<Finding>();
  }
  Engine engine_;
};

Track with_words(const std::vector<std::pair<double, std::vector<WordWeight>>>& rows) {
  Track track;
  track.key.subject = "Ann";
  track.key.source = {"lexicon", "1", ""};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    AffectState state;
    state.valence = rows[i].first;
    track.append(static_cast<std::int64_t>(2 * i), std::nullopt, state, rows[i].second);
  }
  return track;
}

TEST_F(CauseHints, WordsThatCarryTheChange) {
  const std::vector<WordWeight> calm{{"fine", {0, 4}, 0.3}}, upset{{"fine", {0, 4}, 0.3}, {"awful", {5, 10}, -0.9}},
      sad{{"sad", {0, 3}, -0.6}};
  const Track track =
      with_words({{0.3, calm}, {0.3, calm}, {0.3, calm}, {0.3, calm}, {-0.6, upset}, {-0.6, sad}, {-0.6, upset}});
  const auto found = hints({{"a", EpisodeInfo{}, {}}, {"a", track, {}}});
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].type, "cause_hint");
  EXPECT_EQ(found[0].measure, "words");
  EXPECT_EQ(found[0].turn, 8);
  EXPECT_EQ(found[0].direction, Direction::down);
  ASSERT_EQ(found[0].evidence.size(), 3u);
  EXPECT_EQ(found[0].evidence[0].words, (std::vector<std::string>{"awful"}));
  EXPECT_EQ(found[0].evidence[0].turn, 8);
  EXPECT_EQ(found[0].evidence[1].words, (std::vector<std::string>{"sad"}));
  EXPECT_NEAR(*found[0].value, -0.9, 1e-9) << "two of three awful -0.6, one sad -0.2, one fine less -0.1";
  EXPECT_NEAR(*found[0].after - *found[0].before, -0.9, 1e-9);
  EXPECT_NE(found[0].method.find("hint, not a cause"), std::string::npos);
  EXPECT_EQ(found[1].measure, "earlier_turns");
  EXPECT_EQ(found[1].status, Status::too_short);
}

TEST_F(CauseHints, TurningPointsOfTheInputComeFirst) {
  Finding point;
  point.type = "turning_point";
  point.subject = "Ann";
  point.column = "valence";
  point.turn = 6;
  const auto track = test::make_track("Ann", {0, 0.1, 0, 0.1, 0, 0.1, 0, 0.9, 0.8, 0.9});
  const auto found = hints({{"a", EpisodeInfo{}, {}}, {"a", track, {}}, {"a", point, {}}});
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].turn, 6);
  EXPECT_EQ(found[0].status, Status::unavailable) << "no words";
  EXPECT_EQ(hints({{"a", EpisodeInfo{}, {}}, {"a", track, {}}}).at(0).turn, 7) << "else the largest change";
  EXPECT_TRUE(hints({{"a", EpisodeInfo{}, {}}, {"a", test::make_track("Ann", {0, 1, 0, 1, 0}), {}}}).empty());
}

TEST_F(CauseHints, EarlierTurnOfTheOther) {
  const auto turns = talk(120, 0.9, 0, 8);
  Track ann, bo;
  ann.key.source = bo.key.source = {"lexicon", "1", ""};
  ann.key.subject = "Ann";
  bo.key.subject = "Bo";
  for (const ScoredTurn& turn : turns) {
    AffectState state;
    state.valence = std::min(1.0, std::max(-1.0, turn.score));
    const std::vector<WordWeight> word{{"said", {0, 4}, *state.valence}};
    (turn.speaker == 0 ? ann : bo).append(turn.turn, std::nullopt, state, word);
  }
  const auto found = hints({{"a", EpisodeInfo{}, {}}, {"a", ann, {}}, {"a", bo, {}}});
  ASSERT_EQ(found.size(), 4u);
  ASSERT_EQ(found[1].status, Status::given) << found[1].reason;
  EXPECT_EQ(found[1].measure, "earlier_turns");
  ASSERT_FALSE(found[1].evidence.empty());
  EXPECT_EQ(*found[1].evidence[0].turn, *found[1].turn - 1) << "Bo's turn before";
  EXPECT_EQ(found[1].evidence[0].words, (std::vector<std::string>{"said"}));
  EXPECT_TRUE(found[1].p.has_value());
}

}  // namespace
}  // namespace affect::understand::trajectory
