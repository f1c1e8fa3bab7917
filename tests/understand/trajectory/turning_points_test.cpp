#include <chrono>
#include <cmath>
#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "affect/engine.h"
#include "affect/rng.h"
#include "support/data.h"
#include "understand/trajectory/collect.h"
#include "understand/trajectory/empatica.h"

namespace affect::understand::trajectory {
void register_state_space(Engine& engine);
void register_turning_points(Engine& engine);

namespace {

class TurningPoints : public ::testing::Test {
 protected:
  TurningPoints() {
    register_state_space(engine);
    register_turning_points(engine);
  }
  std::vector<Finding> findings(const std::vector<Record>& records) {
    const auto out = test::run(*engine.make<Stage>("turning_points"), records);
    for (const Record& record : out.records) EXPECT_FALSE(violation(record).has_value()) << *violation(record);
    return out.all<Finding>();
  }
  /// Noise of SD 0.2 around -0.4, then from `at` on around 0.4.
  static std::vector<double> lift(std::size_t n, std::size_t at) {
    Rng rng(2);
    std::vector<double> scores;
    for (std::size_t i = 0; i < n; ++i) scores.push_back((i < at ? -0.4 : 0.4) + 0.2 * rng.normal());
    return scores;
  }
  Engine engine;
};

TEST_F(TurningPoints, FindsTheLiftOfOneSpeakerOnly) {
  Track ada;
  ada.key.subject = "Ada";
  ada.key.source = {"lexicon", "1", ""};
  const auto scores = lift(40, 24);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    AffectState state;
    state.valence = scores[i];
    const bool late = i >= 24;
    const WordWeight words[] = {{"so", {0, 2}, 0.01}, {late ? "glad" : "tired", {3, 7}, scores[i]}};
    ada.append(static_cast<std::int64_t>(2 * i), std::nullopt, state, words);
  }
  std::vector<double> flat;
  Rng rng(8);
  for (int i = 0; i < 40; ++i) flat.push_back(0.2 * rng.normal());
  const auto found = findings({{"e", EpisodeInfo{}, {}}, {"e", ada, {}}, {"e", test::make_track("Bo", flat), {}}});
  ASSERT_EQ(found.size(), 1u);
  const Finding& finding = found[0];
  EXPECT_EQ(finding.type, "turning_point");
  EXPECT_EQ(finding.subject, "Ada");
  EXPECT_EQ(finding.perspective, Perspective::expressed);
  EXPECT_EQ(finding.source.to_string(), "turning_points@1");
  EXPECT_EQ(finding.column, "valence");
  EXPECT_EQ(finding.turn, 48);
  EXPECT_EQ(finding.direction, Direction::up);
  EXPECT_EQ(finding.grade, Grade::significant);
  EXPECT_NEAR(*finding.before, -0.4, 0.1);
  EXPECT_NEAR(*finding.after, 0.4, 0.1);
  EXPECT_NEAR(*finding.size_sd, 4, 1);
  EXPECT_LE(*finding.p, 0.02);
  EXPECT_FALSE(finding.time.has_value());
  ASSERT_EQ(finding.evidence.size(), 4u);
  EXPECT_EQ(finding.evidence[0].turn, 46);
  EXPECT_EQ(finding.evidence[0].words.front(), "tired");
  EXPECT_EQ(finding.evidence[1].turn, 48);
  EXPECT_EQ(finding.evidence[1].words, (std::vector<std::string>{"glad", "so"}));
}

TEST_F(TurningPoints, ShortTracksSaySoAndCountAbstainedTurns) {
  const auto found = findings({{"e", test::make_track("Ada", {0.1, test::kNaN, 0.2, 0.3, 0.1, 0.2}), {}},
                               {"e", test::make_track("Bo", {test::kNaN, test::kNaN}), {}}});
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].status, Status::too_short);
  EXPECT_EQ(found[0].reason, "5 scores; 6 are needed; 1 of 6 turns have none");
  EXPECT_EQ(found[1].reason, "0 scores; 6 are needed; 2 of 2 turns have none");
}

TEST_F(TurningPoints, AbstainedTurnsAreLeftOut) {
  auto scores = lift(40, 20);
  std::vector<double> with_gaps;
  for (const double score : scores) {
    with_gaps.push_back(score);
    with_gaps.push_back(test::kNaN);
  }
  const auto plain = findings({{"e", test::make_track("Ada", scores), {}}});
  const auto gaps = findings({{"e", test::make_track("Ada", with_gaps), {}}});
  ASSERT_EQ(plain.size(), 1u);
  ASSERT_EQ(gaps.size(), 1u);
  EXPECT_EQ(*gaps[0].turn, 2 * *plain[0].turn);
  EXPECT_EQ(gaps[0].p, plain[0].p);
}

TEST_F(TurningPoints, SmoothedTracksAreNeverTested) {
  Rng rng(12);
  std::vector<double> noise;
  for (int i = 0; i < 200; ++i) noise.push_back(0.3 * rng.normal());
  const Track raw = test::make_track("Ada", noise);
  Series series{"eda", "Ada", "sensor", 4, 0, {}, {{"eda", "uS", std::vector<double>(40000, 1.0)}}};
  for (double& value : series.channels[0].values) value += rng.normal();
  const auto smoothed = test::run(*engine.make<Stage>("state_space"), {{"e", raw, {}}, {"e", series, {}}});
  EXPECT_EQ(smoothed.records.size(), 2u);
  EXPECT_TRUE(findings(smoothed.records).empty());
  auto both = smoothed.records;
  both.push_back({"e", raw, {}});
  EXPECT_EQ(findings(both), findings({{"e", raw, {}}}));
}

TEST_F(TurningPoints, ChunksMakeNoDifference) {
  const auto scores = lift(60, 30);
  const Track whole = test::make_track("Ada", scores);
  std::vector<Record> chunks;
  for (std::size_t begin = 0; begin < scores.size(); begin += 7) {
    Track chunk;
    chunk.key = whole.key;
    for (std::size_t row = begin; row < std::min(begin + 7, scores.size()); ++row) {
      chunk.append(whole.turn(row), std::nullopt, whole.state(row));
    }
    chunks.push_back({"e", chunk, {}});
  }
  EXPECT_EQ(findings(chunks), findings({{"e", whole, {}}}));
}

TEST_F(TurningPoints, PerceiversErrorIsNoise) {
  const auto scores = lift(40, 20);
  Track track;
  track.key.subject = "Ada";
  track.key.source = {"net", "1", ""};
  for (std::size_t i = 0; i < scores.size(); ++i) {
    AffectState state;
    state.valence = scores[i];
    state.standard_error[0] = 0.9;
    track.append(static_cast<std::int64_t>(i), std::nullopt, state);
  }
  for (const Finding& finding : findings({{"e", track, {}}})) EXPECT_NE(finding.grade, Grade::significant);
}

TEST_F(TurningPoints, DiaryOfOneAuthorByDays) {
  Track diary;
  diary.key.subject = "author";
  diary.key.source = {"lexicon", "1", ""};
  const auto scores = lift(30, 18);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    AffectState state;
    state.valence = scores[i];
    const double day = 1.7e9 + 86400 * static_cast<double>(i + i / 5);  // some days are skipped
    diary.append(static_cast<std::int64_t>(i), TimeRange{day, day}, state);
  }
  EpisodeInfo info;
  info.clock = {Clock::Type::calendar, 1.7e9, "", Clock::Precision::day, ""};
  const auto found = findings({{"d", info, {}}, {"d", diary, {}}});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].turn, 18);
  EXPECT_EQ(found[0].time, 1.7e9 + 86400 * (18 + 3));
  EXPECT_EQ(found[0].grade, Grade::significant);
}

TEST_F(TurningPoints, SeriesAreTestedInBinsAndCarryTime) {
  Rng rng(13);
  Series series{"eda", "S", "sensor", 4, 1000, {}, {{"eda", "uS", {}}}};
  for (int i = 0; i < 4 * 60 * 60; ++i) {
    series.channels[0].values.push_back((i < 4 * 60 * 25 ? 1.0 : 2.0) + 0.3 * rng.normal());
  }
  const auto found = findings({{"e", series, {}}});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].column, "eda.eda");
  EXPECT_FALSE(found[0].turn.has_value());
  EXPECT_FALSE(found[0].perspective.has_value());
  EXPECT_EQ(found[0].time, 1000 + 25 * 60);
  ASSERT_EQ(found[0].evidence.size(), 2u);
  EXPECT_EQ(found[0].evidence[0].time, (TimeRange{1000, 1000 + 25 * 60}));
  EXPECT_EQ(found[0].evidence[1].time, (TimeRange{1000 + 25 * 60, 1000 + 60 * 60}));
}

TEST_F(TurningPoints, SkinConductanceOfAStressProtocol) {
  AFFECT_NEEDS_DATA(path, "physio/stress-predict/S17/EDA.csv");
  const Series eda = test::read_empatica(path);
  const auto found = findings({{"e", eda, {}}});
  // Six minutes at eight times the level before, and back.
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].direction, Direction::up);
  EXPECT_EQ(found[1].direction, Direction::down);
  EXPECT_EQ(*found[1].time - *found[0].time, 360);
  for (const Finding& finding : found) {
    EXPECT_EQ(finding.column, "eda.eda");
    EXPECT_EQ(finding.grade, Grade::significant);
  }
}

TEST_F(TurningPoints, WanderingSkinConductanceIsNotTested) {
  AFFECT_NEEDS_DATA(path, "physio/stress-predict/S07/EDA.csv");
  const auto found = findings({{"e", test::read_empatica(path), {}}});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].status, Status::not_estimable);
}

TEST_F(TurningPoints, AMillionTurnsOfTwo) {
  Rng rng(14);
  std::vector<Record> records;
  for (int chunk = 0; chunk < 100; ++chunk) {
    for (const char* name : {"Ada", "Bo"}) {
      Track track;
      track.key.subject = name;
      track.key.source = {"lexicon", "1", ""};
      for (int i = 0; i < 5000; ++i) {
        AffectState state;
        state.valence = std::clamp((chunk < 40 ? -0.2 : 0.2) + 0.3 * rng.normal(), -1.0, 1.0);
        track.append(2 * (chunk * 5000 + i) + (name[0] == 'B'), std::nullopt, state);
      }
      records.push_back({"e", std::move(track), {}});
    }
  }
  const auto begin = std::chrono::steady_clock::now();
  const auto found = findings(records);
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - begin;
  ASSERT_EQ(found.size(), 2u);
  EXPECT_NEAR(static_cast<double>(*found[0].turn), 400000, 40);
  EXPECT_LT(elapsed.count(), 30) << "3 s of one idle core, with sanitizers ten times that";
}

}  // namespace
}  // namespace affect::understand::trajectory
