#include "affect/understand/trajectory/segmentation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "affect/rng.h"
#include "understand/trajectory/bounded_noise.h"
#include "understand/trajectory/gaussian_copula.h"
#include "understand/trajectory/row_means.h"

namespace affect::understand::trajectory {
namespace {

/// The 95 % quantile of the smallest penalty at which an AR(1) series of n scores without a change is not cut, of phi
/// 0, 0.3 and 0.6 the largest, and a tenth more for scores that are not normal. By tools/measure_change_points.py.
struct SegmentPenalty {
  double n, level, level_and_slope;
};
constexpr std::array kSegmentPenalties{
    SegmentPenalty{6, 7.6, 6.4},      SegmentPenalty{8, 10.9, 6.4},    SegmentPenalty{12, 10.9, 6.4},
    SegmentPenalty{20, 9.4, 7.6},     SegmentPenalty{30, 9.7, 12.3},   SegmentPenalty{50, 11.4, 14.4},
    SegmentPenalty{100, 11.8, 14.8},  SegmentPenalty{200, 12.3, 14.8}, SegmentPenalty{500, 13.0, 15.8},
    SegmentPenalty{1024, 14.4, 17.0},
};

/// Without a change, so many series with the own values may be cut at most.
constexpr std::size_t kOwnSeries = 99, kOwnCut = 4;
constexpr double kPenaltyStep = 1.15;

Segment fitted(std::span<const double> scores, std::size_t begin, std::size_t end, SegmentCost cost) {
  Segment segment{begin, end, 0, 0};
  const auto n = static_cast<double>(end - begin);
  for (std::size_t i = begin; i < end; ++i) segment.level += scores[i] / n;
  if (cost == SegmentCost::level || end - begin < 2) return segment;
  for (std::size_t i = begin; i < end; ++i) {
    segment.slope += (static_cast<double>(i - begin) - (n - 1) / 2) * (scores[i] - segment.level);
  }
  segment.slope *= 12 / (n * (n * n - 1));
  return segment;
}

/// Greedy splits into lines, as estimate_noise() splits into levels: what they leave over.
NoiseEstimate noise_around_lines(std::span<const double> scores, const std::vector<bool>& breaks) {
  const SegmentError error(scores, {}, SegmentCost::level_and_slope, 0);
  const std::size_t n = scores.size(), shortest = shortest_segment(SegmentCost::level_and_slope);
  std::vector<std::size_t> edges{0, n};
  for (std::size_t length = 25; n >= length; length *= 2) {
    std::size_t best = 0;
    double gain = 0;
    for (std::size_t e = 0; e + 1 < edges.size(); ++e) {
      const double whole = error(edges[e], edges[e + 1]);
      for (std::size_t k = edges[e] + shortest; k + shortest <= edges[e + 1]; ++k) {
        const double here = whole - error(edges[e], k) - error(k, edges[e + 1]);
        if (here > gain) {
          gain = here;
          best = k;
        }
      }
    }
    if (best == 0) break;
    edges.insert(std::upper_bound(edges.begin(), edges.end(), best), best);
  }
  NoiseEstimate noise;
  for (std::size_t e = 0; e + 1 < edges.size(); ++e) {
    const Segment line = fitted(scores, edges[e], edges[e + 1], SegmentCost::level_and_slope);
    const double middle = (static_cast<double>(edges[e + 1] - edges[e]) - 1) / 2;
    for (std::size_t i = edges[e]; i < edges[e + 1]; ++i) {
      noise.left_over.push_back(scores[i] - line.level - line.slope * (static_cast<double>(i - edges[e]) - middle));
    }
  }
  double square = noise.left_over[0] * noise.left_over[0], product = 0;
  std::size_t products = 0;
  for (std::size_t i = 1; i < n; ++i) {
    square += noise.left_over[i] * noise.left_over[i];
    if (!breaks.empty() && breaks[i]) continue;
    product += noise.left_over[i] * noise.left_over[i - 1];
    ++products;
  }
  const auto rows = static_cast<double>(n), spent = 2 * (static_cast<double>(edges.size()) - 1);
  const double raw = square > 0 && products > 0 ? product / static_cast<double>(products) / (square / rows) : 0;
  noise.phi = std::clamp(raw + spent * (1 + 3 * std::max(raw, 0.0)) / rows, -0.3, 0.99);
  noise.sd = std::sqrt(square / std::max(rows - spent, 1.0));
  return noise;
}

/// Variance of what is left of the noise once its autocorrelation is taken out.
double innovation_variance(const NoiseEstimate& noise, const std::vector<bool>& breaks, double phi) {
  const auto left = without_autocorrelation(noise.left_over, breaks, phi);
  double raw = 0, white = 0;
  for (std::size_t i = 0; i < left.size(); ++i) {
    raw += noise.left_over[i] * noise.left_over[i];
    white += left[i] * left[i];
  }
  // noise.sd allows for the levels that were estimated, and has its floors.
  return raw > 0 ? white / raw * noise.sd * noise.sd : (1 - phi * phi) * noise.sd * noise.sd;
}

/// The search in means of rows, for the series itself and for those without a change that stand beside it.
class SegmentSearch {
 public:
  SegmentSearch(const std::vector<bool>& breaks, SegmentCost cost, double lowest_sd)
      : breaks_(breaks), cost_(cost), lowest_sd_(lowest_sd) {}

  NoiseEstimate noise(std::span<const double> scores) const {
    if (cost_ == SegmentCost::level) return floored_noise(scores, breaks_, lowest_sd_);
    NoiseEstimate lines = noise_around_lines(scores, breaks_);
    lines.sd = std::max({lines.sd, lowest_sd_, noise_floor(scores)});
    return lines;
  }
  std::vector<std::size_t> begins(std::span<const double> scores, double phi, double penalty) const {
    const double variance = innovation_variance(noise(scores), breaks_, phi);
    return pelt(SegmentError(scores, breaks_, cost_, phi), {penalty * variance, shortest_segment(cost_)});
  }
  /// Whether series with these values, and no change, are cut too often. `values` are around their mean.
  bool cuts_noise(const std::vector<double>& values, double own_phi, double phi, double penalty) const {
    const GaussianCopula copula(values);
    const double latent = copula.latent(std::max(own_phi, 0.0)), innovation = std::sqrt(1 - latent * latent);
    Rng rng(values.size());
    std::vector<double> scores(values.size());
    std::size_t cut = 0;
    for (std::size_t s = 0; s < kOwnSeries && cut <= kOwnCut; ++s) {
      double z = rng.normal();
      for (double& score : scores) {
        score = copula.value(z);
        z = latent * z + innovation * rng.normal();
      }
      cut += !begins(scores, phi, penalty).empty();
    }
    return cut > kOwnCut;
  }

 private:
  const std::vector<bool>& breaks_;
  SegmentCost cost_;
  double lowest_sd_;
};

/// From the first score of a mean of `rows` to the score that splits best, two means around.
void place_on_scores(std::span<const double> scores, std::vector<std::size_t>& begins, std::size_t rows,
                     const SegmentationOptions& options) {
  const SegmentError error(scores, {}, options.cost, 0);
  const std::size_t shortest = shortest_segment(options.cost);
  for (std::size_t& begin : begins) begin *= rows;
  for (std::size_t c = 0; c < begins.size(); ++c) {
    const std::size_t before = c == 0 ? 0 : begins[c - 1];
    const std::size_t after = c + 1 == begins.size() ? scores.size() : begins[c + 1];
    const std::size_t around = begins[c];
    double least = error(before, around) + error(around, after);
    for (std::size_t k = std::max(before + shortest, around - std::min(around, 2 * rows));
         k <= std::min(after - shortest, around + 2 * rows); ++k) {
      const double split = error(before, k) + error(k, after);
      if (split < least) {
        least = split;
        begins[c] = k;
      }
    }
  }
}

}  // namespace

std::size_t shortest_segment(SegmentCost cost) { return cost == SegmentCost::level ? kSignificantSide : 5; }

double segmentation_penalty(std::size_t n, SegmentCost cost) {
  const auto value = [cost](const SegmentPenalty& row) {
    return cost == SegmentCost::level ? row.level : row.level_and_slope;
  };
  const auto rows = static_cast<double>(n);
  if (rows <= kSegmentPenalties.front().n) return value(kSegmentPenalties.front());
  for (std::size_t i = 1; i < kSegmentPenalties.size(); ++i) {
    const SegmentPenalty &low = kSegmentPenalties[i - 1], &high = kSegmentPenalties[i];
    if (rows > high.n) continue;
    const double share = std::log(rows / low.n) / std::log(high.n / low.n);
    return (1 - share) * value(low) + share * value(high);
  }
  return value(kSegmentPenalties.back());
}

std::vector<double> without_autocorrelation(std::span<const double> scores, const std::vector<bool>& breaks,
                                            double phi) {
  std::vector<double> white(scores.size());
  if (scores.empty()) return white;
  const double mean = std::accumulate(scores.begin(), scores.end(), 0.0) / static_cast<double>(scores.size());
  const double shrink = std::sqrt(1 - phi * phi);
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const bool is_first = i == 0 || (!breaks.empty() && breaks[i]);
    white[i] = is_first ? (1 - phi) * mean + shrink * (scores[i] - mean) : scores[i] - phi * scores[i - 1];
  }
  return white;
}

Segmentation segmentation(std::span<const double> scores, const std::vector<bool>& breaks,
                          const SegmentationOptions& options, ChangePointNull& null) {
  const std::size_t n = scores.size(), shortest = shortest_segment(options.cost);
  const std::size_t fewest = std::max(options.fewest, 2 * shortest);
  Segmentation result;
  if (n < fewest) {
    result.status = Status::too_short;
    result.reason = fmt::format("{} score{}; {} are needed", n, n == 1 ? "" : "s", fewest);
    return result;
  }
  const std::size_t rows = result.rows_per_mean = (n + kLongestSegmented - 1) / kLongestSegmented;
  const auto means = means_of_rows(scores, rows);
  const auto mean_breaks = breaks_of_means(breaks, rows, means.size());
  std::vector<std::size_t> begins;
  if (const auto [lowest, highest] = std::minmax_element(means.begin(), means.end()); *lowest != *highest) {
    const SegmentSearch search(mean_breaks, options.cost, options.lowest_sd / std::sqrt(static_cast<double>(rows)));
    const BoundedNoise bounded = bounded_noise(search.noise(means), means.size(), options.prior_phi, null);
    if (!bounded.is_estimable()) {
      result.status = Status::not_estimable;
      result.reason = bounded.reason();
      return result;
    }
    result.phi_bound = bounded.phi_bound;
    result.penalty = options.penalty > 0 ? options.penalty : segmentation_penalty(means.size(), options.cost);
    begins = search.begins(means, bounded.phi_bound, result.penalty);
    // A trend is no value of the noise.
    const auto values =
        options.cost == SegmentCost::level ? null_values(means, bounded.noise) : bounded.noise.left_over;
    while (options.penalty == 0 && !begins.empty() &&
           search.cuts_noise(values, bounded.noise.phi, bounded.phi_bound, result.penalty)) {
      result.penalty *= kPenaltyStep;
      begins = search.begins(means, bounded.phi_bound, result.penalty);
    }
    if (rows > 1) place_on_scores(scores, begins, rows, options);
  }
  begins.insert(begins.begin(), 0);
  begins.push_back(n);
  for (std::size_t s = 0; s + 1 < begins.size(); ++s) {
    result.segments.push_back(fitted(scores, begins[s], begins[s + 1], options.cost));
  }
  return result;
}

}  // namespace affect::understand::trajectory
