#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "affect/understand/trajectory/actor_partner.h"
#include "affect/understand/trajectory/coherence.h"
#include "affect/understand/trajectory/cross_recurrence.h"
#include "affect/understand/trajectory/escalation.h"
#include "affect/understand/trajectory/granger.h"
#include "affect/understand/trajectory/lagged_association.h"
#include "affect/understand/trajectory/transfer_entropy.h"
#include "understand/trajectory/dyads_reference.h"
#include "understand/trajectory/simulated_pairs.h"

namespace affect::understand::trajectory {
namespace {

TEST(DyadsReference, GrangerIsThatOfStatsmodels) {
  const auto reference = dyads_reference().at("bins");
  for (const std::size_t lags : {1u, 2u, 3u}) {
    const GrangerOptions fixed{.fewest_lags = lags, .most_lags = lags, .trend = false, .replicates = 9};
    const std::string name = std::to_string(lags);
    EXPECT_NEAR(granger(reference.pair, fixed).f, reference.values.at("granger:" + name), 1e-8);
    EXPECT_NEAR(granger(swapped(reference.pair), fixed).f, reference.values.at("granger_back:" + name), 1e-8);
  }
}

TEST(DyadsReference, CoherenceIsThatOfScipy) {
  const auto reference = dyads_reference().at("bins");
  const auto all = welch_coherence(reference.pair.first, reference.pair.second, 32);
  ASSERT_EQ(all.size(), 17u);
  for (std::size_t k = 0; k < all.size(); ++k) {
    EXPECT_NEAR(all[k], reference.values.at("coherence:" + std::to_string(k)), 1e-9) << k;
  }
}

TEST(DyadsReference, RecurrenceAndTransferEntropyAreThoseOfBruteForce) {
  const auto reference = dyads_reference().at("bins");
  const auto found = cross_recurrence(reference.pair, {.surrogates = {.count = 9}});
  EXPECT_NEAR(found.rate, reference.values.at("rate"), 1e-12);
  EXPECT_NEAR(found.determinism, reference.values.at("determinism"), 1e-12);
  for (const RecurrenceAtLag& one : found.profile) {
    EXPECT_NEAR(one.rate, reference.values.at("profile:" + std::to_string(one.lag)), 1e-12);
  }
  EXPECT_NEAR(transfer_entropy(reference.pair, {.count = 9}).raw, reference.values.at("transfer"), 1e-12);
}

TEST(DyadsReference, PooledModelIsThatOfStatsmodels) {
  const auto reference = dyads_reference().at("pooled");
  std::vector<PairedScores> dyads;
  for (std::size_t i = 0; i < reference.pair.size(); ++i) {
    if (reference.pair.sessions[i] == dyads.size()) dyads.emplace_back();
    dyads.back().first.push_back(reference.pair.first[i]);
    dyads.back().second.push_back(reference.pair.second[i]);
    dyads.back().sessions.push_back(0);
  }
  const auto found = pooled_actor_partner(dyads, PooledOutcome::both);
  EXPECT_EQ(found.dyads, 40u);
  EXPECT_EQ(found.people, 80u);
  EXPECT_NEAR(found.intercept_share, reference.values.at("intercept_share"), 1e-4);
  const double reach = 2.0226909200367604;  // t of 39 degrees of freedom, 0.975
  const auto check = [&](const LaggedEffect& effect, const std::string& name) {
    EXPECT_NEAR(effect.value.estimate, reference.values.at(name), 1e-4) << name;
    EXPECT_NEAR((effect.value.high - effect.value.low) / (2 * reach), reference.values.at(name + "_se"), 1e-4) << name;
  };
  check(found.trend, "trend");
  check(found.actor, "actor");
  check(found.partner, "partner");
  check(found.partner_level, "partner_level");
  EXPECT_EQ(pooled_actor_partner(std::span(dyads).first(9), PooledOutcome::both).status, Status::too_short);
}

TEST(LaggedAssociation, SaysWhoFollowsAndWhen) {
  const auto found = lagged_association(simulated_pair(1, 200, 0.3, 0.6), {.surrogates = {.count = 199}});
  EXPECT_EQ(found.peak.lag, 0) << "the answer in the same exchange";
  EXPECT_LT(found.p, 0.01);
  EXPECT_GT(found.lead, 0);
  EXPECT_LT(found.lead_p, 0.05);
  EXPECT_LT(*found.windowed_p, 0.05);
  PairedScores pair;
  EXPECT_EQ(lag_words(pair, 0, "Ann", "Bob"), "Bob 1 turn after Ann");
  EXPECT_EQ(lag_words(pair, 1, "Ann", "Bob"), "Bob 3 turns after Ann");
  EXPECT_EQ(lag_words(pair, -1, "Ann", "Bob"), "Ann 1 turn after Bob");
  pair.clock = StepClock::seconds;
  pair.step = 60;
  EXPECT_EQ(lag_words(pair, -2, "Ann", "Bob"), "Ann 120 s after Bob");
  EXPECT_EQ(lag_words(pair, 0, "Ann", "Bob"), "both in the same 60 s");
}

TEST(LaggedAssociation, IsRefusedWhereThereIsNothingToSee) {
  EXPECT_EQ(lagged_association(simulated_pair(1, 19, 0, 0), {}).reason, "19 exchanges; 20 are needed");
  auto flat = simulated_pair(1, 40, 0, 0);
  flat.second.assign(40, 0.0);
  flat.second[3] = flat.second[9] = 1;
  EXPECT_EQ(lagged_association(flat, {}).status, Status::not_estimable);
  EXPECT_EQ(granger(flat, {}).status, Status::not_estimable);
  EXPECT_EQ(actor_partner(flat, {}).status, Status::not_estimable);
  EXPECT_EQ(cross_recurrence(flat, {}).status, Status::not_estimable);
  auto same = simulated_pair(1, 40, 0, 0);
  same.second = same.first;
  EXPECT_EQ(actor_partner(same, {}).status, Status::not_estimable) << "one follows from the other";
}

TEST(ActorPartner, RecoversTheEffectOfEach) {
  const auto found = actor_partner(simulated_pair(4, 600, 0.4, 0.3), {.replicates = 199});
  const auto holds = [](const LaggedEffect& effect, double truth) {
    return effect.value.low <= truth && truth <= effect.value.high;
  };
  EXPECT_TRUE(holds(found.effects[1].partner, 0.3)) << found.effects[1].partner.value.estimate;
  EXPECT_TRUE(holds(found.effects[1].actor, 0.4)) << found.effects[1].actor.value.estimate;
  EXPECT_TRUE(holds(found.effects[0].partner, 0)) << found.effects[0].partner.value.estimate;
  EXPECT_LT(found.effects[1].partner.p, 0.02);
  EXPECT_GT(found.effects[0].partner.p, 0.05);
  const auto again = actor_partner(simulated_pair(4, 600, 0.4, 0.3), {.replicates = 199});
  EXPECT_EQ(again.effects[1].partner.value, found.effects[1].partner.value) << "the same seed";
}

TEST(ActorPartner, LongOnesAgreeWithTheBootstrap) {
  const auto pair = simulated_pair(5, 1100, 0.3, 0.2);
  const auto normal = actor_partner(pair, {});
  PairedScores part = pair;
  part.first.resize(1000);
  part.second.resize(1000);
  part.sessions.resize(1000);
  const auto drawn = actor_partner(part, {.replicates = 299});
  EXPECT_NEAR(normal.effects[1].partner.value.estimate, drawn.effects[1].partner.value.estimate, 0.03);
  EXPECT_NEAR(normal.effects[1].partner.value.high - normal.effects[1].partner.value.low,
              drawn.effects[1].partner.value.high - drawn.effects[1].partner.value.low, 0.02);
}

TEST(TransferEntropy, GoesOneWay) {
  const auto pair = simulated_pair(6, 400, 0.2, 0.8);
  EXPECT_LT(transfer_entropy(pair, {.count = 99}).p, 0.02);
  EXPECT_GT(transfer_entropy(swapped(pair), {.count = 99}).p, 0.05);
  EXPECT_EQ(transfer_entropy(simulated_pair(6, 199, 0, 0), {}).status, Status::not_estimable);
}

TEST(Coherence, IsOfBinsAlone) {
  EXPECT_EQ(coherence(simulated_pair(7, 100, 0, 0), {}).status, Status::not_estimable);
  auto pair = simulated_pair(7, 256, 0.5, 0);
  pair.clock = StepClock::seconds;
  pair.step = 60;
  for (std::size_t i = 0; i < pair.size(); ++i) {
    const double swing = std::sin(static_cast<double>(i) / 3);
    pair.first[i] += swing;
    pair.second[i] += swing;
  }
  const auto found = coherence(pair, {.count = 99});
  ASSERT_EQ(found.bands.size(), 3u);
  EXPECT_EQ(found.bands[0].shortest, 480);
  EXPECT_LT(found.bands[0].p, 0.05) << "both swing every 19 bins";
  EXPECT_GT(found.bands[2].p, 0.05);
}

PairedScores quarrel(const std::vector<double>& first, const std::vector<double>& second) {
  PairedScores pair;
  pair.first = first;
  pair.second = second;
  pair.sessions.assign(first.size(), 0);
  return pair;
}

TEST(Escalation, CountsAnswersChainsAndRepair) {
  const auto pair = quarrel({1, -1, -1, 1, 1, -1, 1, -1, 1, 1, -1, 1, 1}, {1, -1, -1, 1, 1, -1, 1, 1, 1, -1, -1, 1, 1});
  const auto found = escalation(pair, {.surrogates = {.count = 99}});
  EXPECT_EQ(found.longest_chain, 4u);
  const Reciprocity& second = found.reciprocity[1];
  EXPECT_EQ(second.negative, 5u);
  EXPECT_DOUBLE_EQ(second.after_negative.estimate, 0.8);
  EXPECT_DOUBLE_EQ(second.after_other, 1.0 / 8);
  // (0.8 - 5/13) / sqrt(5/13 * 8/13 * (1 - 5/13) / (13 * 5/13))
  EXPECT_NEAR(second.z, 2.434, 0.001);
  ASSERT_TRUE(found.repair);
  EXPECT_EQ(found.repair->spells, 3u);
  EXPECT_EQ(found.repair->share.estimate, 1);
}

TEST(Escalation, ASpellThatTheEndCutsShortIsNotCounted) {
  std::vector<double> first(12, 1.0), second(12, 1.0);
  first[10] = second[10] = -1;
  first[11] = -1;
  EXPECT_FALSE(escalation(quarrel(first, second), {.surrogates = {.count = 9}}).repair);
  first.assign(12, 1.0);
  second.assign(12, 1.0);
  for (std::size_t i = 2; i < 7; ++i) first[i] = second[i] = -1;
  const auto never = escalation(quarrel(first, second), {.surrogates = {.count = 9}});
  ASSERT_TRUE(never.repair);
  EXPECT_EQ(never.repair->spells, 1u);
  EXPECT_EQ(never.repair->share.estimate, 0) << "the next three are negative too";
  EXPECT_EQ(escalation(quarrel({1, 1}, {1, 1}), {}).status, Status::too_short);
}

TEST(PairSurrogates, KeepTheScoresAndTheirInertia) {
  const auto pair = simulated_pair(8, 400, 0.7, 0);
  auto sorted = pair.second;
  std::sort(sorted.begin(), sorted.end());
  for (const auto kind : {SurrogateKind::own_dynamics, SurrogateKind::phases, SurrogateKind::blocks}) {
    double sum = 0, draws = 0;
    surrogate_values(pair, {.kind = kind, .count = 20}, [&](const PairedScores& drawn) {
      EXPECT_EQ(drawn.first, pair.first);
      auto values = drawn.second;
      std::sort(values.begin(), values.end());
      EXPECT_EQ(values, sorted);
      double product = 0, square = 0;
      for (std::size_t i = 1; i < drawn.size(); ++i) {
        product += drawn.second[i] * drawn.second[i - 1];
        square += drawn.second[i] * drawn.second[i];
      }
      sum += product / square;
      ++draws;
      return 0.0;
    });
    EXPECT_NEAR(sum / draws, 0.65, 0.12) << static_cast<int>(kind);
  }
}

TEST(PairSurrogates, PseudoPairsNeverTalked) {
  std::vector<PairedScores> pairs;
  for (std::size_t i = 0; i < 5; ++i) {
    PairedScores pair;
    pair.first.assign(3 + i, static_cast<double>(i));
    pair.second.assign(3 + i, static_cast<double>(i));
    pair.sessions.assign(3 + i, 0);
    pairs.push_back(pair);
  }
  Rng rng(1);
  const auto strangers = pseudo_pairs(pairs, rng);
  ASSERT_EQ(strangers.size(), 5u);
  for (const PairedScores& pair : strangers) {
    EXPECT_NE(pair.first.front(), pair.second.front());
    EXPECT_EQ(pair.first.size(), pair.second.size());
    EXPECT_EQ(static_cast<double>(pair.size()), 3 + std::min(pair.first.front(), pair.second.front()));
  }
  EXPECT_TRUE(pseudo_pairs(std::span(pairs).first(1), rng).empty());
}

}  // namespace
}  // namespace affect::understand::trajectory
