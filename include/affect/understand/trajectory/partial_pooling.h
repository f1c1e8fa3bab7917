/// Levels of several people, each drawn to the mean of all as far as its own scores leave it open (empirical Bayes;
/// Morris 1983, "Parametric empirical Bayes inference", doi:10.1080/01621459.1983.10477920).
///
///   const auto pooled = partial_pooling(means, variances);  // variances of the means
///   if (pooled) for (const PooledLevel& level : pooled->levels) ...
///
/// People with few or scattered scores move most. For display and as baselines; differences between people are tested
/// on what they said, not on these. Thread-safety: pure function.
#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace affect::understand::trajectory {

/// Fewer people do not tell how people differ.
inline constexpr std::size_t kFewestToPool = 4;

struct PooledLevel {
  double level = 0;
  double standard_error = 0;  ///< allows for what is not known of the others' mean and spread
  double share_of_own = 0;    ///< weight of the person's own mean, [0, 1]
};

struct PooledLevels {
  double mean = 0;          ///< of people
  double between_variance;  ///< of people's levels, >= 0
  std::vector<PooledLevel> levels;
};

/// `variances` > 0: of each mean, by its scores. Absent under kFewestToPool people.
std::optional<PooledLevels> partial_pooling(std::span<const double> means, std::span<const double> variances);

}  // namespace affect::understand::trajectory
