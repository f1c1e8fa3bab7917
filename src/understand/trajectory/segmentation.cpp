#include "affect/understand/trajectory/segmentation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "understand/trajectory/bounded_noise.h"
#include "understand/trajectory/row_means.h"

namespace affect::understand::trajectory {
namespace {

/// The 95 % quantile of the smallest penalty at which an AR(1) series of n scores without a change is not cut, of phi
/// 0, 0.3 and 0.6 the largest, and a tenth more for scores that are not normal. By tools/measure_change_points.py.
struct Penalty {
  double n, level, level_and_slope;
};
constexpr std::array kPenalties{
    Penalty{6, 6.4, 9.5},     Penalty{8, 9.5, 9.5},      Penalty{12, 9.9, 9.5},     Penalty{20, 6.7, 8.3},
    Penalty{30, 6.4, 8.5},    Penalty{50, 8.2, 10.7},    Penalty{100, 9.1, 12.5},   Penalty{200, 9.0, 12.3},
    Penalty{500, 11.1, 14.4}, Penalty{1000, 12.5, 16.4}, Penalty{2000, 13.3, 17.3}, Penalty{4096, 13.9, 18.5},
};

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

/// From the first score of a mean of `rows` to the score that splits best, two means around.
void place_on_scores(std::span<const double> scores, std::vector<std::size_t>& begins, std::size_t rows,
                     const SegmentationOptions& options) {
  const SquaredError error(scores, options.cost);
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
  const auto value = [cost](const Penalty& row) {
    return cost == SegmentCost::level ? row.level : row.level_and_slope;
  };
  const auto rows = static_cast<double>(n);
  if (rows <= kPenalties.front().n) return value(kPenalties.front());
  for (std::size_t i = 1; i < kPenalties.size(); ++i) {
    const Penalty &low = kPenalties[i - 1], &high = kPenalties[i];
    if (rows > high.n) continue;
    const double share = std::log(rows / low.n) / std::log(high.n / low.n);
    return (1 - share) * value(low) + share * value(high);
  }
  return value(kPenalties.back());
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
    BoundedNoise bounded = bounded_noise(means, mean_breaks, options.prior_phi, null);
    if (!bounded.is_estimable()) {
      result.status = Status::not_estimable;
      result.reason = bounded.reason();
      return result;
    }
    bounded.noise.sd = std::max(bounded.noise.sd, options.lowest_sd / std::sqrt(static_cast<double>(rows)));
    result.phi_bound = bounded.phi_bound;
    result.penalty = options.penalty > 0 ? options.penalty : segmentation_penalty(means.size(), options.cost);
    const double variance = innovation_variance(bounded.noise, mean_breaks, bounded.phi_bound);
    begins = pelt(without_autocorrelation(means, mean_breaks, bounded.phi_bound),
                  {options.cost, result.penalty * variance, shortest});
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
