#include "affect/understand/corpus/corpus_shapes.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "affect/rng.h"
#include "affect/understand/corpus/dynamic_time_warping.h"
#include "affect/understand/corpus/k_medoids.h"
#include "affect/understand/trajectory/arc.h"
#include "affect/understand/trajectory/variability.h"
#include "understand/trajectory/gaussian_copula.h"
#include "understand/trajectory/shuffled_blocks.h"

namespace affect::understand::corpus {
namespace {

using Curves = std::vector<std::vector<double>>;

constexpr std::size_t kFewestOfAKind = 3;
constexpr double kCurveRounding = 1e-20;

std::vector<double> centred_curve(std::span<const double> scores, std::size_t bins) {
  std::vector<double> curve = trajectory::percentage_bins(scores, bins);
  const double level = trajectory::mean(curve);
  for (double& value : curve) value -= level;
  return curve;
}

Curves centred_curves(std::span<const std::vector<double>> series, std::size_t bins) {
  Curves curves;
  curves.reserve(series.size());
  for (const auto& scores : series) curves.push_back(centred_curve(scores, bins));
  return curves;
}

/// How alike neighbouring scores are, of all people together. A shape makes neighbours alike as well: it errs towards
/// no component.
double pooled_phi(std::span<const std::vector<double>> series) {
  double square = 0, product = 0, rows = 0, neighbours = 0;
  for (const auto& scores : series) {
    const double level = trajectory::mean(scores);
    for (std::size_t i = 0; i < scores.size(); ++i) {
      square += (scores[i] - level) * (scores[i] - level);
      if (i > 0) product += (scores[i] - level) * (scores[i - 1] - level);
    }
    rows += static_cast<double>(scores.size());
    neighbours += static_cast<double>(scores.size()) - 1;
  }
  if (!(square > 0)) return 0;
  const double raw = product / neighbours / (square / rows);
  // Marriott and Pope (1954), with the mean length of a series.
  constexpr double kHighest = 0.9;
  return std::clamp(raw + (1 + 3 * std::max(raw, 0.0)) * static_cast<double>(series.size()) / rows, 0.0, kHighest);
}

/// Own values of each person in an order in which neighbours are that much alike.
class ShapelessSeries {
 public:
  ShapelessSeries(std::span<const std::vector<double>> series, double phi) : phi_(phi) {
    for (const auto& scores : series) {
      copulas_.emplace_back(scores);
      lengths_.push_back(scores.size());
    }
  }
  void draw(std::size_t person, Rng& rng, std::vector<double>& scores) const {
    const double latent = copulas_[person].latent(phi_), innovation = std::sqrt(1 - latent * latent);
    scores.resize(lengths_[person]);
    double z = rng.normal();
    for (double& score : scores) {
      score = copulas_[person].value(z);
      z = latent * z + innovation * rng.normal();
    }
  }

 private:
  double phi_;
  std::vector<trajectory::GaussianCopula> copulas_;
  std::vector<std::size_t> lengths_;
};

/// How often the mean is as large where each unit's curves have any sign.
double mean_curve_p(const Curves& curves, std::span<const std::size_t> units, const FunctionalPca& pca,
                    const ShapeOptions& options) {
  const double observed = trajectory::mean_square(pca.mean);
  Rng rng = Rng(options.seed).split(3);
  std::vector<double> signs(1 + *std::max_element(units.begin(), units.end())), mean;
  std::size_t far = 1;
  for (std::size_t i = 0; i < options.permutations; ++i) {
    for (double& sign : signs) sign = rng.below(2) == 0 ? 1 : -1;
    mean.assign(pca.mean.size(), 0);
    for (std::size_t c = 0; c < curves.size(); ++c) {
      for (std::size_t point = 0; point < mean.size(); ++point) mean[point] += signs[units[c]] * curves[c][point];
    }
    const auto n = static_cast<double>(curves.size());
    far += trajectory::mean_square(mean) / (n * n) >= observed ? 1 : 0;
  }
  return static_cast<double>(far) / static_cast<double>(1 + options.permutations);
}

void test_components(std::span<const std::vector<double>> series, std::span<const double> weights,
                     const ShapeOptions& options, CorpusShapes& found) {
  const std::size_t components = found.pca.components.size();
  found.component_p.assign(components, 0);
  const Rng all(options.seed);
  const ShapelessSeries shapeless(series, pooled_phi(series));
  std::vector<double> drawn;
  for (const bool in_any_order : {true, false}) {
    Rng rng = all.split(in_any_order ? 0 : 1);
    std::vector<std::size_t> far(components, 1);
    for (std::size_t i = 0; i < options.permutations; ++i) {
      Curves curves;
      for (std::size_t person = 0; person < series.size(); ++person) {
        if (in_any_order) {
          trajectory::shuffle_blocks(series[person], 1, rng, drawn);
        } else {
          shapeless.draw(person, rng, drawn);
        }
        curves.push_back(centred_curve(drawn, options.bins));
      }
      const auto variances = component_variances(curves, weights);
      for (std::size_t k = 0; k < components; ++k) far[k] += variances[k] >= found.pca.variances[k] ? 1 : 0;
    }
    for (std::size_t k = 0; k < components; ++k) {
      const double p = static_cast<double>(far[k]) / static_cast<double>(1 + options.permutations);
      found.component_p[k] = std::max(found.component_p[k], p);
    }
  }
  for (std::size_t k = 0; k < components; ++k) {
    if (k > 0) found.component_p[k] = std::max(found.component_p[k], found.component_p[k - 1]);
    if (found.component_p[k] <= options.alarm) ++found.real_components;
  }
}

struct Partition {
  KMedoids members;
  double silhouette = 0;
};

/// By number of clusters, from two.
std::vector<Partition> partitions(const Curves& curves, const ShapeOptions& options, Rng& rng) {
  const auto band = static_cast<std::size_t>(std::lround(options.band * static_cast<double>(options.bins)));
  DistanceMatrix distances(curves.size());
  for (std::size_t i = 0; i < curves.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) distances.set(i, j, dynamic_time_warping(curves[i], curves[j], band));
  }
  std::vector<Partition> found;
  for (std::size_t k = 2; k <= options.most_clusters; ++k) {
    Partition partition{k_medoids(distances, k, rng), 0};
    partition.silhouette = trajectory::mean(silhouettes(distances, partition.members.cluster, k));
    found.push_back(std::move(partition));
  }
  return found;
}

/// Curves of one normal distribution with the mean and covariance of those found.
Curves normal_curves(const FunctionalPca& pca, std::size_t count, Rng& rng) {
  Curves curves(count, pca.mean);
  for (auto& curve : curves) {
    for (std::size_t k = 0; k < pca.components.size(); ++k) {
      const double score = std::sqrt(std::max(pca.variances[k], 0.0)) * rng.normal();
      for (std::size_t i = 0; i < curve.size(); ++i) curve[i] += score * pca.components[k][i];
    }
  }
  return curves;
}

/// Whether each kind has enough curves to be one: an odd person is none.
bool has_kinds(const Partition& partition, std::size_t clusters) {
  std::vector<std::size_t> members(clusters, 0);
  for (const std::size_t cluster : partition.members.cluster) ++members[cluster];
  return *std::min_element(members.begin(), members.end()) >= kFewestOfAKind;
}

/// How far silhouettes exceed those of the null, in its SDs.
class Excess {
 public:
  explicit Excess(const std::vector<std::vector<double>>& null) {
    for (std::size_t k = 0; k < null.front().size(); ++k) {
      std::vector<double> widths;
      widths.reserve(null.size());
      for (const auto& draw : null) widths.push_back(draw[k]);
      mean_.push_back(trajectory::mean(widths));
      sd_.push_back(std::sqrt(trajectory::variance(widths)));
    }
  }
  double at(std::size_t k, double width) const { return sd_[k] > 0 ? (width - mean_[k]) / sd_[k] : 0; }
  std::size_t largest(const std::vector<double>& widths) const {
    std::size_t best = 0;
    for (std::size_t k = 1; k < widths.size(); ++k) {
      if (std::isnan(widths[best]) || at(k, widths[k]) > at(best, widths[best])) best = k;
    }
    return best;
  }

 private:
  std::vector<double> mean_, sd_;
};

std::vector<double> widths_of(const std::vector<Partition>& found) {
  std::vector<double> widths;
  widths.reserve(found.size());
  for (const Partition& partition : found) widths.push_back(partition.silhouette);
  return widths;
}

void find_clusters(std::span<const double> weights, const ShapeOptions& options, CorpusShapes& found) {
  const std::size_t n = found.curves.size(), sample = std::min(n, kMostClustered);
  std::vector<std::size_t> chosen;
  Curves curves;
  for (std::size_t i = 0; i < sample; ++i) {
    chosen.push_back(i * n / sample);
    curves.push_back(found.curves[chosen.back()]);
  }
  Rng rng = Rng(options.seed).split(2);
  const auto observed = partitions(curves, options, rng);
  const FunctionalPca all = functional_pca(curves, weights, options.bins);
  std::vector<std::vector<double>> null;
  for (std::size_t i = 0; i < options.null_draws; ++i) {
    null.push_back(widths_of(partitions(normal_curves(all, sample, rng), options, rng)));
  }
  const Excess excess(null);
  auto widths = widths_of(observed);
  for (std::size_t k = 0; k < widths.size(); ++k) {
    if (!has_kinds(observed[k], k + 2)) widths[k] = std::numeric_limits<double>::quiet_NaN();
  }
  const std::size_t best = excess.largest(widths);
  found.cluster.assign(n, 0);
  if (std::isnan(widths[best])) return;
  std::size_t far = 1;
  for (const auto& draw : null) {
    const std::size_t largest = excess.largest(draw);
    far += excess.at(largest, draw[largest]) >= excess.at(best, widths[best]) ? 1 : 0;
  }
  found.cluster_p = static_cast<double>(far) / static_cast<double>(1 + options.null_draws);
  found.silhouette = widths[best];
  found.best_clusters = best + 2;
  if (found.cluster_p > options.alarm) return;
  found.clusters = found.best_clusters;
  for (const std::size_t medoid : observed[best].members.medoids) found.medoids.push_back(chosen[medoid]);
  const auto band = static_cast<std::size_t>(std::lround(options.band * static_cast<double>(options.bins)));
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<double> apart;
    apart.reserve(found.medoids.size());
    for (const std::size_t medoid : found.medoids) {
      apart.push_back(dynamic_time_warping(found.curves[i], found.curves[medoid], band));
    }
    found.cluster[i] =
        static_cast<std::size_t>(std::distance(apart.begin(), std::min_element(apart.begin(), apart.end())));
  }
}

}  // namespace

CorpusShapes corpus_shapes(std::span<const std::vector<double>> series, std::span<const std::size_t> units,
                           const ShapeOptions& options) {
  assert(units.size() == series.size());
  CorpusShapes found;
  const auto refuse = [&](Status status, std::string reason) {
    found.status = status;
    found.reason = std::move(reason);
    return found;
  };
  if (series.size() < kFewestCurves) {
    return refuse(Status::too_short, fmt::format("{} curves; {} is the least", series.size(), kFewestCurves));
  }
  found.curves = centred_curves(series, options.bins);
  // Bins stand for equal parts of time.
  const std::vector<double> weights(options.bins, 1 / static_cast<double>(options.bins));
  found.pca = functional_pca(found.curves, weights, std::min(options.components, options.bins - 1));
  const double shared = trajectory::mean_square(found.pca.mean), apart = found.pca.total_variance();
  double raw = 0;
  for (const auto& scores : series) raw = std::max(raw, trajectory::mean_square(scores));
  if (shared + apart <= kCurveRounding * raw) return refuse(Status::not_estimable, "all curves are equal");
  found.mean_p = mean_curve_p(found.curves, units, found.pca, options);
  found.component_p.assign(found.pca.components.size(), 1);
  found.cluster.assign(series.size(), 0);
  // Curves that differ by rounding alone differ in nothing.
  if (apart <= kCurveRounding * raw) return found;
  test_components(series, weights, options, found);
  find_clusters(weights, options, found);
  return found;
}

}  // namespace affect::understand::corpus
