#include "affect/understand/trajectory/segmentation.h"

#include <cmath>

#include <gtest/gtest.h>

#include "affect/engine.h"
#include "affect/rng.h"
#include "affect/understand/trajectory/corpus_prior.h"
#include "understand/trajectory/collect.h"

namespace affect::understand::trajectory {
void register_segments(Engine& engine);

namespace {

using Scores = std::vector<double>;

Scores noise(std::uint64_t seed, std::size_t n, double phi) {
  Rng rng(seed);
  Scores scores(n);
  scores[0] = rng.normal();
  for (std::size_t i = 1; i < n; ++i) scores[i] = phi * scores[i - 1] + std::sqrt(1 - phi * phi) * rng.normal();
  return scores;
}

SegmentationOptions of_tracks(SegmentCost cost) {
  SegmentationOptions options;
  options.cost = cost;
  options.prior_phi = kConservativePhi;
  return options;
}

TEST(Segmentation, SeriesWithoutAChangeStayWhole) {
  ChangePointNull null;
  for (const SegmentCost cost : {SegmentCost::level, SegmentCost::level_and_slope}) {
    for (const double phi : {0.0, 0.6}) {
      int cut = 0;
      for (std::uint64_t seed = 0; seed < 300; ++seed) {
        cut += segmentation(noise(seed, 60, phi), {}, of_tracks(cost), null).segments.size() > 1;
      }
      EXPECT_LE(cut, 24) << "of 300; the bound is 6 %, and two standard errors";
    }
  }
}

TEST(Segmentation, FindsLevels) {
  ChangePointNull null;
  Scores scores = noise(3, 90, 0.2);
  for (std::size_t i = 30; i < 60; ++i) scores[i] += 5;
  const auto found = segmentation(scores, {}, of_tracks(SegmentCost::level), null);
  ASSERT_EQ(found.segments.size(), 3u);
  EXPECT_NEAR(static_cast<double>(found.segments[1].begin), 30, 1);
  EXPECT_NEAR(static_cast<double>(found.segments[1].end), 60, 1);
  EXPECT_NEAR(found.segments[1].level - found.segments[0].level, 5, 1);
  EXPECT_EQ(found.segments[1].slope, 0);
}

TEST(Segmentation, FindsSlopes) {
  ChangePointNull null;
  Scores scores = noise(4, 80, 0.0);
  for (std::size_t i = 0; i < 80; ++i) scores[i] += 0.3 * std::abs(static_cast<double>(i) - 40);
  const auto found = segmentation(scores, {}, of_tracks(SegmentCost::level_and_slope), null);
  ASSERT_EQ(found.segments.size(), 2u);
  EXPECT_NEAR(static_cast<double>(found.segments[1].begin), 40, 4);
  EXPECT_NEAR(found.segments[0].slope, -0.3, 0.05);
  EXPECT_NEAR(found.segments[1].slope, 0.3, 0.05);
}

TEST(Segmentation, ALongSeriesIsPlacedOnItsScores) {
  ChangePointNull null;
  Scores scores = noise(5, 50'000, 0.1);
  for (std::size_t i = 20'011; i < scores.size(); ++i) scores[i] += 3;
  const auto found = segmentation(scores, {}, of_tracks(SegmentCost::level), null);
  EXPECT_EQ(found.rows_per_mean, 49u);
  ASSERT_EQ(found.segments.size(), 2u);
  EXPECT_NEAR(static_cast<double>(found.segments[1].begin), 20'011, 2);
}

TEST(Segmentation, SaysWhyNot) {
  ChangePointNull null;
  const auto few = segmentation(Scores{1, 2, 3, 4, 5}, {}, of_tracks(SegmentCost::level), null);
  EXPECT_EQ(few.status, Status::too_short);
  EXPECT_EQ(few.reason, "5 scores; 6 are needed");
  Scores walk{0};
  Rng rng(9);
  while (walk.size() < 1000) walk.push_back(walk.back() + rng.normal());
  EXPECT_EQ(segmentation(walk, {}, of_tracks(SegmentCost::level), null).status, Status::not_estimable);
  const auto flat = segmentation(Scores(50, 0.25), {}, of_tracks(SegmentCost::level), null);
  ASSERT_EQ(flat.segments.size(), 1u);
  EXPECT_NEAR(flat.segments[0].level, 0.25, 1e-12);
}

TEST(Segmentation, WhatIsLeftOfAFirstOrderProcessIsWhite) {
  const auto white = without_autocorrelation(noise(8, 20'000, 0.7), {}, 0.7);
  double square = 0, product = 0;
  for (std::size_t i = 0; i < white.size(); ++i) {
    square += white[i] * white[i];
    if (i > 0) product += white[i] * white[i - 1];
  }
  EXPECT_NEAR(square / static_cast<double>(white.size()), 1 - 0.49, 0.02);
  EXPECT_NEAR(product / square, 0, 0.02);
}

TEST(Segments, AreToldWithTheirPlaces) {
  Engine engine;
  register_segments(engine);
  Scores scores(12, -0.6);
  for (std::size_t i = 6; i < 12; ++i) scores[i] = 0.7;
  for (std::size_t i = 0; i < 12; i += 2) scores[i] += 0.05;
  const auto stage = engine.make<Stage>("segments");
  const auto found =
      test::run(*stage, {{"e", EpisodeInfo{}, {}}, {"e", test::make_track("Ann", scores, 2), {}}}).all<Finding>();
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].type, "segment");
  EXPECT_EQ(found[1].turn, 12);
  EXPECT_EQ(found[1].evidence.back().turn, 22);
  EXPECT_NEAR(*found[1].value, 0.725, 1e-12);
  EXPECT_EQ(found[1].measure, "level");
}

}  // namespace
}  // namespace affect::understand::trajectory
