/// Best-worst scaling: raters see a few items and name the best and the worst (Louviere and Woodworth 1990).
///
///   const auto scores = measure::best_worst_scores(items, judgements);          // in [-1, 1]
///   const auto half = measure::split_half(items, judgements, {.trials = 100});
///
/// A score is (times best - times worst) / times shown (Orme 2009; Kiritchenko and Mohammad 2017); NaN where an item is
/// never shown. Items out of range, and a best that is the worst, are asserted. Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace affect::measure {

/// One rater's answer to one tuple.
struct BestWorstJudgement {
  std::vector<std::size_t> items;
  std::size_t best = 0;  ///< an item, not a position
  std::size_t worst = 0;
};

std::vector<double> best_worst_scores(std::size_t items, std::span<const BestWorstJudgement> judgements);

struct SplitHalfOptions {
  std::size_t trials = 100;
  std::uint64_t seed = 1;
};

/// Means over random halves in which the correlation is estimable. The answers to one tuple are dealt to both halves.
struct SplitHalf {
  double pearson = 0;
  double spearman = 0;
  double spearman_brown = 0;  ///< 2r / (1 + r): of all answers, not of half of them (Spearman 1910, Brown 1910)
  std::size_t trials = 0;
};

/// Absent where fewer than nine tenths of the trials are estimable.
std::optional<SplitHalf> split_half(std::size_t items, std::span<const BestWorstJudgement> judgements,
                                    const SplitHalfOptions& options = {});

}  // namespace affect::measure
