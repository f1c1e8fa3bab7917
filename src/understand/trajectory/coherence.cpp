#include "affect/understand/trajectory/coherence.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>
#include <complex>
#include <numbers>
#include <span>

#include <fmt/format.h>

#include "affect/understand/trajectory/variability.h"
#include "understand/trajectory/pair_checks.h"

namespace affect::understand::trajectory {
namespace {

constexpr std::size_t kShortestSegment = 16, kLongestSegment = 64, kFewestSegments = 4;

using Spectrum = std::vector<std::complex<double>>;

/// Spectra of all windows of one person: what surrogates of the other leave as it is.
class WelchSpectra {
 public:
  WelchSpectra(std::span<const double> scores, std::size_t segment) {
    std::vector<double> cosines, sines, window;
    for (std::size_t i = 0; i < segment; ++i) {
      const double angle = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(segment);
      cosines.push_back(std::cos(angle));
      sines.push_back(std::sin(angle));
      window.push_back((1 - cosines.back()) / 2);
    }
    std::vector<double> cut(segment);
    for (std::size_t begin = 0; begin + segment <= scores.size(); begin += segment / 2) {
      const double middle = mean(scores.subspan(begin, segment));
      for (std::size_t i = 0; i < segment; ++i) cut[i] = window[i] * (scores[begin + i] - middle);
      Spectrum spectrum;
      for (std::size_t k = 0; 2 * k <= segment; ++k) {
        double real = 0, imaginary = 0;
        for (std::size_t i = 0; i < segment; ++i) {
          real += cut[i] * cosines[i * k % segment];
          imaginary -= cut[i] * sines[i * k % segment];
        }
        spectrum.emplace_back(real, imaginary);
      }
      windows.push_back(std::move(spectrum));
    }
  }

  std::vector<Spectrum> windows;
};

std::vector<double> coherence_of(const WelchSpectra& first, const WelchSpectra& second) {
  std::vector<double> all;
  for (std::size_t k = 0; k < first.windows.front().size(); ++k) {
    std::complex<double> cross = 0;
    double first_power = 0, second_power = 0;
    for (std::size_t w = 0; w < first.windows.size(); ++w) {
      cross += std::conj(first.windows[w][k]) * second.windows[w][k];
      first_power += std::norm(first.windows[w][k]);
      second_power += std::norm(second.windows[w][k]);
    }
    const double power = first_power * second_power;
    all.push_back(power > 0 ? std::norm(cross) / power : 0);
  }
  return all;
}

/// Shortest period of each band in bins.
constexpr std::array<std::size_t, 3> kShortestPeriods{8, 4, 2};

std::array<double, kShortestPeriods.size()> band_means(const std::vector<double>& all, std::size_t segment) {
  std::array<double, kShortestPeriods.size()> sums{}, counts{};
  for (std::size_t k = 1; k < all.size(); ++k) {
    // The period is segment / k bins.
    const std::size_t band = segment > kShortestPeriods[0] * k ? 0 : segment > kShortestPeriods[1] * k ? 1 : 2;
    sums[band] += all[k];
    ++counts[band];
  }
  for (std::size_t band = 0; band < sums.size(); ++band) sums[band] /= counts[band];
  return sums;
}

}  // namespace

std::vector<double> welch_coherence(const std::vector<double>& first, const std::vector<double>& second,
                                    std::size_t segment) {
  assert(first.size() == second.size() && first.size() >= segment && segment % 2 == 0);
  return coherence_of(WelchSpectra(first, segment), WelchSpectra(second, segment));
}

Coherence coherence(const PairedScores& whole, const SurrogateOptions& options) {
  Coherence found;
  const auto refuse = [&](Status status, std::string reason) {
    found.status = status;
    found.reason = std::move(reason);
    return found;
  };
  const PairedScores pair = longest_session(whole);
  if (pair.alternates()) return refuse(Status::not_estimable, "turns have no frequency");
  if (const auto refused = refusal(pair, kFewestForCoherence)) return refuse(refused->status, refused->reason);
  if (pair.size() > kLongestCoherence) {
    return refuse(Status::not_estimable,
                  fmt::format("{} bins; above {} take longer ones (bin_s)", pair.size(), kLongestCoherence));
  }
  const std::size_t segment =
      std::clamp(std::bit_floor(pair.size() / kFewestSegments), kShortestSegment, kLongestSegment);
  const WelchSpectra first(pair.first, segment);
  found.windows = first.windows.size();
  const auto own = band_means(coherence_of(first, WelchSpectra(pair.second, segment)), segment);
  std::array<std::vector<double>, kShortestPeriods.size()> drawn_means;
  surrogate_values(pair, options, [&](const PairedScores& drawn) {
    const auto means = band_means(coherence_of(first, WelchSpectra(drawn.second, segment)), segment);
    for (std::size_t band = 0; band < means.size(); ++band) drawn_means[band].push_back(means[band]);
    return 0.0;
  });
  for (std::size_t band = 0; band < own.size(); ++band) {
    const double longest = band == 0 ? 0 : static_cast<double>(kShortestPeriods[band - 1]) * pair.step;
    found.bands.push_back({static_cast<double>(kShortestPeriods[band]) * pair.step, longest, own[band],
                           upper_p(drawn_means[band], own[band])});
  }
  return found;
}

}  // namespace affect::understand::trajectory
