#include <cmath>

#include <gtest/gtest.h>

#include "affect/engine.h"
#include "affect/rng.h"
#include "affect/understand/trajectory/online_change_points.h"
#include "understand/trajectory/change_points_reference.h"
#include "understand/trajectory/collect.h"

namespace affect::understand::trajectory {
void register_online_changes(Engine& engine);

namespace {

using Scores = std::vector<double>;

TEST(OnlineChangePoints, EqualTheRecursionOverAllRunLengths) {
  for (const auto& [name, reference] : change_points_reference()) {
    OnlineChangePointOptions options;
    options.most_runs = 1000;
    OnlineChangePoints online(options);
    for (const double score : reference.scores) online.push(score, false);
    for (const auto& [index, probability] : reference.began) {
      EXPECT_NEAR(online.began_at(index), probability, 2e-3 * probability + 2e-4) << name << " " << index;
    }
  }
}

Scores step(std::uint64_t seed, std::size_t before, std::size_t after, double size) {
  Rng rng(seed);
  Scores scores;
  for (std::size_t i = 0; i < before + after; ++i) scores.push_back(rng.normal() + (i < before ? 0 : size));
  return scores;
}

TEST(OnlineChangePoints, TellAChangeOnceAndEarly) {
  OnlineChangePoints online({});
  std::vector<OnlineChange> changes;
  for (const double score : step(1, 40, 40, 4)) {
    if (const auto change = online.push(score, false)) changes.push_back(*change);
  }
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_NEAR(static_cast<double>(changes[0].index), 40, 1);
  EXPECT_LE(changes[0].at, 46u);
  EXPECT_GE(changes[0].probability, 0.9);
  EXPECT_NEAR(changes[0].before, 0, 0.6);
  EXPECT_NEAR(changes[0].after, 4, 1.5);
}

TEST(OnlineChangePoints, StaySilentWhereNothingChanges) {
  int alarmed = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    OnlineChangePoints online({});
    bool here = false;
    for (const double score : step(seed, 100, 0, 0)) here = online.push(score, false) || here;
    alarmed += here;
  }
  EXPECT_LE(alarmed, 12) << "of 300 series of 100 scores";
}

TEST(OnlineChangePoints, HaveNoFarLargerMemoryOfALongSeries) {
  OnlineChangePoints online({});
  for (const double score : step(2, 5000, 0, 0)) online.push(score, false);
  double sum = 0;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < online.size(); ++i) {
    sum += online.began_at(i);
    kept += online.began_at(i) > 0;
  }
  EXPECT_NEAR(sum, 1, 0.05);
  EXPECT_LE(kept, 33u);
}

std::vector<Finding> told(const std::vector<Track>& chunks) {
  Engine engine;
  register_online_changes(engine);
  const auto stage = engine.make<Stage>("online_changes");
  std::vector<Record> records{{"e", EpisodeInfo{}, {}}};
  for (const Track& chunk : chunks) records.push_back({"e", chunk, {}});
  return affect::test::run(*stage, records).all<Finding>();
}

Scores valence_step() {
  Scores scores = step(3, 30, 20, 5);
  for (double& score : scores) score = std::clamp(0.2 * score - 0.5, -1.0, 1.0);
  return scores;
}

TEST(OnlineChanges, AnyChunkingTellsTheSame) {
  const Track whole = affect::test::make_track("Ann", valence_step());
  std::vector<Track> rows;
  for (std::size_t row = 0; row < whole.size(); ++row) {
    Track one;
    one.key = whole.key;
    one.append(whole.turn(row), std::nullopt, whole.state(row));
    rows.push_back(one);
  }
  const auto at_once = told({whole});
  ASSERT_EQ(at_once.size(), 1u);
  EXPECT_EQ(at_once, told(rows));
  EXPECT_NEAR(static_cast<double>(*at_once[0].turn), 30, 2);
  EXPECT_EQ(at_once[0].direction, Direction::up);
  EXPECT_GT(*at_once[0].evidence.at(0).turn, *at_once[0].turn);
}

TEST(OnlineChanges, DependOnWhatCameBeforeAlone) {
  const Scores scores = valence_step();
  const auto all = told({affect::test::make_track("Ann", scores)});
  ASSERT_EQ(all.size(), 1u);
  const auto seen = static_cast<std::size_t>(*all[0].evidence.at(0).turn) + 1;
  const Scores first(scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(seen));
  EXPECT_EQ(told({affect::test::make_track("Ann", first)}), all);
  EXPECT_TRUE(told({affect::test::make_track("Ann", Scores(first.begin(), first.end() - 1))}).empty());
}

}  // namespace
}  // namespace affect::understand::trajectory
