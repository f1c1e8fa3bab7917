#include "affect/understand/trajectory/arc.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

#include <fmt/format.h>

#include "affect/rng.h"
#include "understand/trajectory/shuffled_blocks.h"

namespace affect::understand::trajectory {
namespace {

constexpr std::size_t kWaves = 3;
/// More scores are looked at as means of neighbours: three half waves need no more.
constexpr std::size_t kLongestArc = 1024;

/// Term k of the orthonormal discrete cosine transform (type 2).
double cosine_term(std::span<const double> scores, std::size_t k) {
  const auto n = static_cast<double>(scores.size());
  double sum = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    sum += scores[i] * std::cos(std::numbers::pi * static_cast<double>(k) * (static_cast<double>(i) + 0.5) / n);
  }
  return sum * std::sqrt((k == 0 ? 1 : 2) / n);
}

/// The half waves of length n, one after the other.
std::vector<double> half_waves(std::size_t n) {
  std::vector<double> waves;
  waves.reserve(kWaves * n);
  for (std::size_t k = 1; k <= kWaves; ++k) {
    for (std::size_t i = 0; i < n; ++i) {
      waves.push_back(std::cos(std::numbers::pi * static_cast<double>(k) * (static_cast<double>(i) + 0.5) /
                               static_cast<double>(n)) *
                      std::sqrt(2 / static_cast<double>(n)));
    }
  }
  return waves;
}

/// The wave that explains most: its number from 1 and its term.
std::pair<std::size_t, double> best_wave(std::span<const double> scores, std::span<const double> waves) {
  std::pair<std::size_t, double> best{1, 0};
  for (std::size_t k = 0; k < kWaves; ++k) {
    const auto wave = waves.subspan(k * scores.size(), scores.size());
    const double term = std::inner_product(scores.begin(), scores.end(), wave.begin(), 0.0);
    if (std::abs(term) > std::abs(best.second)) best = {k + 1, term};
  }
  return best;
}

ArcShape shape_of(std::size_t wave, double term) {
  constexpr std::array<std::pair<ArcShape, ArcShape>, kWaves> kShapes{
      {{ArcShape::fall, ArcShape::rise},
       {ArcShape::fall_rise, ArcShape::rise_fall},
       {ArcShape::fall_rise_fall, ArcShape::rise_fall_rise}}};
  return term > 0 ? kShapes[wave - 1].first : kShapes[wave - 1].second;
}

double shuffled_p(std::span<const double> scores, std::span<const double> waves, double term, std::size_t block,
                  const ArcOptions& options) {
  Rng rng(options.seed);
  std::size_t as_much = 1;
  std::vector<double> shuffled;
  for (std::size_t i = 0; i < options.permutations; ++i) {
    shuffle_blocks(scores, block, rng, shuffled);
    as_much += std::abs(best_wave(shuffled, waves).second) >= std::abs(term);
  }
  return static_cast<double>(as_much) / static_cast<double>(options.permutations + 1);
}

}  // namespace

std::vector<double> percentage_bins(std::span<const double> scores, std::size_t bins) {
  assert(!scores.empty() && bins > 0);
  const double width = static_cast<double>(scores.size()) / static_cast<double>(bins);
  std::vector<double> means;
  means.reserve(bins);
  for (std::size_t b = 0; b < bins; ++b) {
    const double begin = width * static_cast<double>(b), end = width * static_cast<double>(b + 1);
    double sum = 0;
    for (auto i = static_cast<std::size_t>(begin); i < scores.size() && static_cast<double>(i) < end; ++i) {
      const double share = std::min(end, static_cast<double>(i + 1)) - std::max(begin, static_cast<double>(i));
      sum += scores[i] * share;
    }
    means.push_back(sum / width);
  }
  return means;
}

std::vector<double> cosine_low_pass(std::span<const double> scores, std::size_t terms, std::size_t points) {
  assert(!scores.empty() && terms >= 1 && terms <= scores.size());
  const auto n = static_cast<double>(scores.size());
  std::vector<double> kept;
  for (std::size_t k = 0; k < terms; ++k) kept.push_back(cosine_term(scores, k));
  std::vector<double> curve;
  curve.reserve(points);
  for (std::size_t j = 0; j < points; ++j) {
    const double place = points == 1 ? (n - 1) / 2 : (n - 1) * static_cast<double>(j) / static_cast<double>(points - 1);
    double value = 0;
    for (std::size_t k = 0; k < terms; ++k) {
      value += kept[k] * std::sqrt((k == 0 ? 1 : 2) / n) *
               std::cos(std::numbers::pi * static_cast<double>(k) * (place + 0.5) / n);
    }
    curve.push_back(value);
  }
  return curve;
}

std::string_view to_string(ArcShape shape) {
  switch (shape) {
    case ArcShape::rise:
      return "rise";
    case ArcShape::fall:
      return "fall";
    case ArcShape::fall_rise:
      return "fall-rise";
    case ArcShape::rise_fall:
      return "rise-fall";
    case ArcShape::rise_fall_rise:
      return "rise-fall-rise";
    case ArcShape::fall_rise_fall:
      return "fall-rise-fall";
  }
  return {};
}

Arc arc(std::span<const double> scores, const ArcOptions& options) {
  Arc found;
  if (scores.size() < kFewestForArc) {
    found.status = Status::too_short;
    found.reason =
        fmt::format("{} score{}; {} are needed", scores.size(), scores.size() == 1 ? "" : "s", kFewestForArc);
    return found;
  }
  found.rows_per_mean = (scores.size() + kLongestArc - 1) / kLongestArc;
  const bool is_long = found.rows_per_mean > 1;
  std::vector<double> values =
      is_long ? percentage_bins(scores, kLongestArc) : std::vector(scores.begin(), scores.end());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  double square = 0;
  for (double& value : values) {
    value -= mean;
    square += value * value;
  }
  constexpr double kFlat = 1e-18;
  if (square <= kFlat * static_cast<double>(values.size())) {
    found.status = Status::not_estimable;
    found.reason = "all scores are equal";
    return found;
  }
  const auto waves = half_waves(values.size());
  const auto [wave, term] = best_wave(values, waves);
  found.shape = shape_of(wave, term);
  found.share = term * term / square;
  found.block = static_cast<std::size_t>(std::cbrt(static_cast<double>(values.size())));
  found.p =
      std::max(shuffled_p(values, waves, term, 1, options), shuffled_p(values, waves, term, found.block, options));
  return found;
}

std::optional<PeakEnd> peak_end(std::span<const double> scores) {
  if (scores.empty()) return std::nullopt;
  PeakEnd found;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (i > 0 && std::abs(scores[i]) < std::abs(found.peak)) continue;
    found.peak = scores[i];
    found.at = i;
  }
  const std::size_t last = std::max<std::size_t>(1, scores.size() / 10);
  for (const double score : scores.last(last)) found.end += score / static_cast<double>(last);
  found.remembered = (found.peak + found.end) / 2;
  return found;
}

}  // namespace affect::understand::trajectory
