#include "affect/understand/trajectory/state_space.h"

#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "affect/engine.h"
#include "affect/rng.h"
#include "support/data.h"
#include "support/place.h"
#include "understand/trajectory/collect.h"
#include "understand/trajectory/empatica.h"

namespace affect::understand::trajectory {
void register_state_space(Engine& engine);

namespace {

struct ReferenceCase {
  StateSpaceModel model;
  std::vector<double> times, values, errors, level, standard_error;
  double log_likelihood = 0;
  bool has_fit = false;
  StateSpaceModel best;
  double best_log_likelihood = 0;
};

StateSpaceModel::Type type_of(const std::string& name) {
  return name == "local_level" ? StateSpaceModel::Type::local_level : StateSpaceModel::Type::ornstein_uhlenbeck;
}

std::vector<ReferenceCase> reference() {
  std::ifstream file(test::source_dir() + "/tests/understand/trajectory/state_space_reference.txt");
  std::vector<ReferenceCase> cases;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string what, type;
    words >> what;
    const auto number = [&] {
      std::string word;
      words >> word;
      return std::stod(word);
    };
    if (what == "case") {
      cases.emplace_back();
    } else if (what == "model" || what == "fit") {
      words >> type;
      const double level = number(), noise = number(), rate = number(), mean = number();
      const StateSpaceModel model{type_of(type), level, noise, rate, mean};
      (what == "fit" ? cases.back().best : cases.back().model) = model;
      if (what == "fit") cases.back().best_log_likelihood = number();
      cases.back().has_fit = what == "fit";
    } else if (what == "row") {
      cases.back().times.push_back(number());
      cases.back().values.push_back(number());
      cases.back().errors.push_back(number());
      cases.back().level.push_back(number());
      cases.back().standard_error.push_back(number());
    } else if (what == "likelihood") {
      cases.back().log_likelihood = number();
    }
  }
  return cases;
}

TEST(StateSpace, TwoValuesByHand) {
  // Unit noise, unit step: the levels differ by N(0, 1), so each is 2/3 its own value and 1/3 the other's.
  const StateSpaceModel model{StateSpaceModel::Type::local_level, 1, 1, 1, 0};
  const Smoothed s = smooth(model, std::vector{0.0, 1.0}, std::vector{0.0, 3.0}, {});
  EXPECT_NEAR(s.level[0], 1, 1e-12);
  EXPECT_NEAR(s.level[1], 2, 1e-12);
  EXPECT_NEAR(s.standard_error[0], std::sqrt(2.0 / 3), 1e-12);
  EXPECT_NEAR(s.standard_error[1], std::sqrt(2.0 / 3), 1e-12);
}

TEST(StateSpace, EqualsDenseNormalDistribution) {
  const auto cases = reference();
  ASSERT_EQ(cases.size(), 8u);
  for (const auto& c : cases) {
    const Smoothed s = smooth(c.model, c.times, c.values, c.errors);
    for (std::size_t i = 0; i < c.times.size(); ++i) {
      ASSERT_NEAR(s.level[i], c.level[i], 1e-9) << "row " << i;
      ASSERT_NEAR(s.standard_error[i], c.standard_error[i], 1e-9) << "row " << i;
    }
    EXPECT_NEAR(s.log_likelihood, c.log_likelihood, 1e-7);
  }
}

TEST(StateSpace, EmFindsTheMostLikelyNoise) {
  int fits = 0;
  for (const auto& c : reference()) {
    if (!c.has_fit) continue;
    ++fits;
    const StateSpaceModel found = fit(c.best.type, c.times, c.values, c.errors);
    const double likelihood = smooth(found, c.times, c.values, c.errors).log_likelihood;
    EXPECT_NEAR(likelihood, c.best_log_likelihood, 0.01);
    EXPECT_NEAR(found.noise_variance / c.best.noise_variance, 1, 0.03);
    EXPECT_NEAR(found.level_variance / c.best.level_variance, 1, 0.05);
    if (c.best.type == StateSpaceModel::Type::ornstein_uhlenbeck) {
      EXPECT_NEAR(found.rate / c.best.rate, 1, 0.05);
      EXPECT_NEAR(found.mean, c.best.mean, 0.01);
    }
  }
  EXPECT_EQ(fits, 2);
}

TEST(StateSpace, NoValueNoLevelAndGapsAreLessCertain) {
  const StateSpaceModel model{StateSpaceModel::Type::local_level, 0.1, 0.2, 1, 0};
  const std::vector<double> times{0, 1, 2, 3, 4, 5};
  const Smoothed none = smooth(model, times, std::vector<double>(6, test::kNaN), {});
  EXPECT_TRUE(std::isnan(none.level[3]));
  const Smoothed s = smooth(model, times, std::vector{test::kNaN, 1.0, test::kNaN, test::kNaN, 1.0, test::kNaN}, {});
  EXPECT_NEAR(s.level[0], 1, 1e-12);
  EXPECT_NEAR(s.standard_error[0] * s.standard_error[0], s.standard_error[1] * s.standard_error[1] + 0.1, 1e-12);
  EXPECT_GT(s.standard_error[2], s.standard_error[1]);
  EXPECT_GT(s.standard_error[5], s.standard_error[4]);
}

class StateSpaceStageTest : public ::testing::Test {
 protected:
  StateSpaceStageTest() { register_state_space(engine); }
  Engine engine;
};

TEST_F(StateSpaceStageTest, SmoothsTrackWithErrorsAndFillsAbstainedRows) {
  const auto stage = engine.make<Stage>("state_space");
  const auto out =
      test::run(*stage, {{"e", EpisodeInfo{}, {}}, {"e", test::make_track("Ada", {0.5, test::kNaN, -0.5}), {}}});
  const auto tracks = out.all<Track>();
  ASSERT_EQ(tracks.size(), 1u);
  EXPECT_EQ(tracks[0].key.source.to_string(), "state_space@1");
  ASSERT_EQ(tracks[0].size(), 3u);
  EXPECT_FALSE(tracks[0].violation().has_value());
  EXPECT_NEAR(*tracks[0].state(1).valence, 0, 1e-12);
  EXPECT_GT(tracks[0].state(0).valence, tracks[0].state(2).valence);
  EXPECT_LT(*tracks[0].state(0).valence, 0.3);  // the prior holds single turns for mostly noise
  EXPECT_GT(*tracks[0].state(1).standard_error[0], 0);
  EXPECT_FALSE(tracks[0].state(1).arousal.has_value());
}

TEST(StateSpace, LevelsBetweenRowsLieOnTheLineAndAreLessCertain) {
  StateSpaceModel model;
  model.level_variance = 0.1;
  model.noise_variance = 0.2;
  const std::vector<double> times{0, 2, 5}, values{0.4, -0.2, 0.7};
  const Smoothed rows = smooth(model, times, values, {});
  const Smoothed there = smooth_at(model, times, values, {}, std::vector{-1.0, 0.0, 1.0, 3.5, 5.0, 6.0});
  ASSERT_EQ(there.level.size(), 6u);
  EXPECT_NEAR(there.level[0], rows.level[0], 1e-10) << "a walk stays where it was last seen";
  EXPECT_NEAR(there.level[1], rows.level[0], 1e-10);
  EXPECT_NEAR(there.level[2], (rows.level[0] + rows.level[1]) / 2, 1e-10);
  EXPECT_NEAR(there.level[3], (rows.level[1] + rows.level[2]) / 2, 1e-10);
  EXPECT_NEAR(there.standard_error[4], rows.standard_error[2], 1e-10);
  EXPECT_NEAR(std::pow(there.standard_error[5], 2), std::pow(rows.standard_error[2], 2) + 0.1, 1e-10);
}

TEST_F(StateSpaceStageTest, TracksAndSeriesShareAGrid) {
  Series series;
  series.name = "hr";
  series.subject = "Ada";
  series.rate_hz = 0.25;
  series.start = 3;
  Rng rng(2);
  series.channels.push_back({"rate", "/min", {}});
  for (int i = 0; i < 40; ++i) series.channels[0].values.push_back(70 + rng.normal());
  Track track;
  track.key.subject = "Ada";
  track.key.source = {"lexicon", "1", ""};
  for (int i = 0; i < 20; ++i) {
    AffectState state;
    state.valence = 0.1 * rng.normal();
    track.append(i, TimeRange{7.0 * i, 7.0 * i + 1}, state);
  }
  const auto stage = engine.make<Stage>("state_space", {{"grid_s", "10"}});
  const auto out = test::run(*stage, {{"e", EpisodeInfo{}, {}}, {"e", track, {}}, {"e", series, {}}});
  const auto tracks = out.all<Track>();
  const auto levels = out.all<Series>();
  ASSERT_EQ(tracks.size(), 1u);
  ASSERT_EQ(tracks[0].size(), 14u) << "0 to 130 s";
  EXPECT_EQ(tracks[0].time(13)->start, 130);
  EXPECT_FALSE(tracks[0].violation().has_value());
  ASSERT_EQ(levels.size(), 1u);
  EXPECT_EQ(levels[0].times.front(), 10);
  EXPECT_EQ(levels[0].times.back(), 150);
  EXPECT_FALSE(levels[0].violation().has_value());
  const auto fine = engine.make<Stage>("state_space", {{"grid_s", "0.000001"}});
  EXPECT_THROW(test::run(*fine, {{"e", EpisodeInfo{}, {}}, {"e", track, {}}}), ConfigError);
}

TEST_F(StateSpaceStageTest, ShortTracksYieldToAClearChange) {
  const auto out =
      test::run(*engine.make<Stage>("state_space"),
                {{"e", test::make_track("Ada", {-0.8, -0.7, -0.8, -0.9, -0.8, 0.8, 0.7, 0.8, 0.9, 0.8}), {}}});
  const auto tracks = out.all<Track>();
  ASSERT_EQ(tracks.size(), 1u);
  EXPECT_LT(*tracks[0].state(0).valence, -0.5);
  EXPECT_GT(*tracks[0].state(9).valence, 0.5);
}

TEST_F(StateSpaceStageTest, NinetyPercentBandHoldsTheLevel) {
  constexpr int kTracks = 200;
  constexpr double kNormal90 = 1.6448536269514722;
  const auto share_held = [&](std::size_t rows, double walk, double noise) {
    Rng rng(3);
    int held = 0;
    for (int t = 0; t < kTracks; ++t) {
      std::vector<double> level{0}, scores;
      while (level.size() < rows) level.push_back(level.back() + walk * rng.normal());
      for (const double value : level) scores.push_back(value + noise * rng.normal());
      const auto out = test::run(*engine.make<Stage>("state_space"), {{"e", test::make_track("Ada", scores), {}}});
      const auto track = out.all<Track>().at(0);
      for (std::size_t i = 0; i < rows; ++i) {
        const auto state = track.state(i);
        held += std::abs(*state.valence - level[i]) <= kNormal90 * *state.standard_error[0];
      }
    }
    return held / static_cast<double>(kTracks * rows);
  };
  // One that never moves, and one that moves half the noise's SD a row: 0.89 and 0.80 without what is known beforehand.
  EXPECT_GE(share_held(30, 0, 0.2), 0.92);
  EXPECT_GE(share_held(30, 0.05, 0.1), 0.85);
  EXPECT_GE(share_held(10, 0.084, 0.346), 0.85);
}

TEST_F(StateSpaceStageTest, ChunksMakeNoDifferenceAndItsOwnOutputIsNoInput) {
  std::vector<double> scores;
  Rng rng(3);
  for (int i = 0; i < 60; ++i) scores.push_back(0.4 * std::sin(i / 8.0) + 0.1 * rng.normal());
  for (const char* model : {"local_level", "ornstein_uhlenbeck"}) {
    const auto whole =
        test::run(*engine.make<Stage>("state_space", {{"model", model}}), {{"e", test::make_track("Ada", scores), {}}});
    const Track all = test::make_track("Ada", scores);
    Track first = all, second = all;
    first = Track{}, second = Track{};
    first.key = second.key = all.key;
    for (std::size_t row = 0; row < all.size(); ++row) {
      (row < 25 ? first : second).append(all.turn(row), std::nullopt, all.state(row));
    }
    const auto tracks = whole.all<Track>();
    const auto parts = test::run(*engine.make<Stage>("state_space", {{"model", model}}),
                                 {{"e", first, {}}, {"e", tracks[0], {}}, {"e", second, {}}})
                           .all<Track>();
    ASSERT_EQ(parts.size(), 1u);
    // With another model the source carries its configuration; the name alone keeps the smoothed track out.
    EXPECT_TRUE(parts[0] == tracks[0]) << model;
  }
}

TEST_F(StateSpaceStageTest, SmoothsSkinConductanceAtFourHertz) {
  AFFECT_NEEDS_DATA(path, "physio/stress-predict/S01/EDA.csv");
  const Series eda = test::read_empatica(path);
  ASSERT_GT(eda.size(), 13000u);
  const auto out = test::run(*engine.make<Stage>("state_space"), {{"e", eda, {}}});
  const auto series = out.all<Series>();
  ASSERT_EQ(series.size(), 1u);
  EXPECT_FALSE(series[0].violation().has_value());
  const Channel* level = series[0].find("eda");
  const Channel* error = series[0].find("eda_se");
  ASSERT_TRUE(level != nullptr && error != nullptr);
  ASSERT_EQ(series[0].size(), eda.size());
  double rough = 0, smoothed = 0;
  for (std::size_t i = 1; i < eda.size(); ++i) {
    rough += std::abs(eda.channels[0].values[i] - eda.channels[0].values[i - 1]);
    smoothed += std::abs(level->values[i] - level->values[i - 1]);
    ASSERT_GE(error->values[i], 0);
  }
  EXPECT_LT(smoothed, rough);
}

}  // namespace
}  // namespace affect::understand::trajectory
