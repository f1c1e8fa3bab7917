#include <cmath>

#include <gtest/gtest.h>

#include "affect/engine.h"
#include "understand/trajectory/collect.h"

namespace affect::understand::trajectory {

void register_peaks(Engine& engine);

namespace {

TEST(Peaks, NamesTheHighestAndTheLowestTurnWithItsWords) {
  Engine engine;
  register_peaks(engine);
  Track track;
  track.key.subject = "Ann";
  track.key.source = {"lexicon", "1", ""};
  const std::vector<WordWeight> words{{"good", {0, 4}, 0.1}, {"great", {5, 10}, 0.7}};
  const auto append = [&](std::int64_t turn, std::optional<double> valence, std::span<const WordWeight> why = {}) {
    AffectState state;
    state.valence = valence;
    if (!valence) state.status = Status::abstained;
    track.append(turn, std::nullopt, state, why);
  };
  append(0, std::nullopt);
  append(2, -0.4);
  append(4, 0.8, words);
  append(6, -0.4);
  const auto stage = engine.make<Stage>("peaks");
  const auto peaks = test::run(*stage, {{"a", EpisodeInfo{}, {}}, {"a", track, {}}}).all<Finding>();
  ASSERT_EQ(peaks.size(), 2u);
  EXPECT_EQ(peaks[0].direction, Direction::up);
  EXPECT_EQ(peaks[0].turn, 4);
  EXPECT_EQ(peaks[0].after, 0.8);
  EXPECT_EQ(peaks[0].evidence.at(0).words, (std::vector<std::string>{"great", "good"}));
  EXPECT_EQ(peaks[1].direction, Direction::down);
  EXPECT_EQ(peaks[1].turn, 2) << "the first of equals";
}

TEST(Peaks, ATrackWithoutValuesHasNone) {
  Engine engine;
  register_peaks(engine);
  const auto stage = engine.make<Stage>("peaks");
  const Track track = test::make_track("Ann", {std::nan(""), std::nan("")});
  EXPECT_TRUE(test::run(*stage, {{"a", EpisodeInfo{}, {}}, {"a", track, {}}}).all<Finding>().empty());
}

}  // namespace
}  // namespace affect::understand::trajectory
