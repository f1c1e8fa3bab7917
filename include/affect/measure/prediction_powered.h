/// A mean (or a share) over many texts from a few hand codes and an engine's values of all: prediction-powered
/// inference (Angelopoulos et al. 2023, Science 382, 669) with power tuning (PPI++, Angelopoulos, Duchi and Zrnic 2023,
/// arXiv 2311.01453, section 3 and algorithm 1).
///
///   const auto mean = measure::prediction_powered_mean(codes, engine_of_coded, engine_of_others);
///   if (mean) fmt::print("{} [{}, {}]\n", mean->corrected.estimate, mean->corrected.low, mean->corrected.high);
///
/// corrected = power * mean(others) + mean(codes - power * engine): right on average whatever the engine does wrong, if
/// the coded texts are a random part of all. A share is the mean of 0 and 1. Rows must be independent; where persons
/// wrote several texts each, name the persons, else every interval is too narrow. Absent under kMinimumCodes codes, two
/// other texts, or kMinimumGroups persons among the coded. NaN is asserted against. Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <optional>
#include <span>

#include "affect/measure/bootstrap.h"

namespace affect::measure {

/// Below this the normal interval does not hold what it promises.
inline constexpr std::size_t kMinimumCodes = 20;

struct PredictionPoweredMean {
  std::size_t coded = 0, others = 0;
  Interval naive;      ///< of the engine's values of the others, as if it were right
  Interval classical;  ///< of the hand codes alone
  Interval corrected;
  double power = 0;  ///< 0 the engine says nothing, 1 it is taken at its word; chosen for the least variance
};

std::optional<PredictionPoweredMean> prediction_powered_mean(std::span<const double> codes,
                                                             std::span<const double> predicted,
                                                             std::span<const double> others, double level = 0.95);

/// Who wrote each text, as numbers from 0 that both lists share: a person may stand in both.
struct TextPersons {
  std::span<const std::size_t> coded, others;
};

/// The same from texts that belong together: the error of each mean is that of sums over persons (Liang and Zeger
/// 1986), with Student's t of the coded persons.
std::optional<PredictionPoweredMean> prediction_powered_mean(std::span<const double> codes,
                                                             std::span<const double> predicted,
                                                             std::span<const double> others, const TextPersons& persons,
                                                             double level = 0.95);

}  // namespace affect::measure
