#include "affect/measure/best_worst.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

#include "affect/measure/correlation.h"
#include "affect/rng.h"

namespace affect::measure {
namespace {

/// The tuple's number of each judgement: the same items in any order are one tuple.
std::vector<std::size_t> tuple_numbers(std::span<const BestWorstJudgement> judgements) {
  std::map<std::vector<std::size_t>, std::size_t> numbers;
  std::vector<std::size_t> result;
  result.reserve(judgements.size());
  for (const BestWorstJudgement& judgement : judgements) {
    auto items = judgement.items;
    std::sort(items.begin(), items.end());
    result.push_back(numbers.try_emplace(std::move(items), numbers.size()).first->second);
  }
  return result;
}

}  // namespace

std::vector<double> best_worst_scores(std::size_t items, std::span<const BestWorstJudgement> judgements) {
  std::vector<double> score(items), shown(items);
  for (const BestWorstJudgement& judgement : judgements) {
    assert(judgement.best < items && judgement.worst < items && judgement.best != judgement.worst);
    for (const std::size_t item : judgement.items) {
      assert(item < items);
      shown[item] += 1;
    }
    score[judgement.best] += 1;
    score[judgement.worst] -= 1;
  }
  for (std::size_t item = 0; item < items; ++item) {
    score[item] = shown[item] > 0 ? score[item] / shown[item] : std::numeric_limits<double>::quiet_NaN();
  }
  return score;
}

std::optional<SplitHalf> split_half(std::size_t items, std::span<const BestWorstJudgement> judgements,
                                    const SplitHalfOptions& options) {
  assert(options.trials > 0);
  const auto tuple = tuple_numbers(judgements);
  const std::size_t tuples = tuple.empty() ? 0 : *std::max_element(tuple.begin(), tuple.end()) + 1;
  Rng rng(options.seed);
  SplitHalf result;
  for (std::size_t trial = 0; trial < options.trials; ++trial) {
    // Tuples in a random order, the answers to each in a random order: dealt in turn, no half has two more of one
    // tuple.
    std::vector<std::size_t> rank(tuples), order(judgements.size());
    std::iota(rank.begin(), rank.end(), std::size_t{0});
    std::iota(order.begin(), order.end(), std::size_t{0});
    rng.shuffle(rank);
    rng.shuffle(order);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return rank[tuple[a]] < rank[tuple[b]]; });
    std::vector<BestWorstJudgement> halves[2];
    for (std::size_t i = 0; i < order.size(); ++i) halves[i % 2].push_back(judgements[order[i]]);
    const auto first = best_worst_scores(items, halves[0]), second = best_worst_scores(items, halves[1]);
    const auto r = pearson(first, second);
    if (!r || *r <= -1) continue;
    std::vector<double> x, y;
    for (std::size_t item = 0; item < items; ++item) {
      if (std::isnan(first[item]) || std::isnan(second[item])) continue;
      x.push_back(first[item]);
      y.push_back(second[item]);
    }
    ++result.trials;
    result.pearson += *r;
    result.spearman += *spearman(x, y);  // where r is there, so is this
    result.spearman_brown += 2 * *r / (1 + *r);
  }
  if (result.trials * 10 < options.trials * 9) return std::nullopt;
  for (double* mean : {&result.pearson, &result.spearman, &result.spearman_brown}) {
    *mean /= static_cast<double>(result.trials);
  }
  return result;
}

}  // namespace affect::measure
