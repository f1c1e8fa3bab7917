#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include <gtest/gtest.h>

#include "affect/rng.h"
#include "affect/understand/corpus/corpus_shapes.h"
#include "affect/understand/corpus/dynamic_time_warping.h"
#include "affect/understand/corpus/k_medoids.h"
#include "understand/corpus/corpus_reference.h"

namespace affect::understand::corpus {
namespace {

DistanceMatrix distances_of(const std::vector<std::vector<double>>& curves, std::size_t band) {
  DistanceMatrix distances(curves.size());
  for (std::size_t i = 0; i < curves.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) distances.set(i, j, dynamic_time_warping(curves[i], curves[j], band));
  }
  return distances;
}

TEST(DynamicTimeWarping, EqualsItsRecursion) {
  const auto reference = curve_reference();
  ASSERT_EQ(reference.curves.size(), 12u);
  for (const std::size_t band : {0u, 2u, 8u}) {
    const auto& expected = reference.values.at("warped_" + std::to_string(band));
    const DistanceMatrix distances = distances_of(reference.curves, band);
    for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_NEAR(distances(i / 12, i % 12), expected[i], 1e-9);
  }
}

TEST(DynamicTimeWarping, MeetsACurveThatComesLater) {
  const std::vector<double> early{0, 1, 2, 1, 0, 0, 0}, late{0, 0, 0, 1, 2, 1, 0};
  EXPECT_NEAR(dynamic_time_warping(early, late, 2), 0, 1e-12);
  EXPECT_GT(dynamic_time_warping(early, late, 0), 2);
}

TEST(KMedoids, SilhouettesEqualScikitLearn) {
  const auto reference = curve_reference();
  for (const std::size_t band : {0u, 2u, 8u}) {
    std::vector<std::size_t> cluster;
    for (std::size_t i = 0; i < 12; ++i) cluster.push_back(i % 3);
    const auto widths = silhouettes(distances_of(reference.curves, band), cluster, 3);
    const auto& expected = reference.values.at("silhouettes_" + std::to_string(band));
    for (std::size_t i = 0; i < 12; ++i) EXPECT_NEAR(widths[i], expected[i], 1e-9);
  }
}

/// Every choice of two medoids of twelve.
TEST(KMedoids, FindsTheBestOfAllChoices) {
  const auto reference = curve_reference();
  const DistanceMatrix distances = distances_of(reference.curves, 2);
  double best = 1e9;
  for (std::size_t a = 0; a < 12; ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      double cost = 0;
      for (std::size_t i = 0; i < 12; ++i) cost += std::min(distances(i, a), distances(i, b));
      best = std::min(best, cost);
    }
  }
  Rng rng(1);
  const KMedoids found = k_medoids(distances, 2, rng);
  EXPECT_NEAR(found.cost, best, 1e-9);
  for (std::size_t i = 0; i < 12; ++i) {
    EXPECT_LE(distances(i, found.medoids[found.cluster[i]]), distances(i, found.medoids[1 - found.cluster[i]]));
  }
  EXPECT_EQ(k_medoids(distances, 1, rng).medoids.size(), 1u);
  EXPECT_NEAR(k_medoids(distances, 12, rng).cost, 0, 1e-12);
}

TEST(FunctionalPca, EqualsNumpy) {
  const auto reference = curve_reference();
  const auto& weights = reference.values.at("weights");
  const FunctionalPca found = functional_pca(reference.curves, weights, 2);
  for (std::size_t k = 0; k < weights.size(); ++k) {
    EXPECT_NEAR(found.variances[k], reference.values.at("variances")[k], 1e-10);
  }
  for (std::size_t k = 0; k < 2; ++k) {
    const auto& component = reference.values.at("component_" + std::to_string(k));
    double length = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      EXPECT_NEAR(found.components[k][i], component[i], 1e-8);
      length += weights[i] * component[i] * component[i];
    }
    EXPECT_NEAR(length, 1, 1e-9);
    for (std::size_t i = 0; i < reference.curves.size(); ++i) {
      EXPECT_NEAR(found.scores[i][k], reference.values.at("scores_" + std::to_string(k))[i], 1e-8);
    }
  }
}

/// Scores with noise around a curve for each person.
template <class Curve>
std::vector<std::vector<double>> people(std::size_t count, std::uint64_t seed, const Curve& curve) {
  Rng rng(seed);
  std::vector<std::vector<double>> series;
  for (std::size_t i = 0; i < count; ++i) {
    auto& scores = series.emplace_back();
    const double size = rng.normal();
    for (int t = 0; t < 40; ++t) scores.push_back(curve(i, size, t / 39.0) + 0.2 * rng.normal());
  }
  return series;
}

/// Every person for herself.
CorpusShapes shapes_of(const std::vector<std::vector<double>>& series, const ShapeOptions& options) {
  std::vector<std::size_t> units(series.size());
  std::iota(units.begin(), units.end(), std::size_t{0});
  return corpus_shapes(series, units, options);
}

ShapeOptions quick() {
  ShapeOptions options;
  options.bins = 10;
  options.permutations = 99;
  options.null_draws = 39;
  options.most_clusters = 4;
  return options;
}

TEST(CorpusShapes, FindsTwoKinds) {
  const auto series = people(40, 1, [](std::size_t i, double, double t) { return (i % 2 == 0 ? 1 : -1) * (t - 0.5); });
  const CorpusShapes found = shapes_of(series, quick());
  ASSERT_EQ(found.status, Status::given);
  EXPECT_EQ(found.clusters, 2u);
  ASSERT_EQ(found.medoids.size(), 2u);
  for (std::size_t i = 0; i < series.size(); ++i) EXPECT_EQ(found.cluster[i], found.cluster[i % 2]) << i;
  EXPECT_NE(found.cluster[0], found.cluster[1]);
  EXPECT_GE(found.real_components, 1u);
  EXPECT_GT(found.mean_p, 0.05) << "rises and falls cancel";
}

/// Slopes of all sizes are one cloud, though half of them rise.
TEST(CorpusShapes, SlopesOfAllSizesAreOneKind) {
  const auto series = people(40, 2, [](std::size_t, double size, double t) { return size * (t - 0.5); });
  const CorpusShapes found = shapes_of(series, quick());
  EXPECT_EQ(found.clusters, 1u) << found.cluster_p;
  EXPECT_EQ(found.real_components, 1u);
  EXPECT_LE(found.component_p[0], 0.02);
  EXPECT_GT(found.mean_p, 0.05) << "and they cancel";
}

/// Eight conversations of five people who rise or fall together are eight, not forty.
TEST(CorpusShapes, PeopleOfAConversationCountOnce) {
  const auto series = people(40, 2, [](std::size_t i, double, double t) { return (i / 5 < 6 ? 1 : -1) * (t - 0.5); });
  std::vector<std::size_t> units;
  for (std::size_t i = 0; i < series.size(); ++i) units.push_back(i / 5);
  EXPECT_LE(shapes_of(series, quick()).mean_p, 0.02);
  EXPECT_GT(corpus_shapes(series, units, quick()).mean_p, 0.05);
}

TEST(CorpusShapes, ASharedRiseIsInTheMean) {
  const auto series = people(30, 3, [](std::size_t, double, double t) { return 0.5 * t; });
  const CorpusShapes found = shapes_of(series, quick());
  EXPECT_LE(found.mean_p, 0.02);
  EXPECT_EQ(found.real_components, 0u);
  EXPECT_LT(found.pca.mean.front(), found.pca.mean.back());
}

TEST(CorpusShapes, NoiseHasNoShape) {
  const auto series = people(30, 4, [](std::size_t, double, double) { return 0.0; });
  const CorpusShapes found = shapes_of(series, quick());
  EXPECT_GT(found.mean_p, 0.05);
  EXPECT_EQ(found.real_components, 0u);
  EXPECT_EQ(found.clusters, 1u);
}

TEST(CorpusShapes, SaysWhatItCannotTell) {
  EXPECT_EQ(shapes_of(std::vector<std::vector<double>>(19, std::vector<double>(40, 0.1)), quick()).status,
            Status::too_short);
  EXPECT_EQ(shapes_of(std::vector<std::vector<double>>(20, std::vector<double>(40, 0.1)), quick()).status,
            Status::not_estimable);
}

}  // namespace
}  // namespace affect::understand::corpus
