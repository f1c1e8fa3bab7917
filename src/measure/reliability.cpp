#include "affect/measure/reliability.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "affect/rng.h"

namespace affect::measure {
namespace {

constexpr std::size_t kFewest = 20;

std::vector<std::pair<double, double>> known_pairs(std::span<const double> probabilities,
                                                   std::span<const double> truth) {
  assert(probabilities.size() == truth.size());
  std::vector<std::pair<double, double>> pairs;
  for (std::size_t i = 0; i < truth.size(); ++i) {
    if (!std::isnan(truth[i]) && !std::isnan(probabilities[i])) pairs.emplace_back(probabilities[i], truth[i]);
  }
  return pairs;
}

}  // namespace

std::vector<ReliabilityBin> reliability_curve(std::span<const double> probabilities, std::span<const double> truth,
                                              std::size_t bins) {
  assert(bins > 0);
  auto pairs = known_pairs(probabilities, truth);
  if (pairs.size() < kFewest) return {};
  std::sort(pairs.begin(), pairs.end());
  std::vector<ReliabilityBin> curve;
  for (std::size_t bin = 0; bin < bins; ++bin) {
    const std::size_t begin = pairs.size() * bin / bins, end = pairs.size() * (bin + 1) / bins;
    if (begin == end) continue;
    ReliabilityBin one{.rows = end - begin};
    for (std::size_t i = begin; i < end; ++i) {
      one.probability += pairs[i].first / static_cast<double>(one.rows);
      one.share += pairs[i].second / static_cast<double>(one.rows);
    }
    curve.push_back(one);
  }
  return curve;
}

std::optional<double> calibration_error(std::span<const double> probabilities, std::span<const double> truth,
                                        std::size_t bins) {
  const auto curve = reliability_curve(probabilities, truth, bins);
  if (curve.empty()) return std::nullopt;
  double error = 0, rows = 0;
  for (const ReliabilityBin& bin : curve) {
    error += std::abs(bin.probability - bin.share) * static_cast<double>(bin.rows);
    rows += static_cast<double>(bin.rows);
  }
  return error / rows;
}

std::optional<double> calibration_error_by_chance(std::span<const double> probabilities, std::span<const double> truth,
                                                  std::size_t bins) {
  constexpr std::size_t kDraws = 200;
  constexpr std::uint64_t kSeed = 20231;
  const auto pairs = known_pairs(probabilities, truth);
  if (pairs.size() < kFewest) return std::nullopt;
  std::vector<double> said, drawn(pairs.size());
  for (const auto& [probability, is] : pairs) said.push_back(probability);
  Rng rng(kSeed);
  double sum = 0;
  for (std::size_t draw = 0; draw < kDraws; ++draw) {
    for (std::size_t i = 0; i < said.size(); ++i) drawn[i] = rng.uniform() < said[i] ? 1 : 0;
    sum += *calibration_error(said, drawn, bins);
  }
  return sum / kDraws;
}

std::optional<double> brier_skill(std::span<const double> probabilities, std::span<const double> truth) {
  const auto pairs = known_pairs(probabilities, truth);
  if (pairs.size() < kFewest) return std::nullopt;
  double prevalence = 0;
  for (const auto& [probability, is] : pairs) prevalence += is;
  prevalence /= static_cast<double>(pairs.size());
  double score = 0, trivial = 0;
  for (const auto& [probability, is] : pairs) {
    score += (probability - is) * (probability - is);
    trivial += (prevalence - is) * (prevalence - is);
  }
  if (trivial == 0) return std::nullopt;
  return 1 - score / trivial;
}

}  // namespace affect::measure
