#include "affect/understand/trajectory/distribution_changes.h"

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "affect/engine.h"
#include "affect/rng.h"
#include "affect/understand/trajectory/corpus_prior.h"
#include "understand/trajectory/change_points_reference.h"
#include "understand/trajectory/collect.h"

namespace affect::understand::trajectory {
void register_distribution_changes(Engine& engine);

namespace {

TEST(EDivisive, EqualsTheDefinition) {
  std::size_t compared = 0;
  for (const auto& [name, reference] : change_points_reference()) {
    for (const auto& energy : reference.energies) {
      std::vector<double> values = reference.scores;
      values.resize(values.size() / energy.columns * energy.columns);
      EDivisiveOptions options;
      options.alpha = 1;  // whatever their p, all are found
      options.permutations = 1;
      const auto changes = e_divisive({values, energy.columns}, options);
      const auto first = std::find_if(changes.begin(), changes.end(),
                                      [&](const DistributionChange& change) { return change.index == energy.index; });
      ASSERT_NE(first, changes.end()) << name << " " << energy.columns;
      EXPECT_NEAR(first->statistic, energy.statistic, 1e-8) << name << " " << energy.columns;
      ++compared;
    }
  }
  EXPECT_GE(compared, 9u);
}

std::vector<std::vector<double>> columns(std::uint64_t seed, std::size_t n, double phi) {
  Rng rng(seed);
  std::vector<std::vector<double>> all(3, std::vector<double>(n));
  for (auto& column : all) {
    column[0] = rng.normal();
    for (std::size_t i = 1; i < n; ++i) column[i] = phi * column[i - 1] + std::sqrt(1 - phi * phi) * rng.normal();
  }
  return all;
}

DistributionChangesOptions of_tracks() {
  DistributionChangesOptions options;
  options.prior_phi = kConservativePhi;
  return options;
}

TEST(DistributionChanges, FindAChangeOfSpreadToo) {
  ChangePointNull null;
  auto values = columns(1, 120, 0);
  for (auto& column : values) {
    for (std::size_t i = 60; i < 120; ++i) column[i] *= 6;
  }
  const auto found = distribution_changes(values, {}, of_tracks(), null);
  ASSERT_EQ(found.changes.size(), 1u);
  EXPECT_NEAR(static_cast<double>(found.changes[0].index), 60, 8);
  EXPECT_LE(found.changes[0].p, 0.05);
}

TEST(DistributionChanges, RowsInAnyOrderHaveNone) {
  ChangePointNull null;
  for (const double phi : {0.0, 0.6}) {
    int changed = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
      changed += !distribution_changes(columns(seed, 30, phi), {}, of_tracks(), null).changes.empty();
    }
    EXPECT_LE(changed, 18) << "of 200; the bound is 6 %, and two standard errors";
  }
}

TEST(DistributionChanges, SayWhyNot) {
  ChangePointNull null;
  const auto few = distribution_changes({{1, 2, 3}}, {}, of_tracks(), null);
  EXPECT_EQ(few.status, Status::too_short);
  EXPECT_EQ(few.reason, "3 rows of scores; 6 are needed");
  EXPECT_TRUE(distribution_changes({std::vector<double>(50, 0.5)}, {}, of_tracks(), null).changes.empty());
}

TEST(DistributionChanges, OfLabels) {
  Engine engine;
  register_distribution_changes(engine);
  Rng rng(4);
  Track track;
  track.key.subject = "Ann";
  track.key.source = {"annotator", "1", ""};
  track.key.taxonomy = "ekman";
  track.label_kind = LabelKind::exclusive;
  track.labels = {"joy", "anger"};
  for (int i = 0; i < 60; ++i) {
    AffectState state;
    const double joy = std::clamp((i < 30 ? 0.2 : 0.8) + 0.05 * rng.normal(), 0.0, 1.0);
    state.labels = {{"joy", joy, {}}, {"anger", 1 - joy, {}}};
    track.append(i, std::nullopt, state);
  }
  const auto stage = engine.make<Stage>("distribution_changes");
  const auto found = affect::test::run(*stage, {{"e", EpisodeInfo{}, {}}, {"e", track, {}}}).all<Finding>();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].column, "ekman");
  EXPECT_EQ(found[0].turn, 30);
  EXPECT_EQ(found[0].grade, Grade::significant);
  EXPECT_NE(found[0].method.find("most moved: "), std::string::npos);
}

}  // namespace
}  // namespace affect::understand::trajectory
