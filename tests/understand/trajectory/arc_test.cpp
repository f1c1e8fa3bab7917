#include "affect/understand/trajectory/arc.h"

#include <cmath>
#include <map>
#include <numbers>

#include <gtest/gtest.h>

#include "affect/engine.h"
#include "affect/rng.h"
#include "understand/trajectory/collect.h"

namespace affect::understand::trajectory {
void register_arcs(Engine& engine);
void register_state_space(Engine& engine);

namespace {

using Scores = std::vector<double>;

Scores wave(std::size_t n, double half_waves, double size, double noise, std::uint64_t seed) {
  Rng rng(seed);
  Scores scores;
  for (std::size_t i = 0; i < n; ++i) {
    scores.push_back(
        size * std::cos(std::numbers::pi * half_waves * (static_cast<double>(i) + 0.5) / static_cast<double>(n)) +
        noise * rng.normal());
  }
  return scores;
}

TEST(PercentageBins, ByHand) {
  EXPECT_EQ(percentage_bins(Scores{1, 2, 3, 4}, 2), (Scores{1.5, 3.5}));
  const auto thirds = percentage_bins(Scores{1, 2, 3, 4}, 3);
  ASSERT_EQ(thirds.size(), 3u);  // 1 and a third of 2; two thirds of 2 and of 3; a third of 3 and 4
  EXPECT_NEAR(thirds[0], (1 + 2.0 / 3) / (4.0 / 3), 1e-12);
  EXPECT_NEAR(thirds[1], 2.5, 1e-12);
  EXPECT_NEAR(thirds[2], (3.0 / 3 + 4) / (4.0 / 3), 1e-12);
  EXPECT_EQ(percentage_bins(Scores{5, 7}, 4), (Scores{5, 5, 7, 7})) << "more bins than scores";
}

TEST(CosineLowPass, EqualsTheTransform) {
  const Scores scores{0.1, -0.4, 0.3, 0.8, -0.2, 0.5};
  const auto all = cosine_low_pass(scores, 6, 6);
  for (std::size_t i = 0; i < 6; ++i) EXPECT_NEAR(all[i], scores[i], 1e-12) << "all terms give the scores back";
  const auto mean = cosine_low_pass(scores, 1, 3);
  for (const double value : mean) EXPECT_NEAR(value, 1.1 / 6, 1e-12);
  const auto curve = cosine_low_pass(wave(50, 2, 1, 0, 1), 3, 50);
  for (std::size_t i = 0; i < 50; ++i) EXPECT_NEAR(curve[i], wave(50, 2, 1, 0, 1)[i], 1e-12) << "a kept wave passes";
  for (const double value : cosine_low_pass(wave(50, 4, 1, 0, 1), 4, 50))
    EXPECT_NEAR(value, 0, 1e-12) << "a higher one does not";
}

TEST(ArcTest, FindsEachShapeInNoise) {
  const std::map<std::pair<int, int>, ArcShape> shapes{
      {{1, -1}, ArcShape::rise},           {{1, 1}, ArcShape::fall},
      {{2, 1}, ArcShape::fall_rise},       {{2, -1}, ArcShape::rise_fall},
      {{3, -1}, ArcShape::rise_fall_rise}, {{3, 1}, ArcShape::fall_rise_fall}};
  for (const auto& [form, shape] : shapes) {
    const auto found = arc(wave(120, form.first, 0.3 * form.second, 0.3, 7), {});
    EXPECT_EQ(to_string(found.shape), to_string(shape));
    EXPECT_NEAR(found.share, 1.0 / 3, 0.12) << "variance of the wave 0.045, of the noise 0.09";
    EXPECT_LE(found.p, 0.05);
  }
  const auto plain = arc(wave(5000, 1, -0.5, 0, 1), {});
  EXPECT_EQ(plain.shape, ArcShape::rise);
  EXPECT_NEAR(plain.share, 1, 1e-6);
  EXPECT_EQ(plain.rows_per_mean, 5u);
}

TEST(ArcTest, NoShapeIsSignificantAsOftenAsSaid) {
  constexpr int kRounds = 400;
  for (const double phi : {0.0, 0.2}) {
    int alarms = 0;
    for (int round = 0; round < kRounds; ++round) {
      Rng rng(static_cast<std::uint64_t>(1000 + round));
      Scores scores;
      double x = rng.normal();
      for (int i = 0; i < 200; ++i) {
        scores.push_back(x);
        x = phi * x + std::sqrt(1 - phi * phi) * rng.normal();
      }
      alarms += arc(scores, {.permutations = 199}).p <= 0.05;
    }
    std::printf("| phi %.1f | %.3f |\n", phi, static_cast<double>(alarms) / kRounds);
    EXPECT_LE(alarms, phi == 0 ? 0.07 * kRounds : 0.11 * kRounds);
  }
}

TEST(ArcTest, SaysWhyNot) {
  EXPECT_EQ(arc(Scores(19, 0.5), {}).status, Status::too_short);
  EXPECT_EQ(arc(Scores(19, 0.5), {}).reason, "19 scores; 20 are needed");
  EXPECT_EQ(arc(Scores(40, 0.1), {}).status, Status::not_estimable);
}

TEST(PeakEnd, ByHand) {
  const auto found = peak_end(Scores{0.1, -0.7, 0.2, 0.7, 0.3}).value();
  EXPECT_EQ(found.peak, 0.7) << "of equal ones the later";
  EXPECT_EQ(found.at, 3u);
  EXPECT_EQ(found.end, 0.3);
  EXPECT_DOUBLE_EQ(found.remembered, 0.5);
  Scores twenty(20, 0.0);
  twenty[18] = 0.2;
  twenty[19] = 0.4;
  EXPECT_DOUBLE_EQ(peak_end(twenty).value().end, 0.3) << "the last tenth";
  EXPECT_FALSE(peak_end({}));
}

TEST(Arcs, AFindingATrackAndDimension) {
  Engine engine;
  register_state_space(engine);
  register_arcs(engine);
  const Track track = test::make_track("Ada", wave(60, 1, 0.6, 0.1, 3));
  const auto out = test::run(*engine.make<Stage>("arcs", {}), {{"e", EpisodeInfo{}, {}}, {"e", track, {}}});
  const auto found = out.all<Finding>();
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].type, "arc");
  EXPECT_EQ(found[0].measure, "fall");
  EXPECT_EQ(found[0].subject, "Ada");
  EXPECT_EQ(found[0].column, "valence");
  EXPECT_GT(found[0].value.value(), 0.8);
  EXPECT_LE(found[0].p.value(), 0.01);
  EXPECT_EQ(found[1].type, "peak_end");
  EXPECT_TRUE(found[1].turn.has_value());
  EXPECT_NEAR(found[1].value.value(), (*found[1].before + *found[1].after) / 2, 1e-12);
  for (const Record& record : out.records) EXPECT_FALSE(violation(record).has_value());

  const auto short_one = test::run(*engine.make<Stage>("arcs", {}),
                                   {{"e", EpisodeInfo{}, {}}, {"e", test::make_track("Bo", Scores(5, 0.1)), {}}});
  EXPECT_EQ(short_one.all<Finding>().front().status, Status::too_short);
}

}  // namespace
}  // namespace affect::understand::trajectory
