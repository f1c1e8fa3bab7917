/// Whether probabilities mean what they say: reliability curve, calibration error, Brier skill.
///
///   const auto error = measure::calibration_error(probabilities, truth);   // of one label, [0, 1]
///
/// `truth` is 0 or 1; rows where it is NaN are left out. Bins hold equally many rows (equal mass): bins of equal width
/// are empty where a rare label's probabilities never go. Naeini et al. 2015; Nixon et al. 2019 (class-wise, equal
/// mass). Absent under 20 rows. Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace affect::measure {

struct ReliabilityBin {
  double probability = 0;  ///< mean of what was said
  double share = 0;        ///< of rows that were so
  std::size_t rows = 0;
};

constexpr std::size_t kReliabilityBins = 15;
std::vector<ReliabilityBin> reliability_curve(std::span<const double> probabilities, std::span<const double> truth,
                                              std::size_t bins = kReliabilityBins);
/// Mean distance of probability and share, weighted by rows.
std::optional<double> calibration_error(std::span<const double> probabilities, std::span<const double> truth,
                                        std::size_t bins = kReliabilityBins);
/// What calibration_error would be on average were the probabilities right: chance alone in bins of so many rows
/// (simulated, seeded; Broecker and Smith 2007).
std::optional<double> calibration_error_by_chance(std::span<const double> probabilities, std::span<const double> truth,
                                                  std::size_t bins = kReliabilityBins);
/// 1 - Brier score / that of always saying the prevalence: 0 says nothing, 1 is perfect. Absent where all rows agree.
std::optional<double> brier_skill(std::span<const double> probabilities, std::span<const double> truth);

}  // namespace affect::measure
