#include <cmath>

#include <gtest/gtest.h>

#include "affect/engine.h"
#include "affect/rng.h"
#include "affect/understand/trajectory/level_filter.h"
#include "affect/understand/trajectory/state_space.h"
#include "understand/trajectory/collect.h"

namespace affect::understand::trajectory {
void register_filtered_level(Engine& engine);

namespace {

TEST(LevelFilter, EndsWhereTheSmootherEnds) {
  Rng rng(1);
  std::vector<double> times, scores;
  LevelFilter filter(0.02, 0.1);
  for (int i = 0; i < 30; ++i) {
    times.push_back(i);
    scores.push_back(i % 7 == 3 ? std::nan("") : rng.normal());
    filter.push(scores.back());
    StateSpaceModel model;
    model.level_variance = 0.02;
    model.noise_variance = 0.1;
    const Smoothed smoothed = smooth(model, times, scores, {});
    ASSERT_NEAR(filter.level(), smoothed.level.back(), 1e-10);
    ASSERT_NEAR(filter.standard_error(), smoothed.standard_error.back(), 1e-10);
  }
}

TEST(FilteredLevel, KnowsNothingOfLaterRows) {
  Engine engine;
  register_filtered_level(engine);
  const std::vector<double> scores{0.1, std::nan(""), 0.9, -0.4, 0.3};
  std::vector<Track> last;
  for (std::size_t n = 1; n <= scores.size(); ++n) {
    const auto stage = engine.make<Stage>("filtered_level");
    const std::vector<double> first(scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(n));
    const auto tracks =
        test::run(*stage, {{"e", EpisodeInfo{}, {}}, {"e", test::make_track("Ann", first), {}}}).all<Track>();
    ASSERT_EQ(tracks.size(), 1u);
    ASSERT_EQ(tracks[0].size(), n);
    EXPECT_EQ(tracks[0].key.source.name, "filtered_level");
    for (std::size_t row = 0; !last.empty() && row < last[0].size(); ++row) {
      EXPECT_EQ(tracks[0].state(row), last[0].state(row)) << row;
    }
    last = tracks;
  }
}

}  // namespace
}  // namespace affect::understand::trajectory
