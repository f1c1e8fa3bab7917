#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "affect/component.h"
#include "affect/engine.h"
#include "understand/trajectory/collect.h"
#include "understand/trajectory/simulated_pairs.h"

namespace affect::understand::trajectory {
void register_dyads(Engine& engine);

namespace {

using Settings = std::map<std::string, std::string>;

std::vector<Finding> dyads_of(const std::vector<Record>& records, const Settings& settings = {}) {
  Engine engine;
  register_dyads(engine);
  const auto stage = engine.make<Stage>("dyads", settings);
  return affect::test::run(*stage, records).all<Finding>();
}

/// They speak in turn; the first one's turns are even.
std::vector<Record> talk(const PairedScores& pair, const std::string& first, const std::string& second) {
  Track tracks[2] = {affect::test::make_track(first, pair.first, 2), affect::test::make_track(second, {}, 2)};
  for (std::size_t i = 0; i < pair.size(); ++i) {
    AffectState state;
    state.valence = pair.second[i];
    tracks[1].append(static_cast<std::int64_t>(2 * i + 1), std::nullopt, state);
  }
  return {{"talk", EpisodeInfo{}, {}}, {"talk", tracks[0], {}}, {"talk", tracks[1], {}}};
}

const Finding* find(const std::vector<Finding>& findings, const std::string& measure, const std::string& subject) {
  const auto found = std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.measure == measure && finding.subject == subject;
  });
  return found == findings.end() ? nullptr : &*found;
}

TEST(Dyads, SayWhoFollowsWhomAndCorrectForManyTests) {
  const auto findings = dyads_of(talk(simulated_pair(1, 120, 0.3, 0.8), "Ann", "Bob"));
  const Finding* effect = find(findings, "partner_effect", "Bob");
  ASSERT_NE(effect, nullptr);
  EXPECT_EQ(effect->partner, "Ann");
  EXPECT_EQ(effect->type, "dyad");
  EXPECT_EQ(effect->column, "valence");
  EXPECT_EQ(effect->grade, Grade::significant);
  EXPECT_GT(*effect->low, 0.5);
  EXPECT_NE(effect->method.find("120 exchanges; q 0.0"), std::string::npos) << effect->method;
  const Finding* back = find(findings, "partner_effect", "Ann");
  ASSERT_NE(back, nullptr);
  EXPECT_FALSE(back->grade);
  const Finding* peak = find(findings, "lagged_correlation", "Bob");
  ASSERT_NE(peak, nullptr);
  EXPECT_NE(peak->method.find("Bob 1 turn after Ann"), std::string::npos) << peak->method;
  const Finding* transfer = find(findings, "transfer_entropy", "Ann");
  ASSERT_NE(transfer, nullptr);
  EXPECT_EQ(transfer->status, Status::not_estimable);
  for (const Finding& finding : findings) EXPECT_FALSE(finding.violation()) << *finding.violation();
}

TEST(Dyads, AreTheSameEachTime) {
  const auto records = talk(simulated_pair(2, 40, 0.3, 0.3), "Ann", "Bob");
  EXPECT_EQ(dyads_of(records), dyads_of(records));
}

TEST(Dyads, ShortTalksSaySo) {
  const auto findings = dyads_of(talk(simulated_pair(3, 13, 0, 0), "Ann", "Bob"));
  EXPECT_NE(find(findings, "partner_effect", "Bob"), nullptr);
  const auto few = dyads_of(talk(simulated_pair(3, 5, 0, 0), "Ann", "Bob"));
  ASSERT_EQ(few.size(), 1u);
  EXPECT_EQ(few[0].status, Status::too_short);
  EXPECT_EQ(few[0].reason, "5 exchanges; 8 are needed");
  EXPECT_EQ(few[0].partner, "Bob");
}

TEST(Dyads, OfManyPeopleThoseWithMostScores) {
  std::vector<Record> records{{"talk", EpisodeInfo{}, {}}};
  for (std::int64_t person = 0; person < 5; ++person) {
    const auto own = simulated_pair(static_cast<std::uint64_t>(person), 30 + static_cast<std::size_t>(person), 0, 0);
    Track track = affect::test::make_track(std::to_string(person), {}, 1);
    for (std::size_t i = 0; i < own.size(); ++i) {
      AffectState state;
      state.valence = own.first[i];
      track.append(static_cast<std::int64_t>(5 * i) + person, std::nullopt, state);
    }
    records.push_back({"talk", track, {}});
  }
  const auto pairs_of = [&](const Settings& settings) {
    std::set<std::pair<std::string, std::string>> pairs;
    for (const Finding& finding : dyads_of(records, settings)) {
      pairs.insert(std::minmax(finding.subject, finding.partner));
    }
    return pairs;
  };
  EXPECT_EQ(pairs_of({{"surrogates", "99"}}).size(), 10u);
  const auto few = pairs_of({{"surrogates", "99"}, {"people", "3"}});
  EXPECT_EQ(few.size(), 3u);
  EXPECT_TRUE(few.contains({"3", "4"}));
  EXPECT_FALSE(few.contains({"0", "1"}));
  const auto said = dyads_of(records, {{"surrogates", "99"}, {"people", "3"}});
  EXPECT_NE(said.front().method.find("; pairs of 3 out of 5 people"), std::string::npos) << said.front().method;
}

TEST(Dyads, ChannelsOfTwoPeopleAreComparedInBins) {
  std::vector<Record> records{{"call", EpisodeInfo{}, {}}};
  const auto pair = simulated_pair(5, 100, 0.3, 0);
  for (const auto& [name, values] : {std::pair{"Ann", &pair.first}, {"Bob", &pair.second}}) {
    Series series{.name = "hr", .subject = name, .source = "watch", .rate_hz = 1};
    series.channels = {{"hr", "bpm", *values, ""}};
    records.push_back({"call", series, {}});
  }
  const auto findings = dyads_of(records, {{"bin_s", "1"}, {"surrogates", "99"}});
  EXPECT_NE(find(findings, "coherence:above 8 s", "Bob"), nullptr);
  EXPECT_EQ(find(findings, "negative_chain", "Bob"), nullptr) << "a heart rate has no sign";
  EXPECT_TRUE(dyads_of({records[0], records[1]}).empty()) << "one alone is no pair";
}

}  // namespace
}  // namespace affect::understand::trajectory
