#include "affect/understand/corpus/novelty.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "affect/understand/corpus/vocabulary_shift.h"
#include "understand/corpus/document_order.h"
#include "understand/corpus/order_test.h"

namespace affect::understand::corpus {
namespace {

std::vector<DocumentNovelty> in_order(const PairDistances& distances, const std::vector<std::size_t>& order,
                                      std::size_t window) {
  std::vector<DocumentNovelty> rows;
  for (std::size_t at = window; at + window < order.size(); ++at) {
    DocumentNovelty row{.document = order[at]};
    for (std::size_t d = 1; d <= window; ++d) {
      row.novelty += distances.at(order[at], order[at - d]);
      row.transience += distances.at(order[at], order[at + d]);
    }
    row.novelty /= static_cast<double>(window);
    row.transience /= static_cast<double>(window);
    row.resonance = row.novelty - row.transience;
    rows.push_back(row);
  }
  return rows;
}

struct NoveltySums {
  double level = 0, slope = 0, largest = 0;
};

NoveltySums summed(const std::vector<DocumentNovelty>& rows) {
  NoveltySums sums;
  double novelty = 0, resonance = 0;
  for (const auto& row : rows) {
    novelty += row.novelty;
    resonance += row.resonance;
    sums.level += (row.novelty + row.transience) / 2;
    sums.largest = std::max(sums.largest, std::abs(row.resonance));
  }
  const auto n = static_cast<double>(rows.size());
  sums.level /= n;
  double both = 0, squares = 0;
  for (const auto& row : rows) {
    const double x = row.novelty - novelty / n;
    both += x * (row.resonance - resonance / n);
    squares += x * x;
  }
  if (squares > 0) sums.slope = both / squares;
  return sums;
}

}  // namespace

Novelty novelty(const PairDistances& distances, const NoveltyOptions& options) {
  assert(options.block >= 1 && options.permutations >= 1);
  const std::size_t n = distances.size();
  Novelty found;
  found.window = options.window == 0 ? usual_window(n) : options.window;
  // One more, for the document itself and another one to compare it with.
  found.reason = too_few_to_order(n, found.window + 1, options.block);
  if (!found.reason.empty()) {
    found.status = Status::too_short;
    return found;
  }
  constexpr double kFewest = 99;
  const double each = 2 * static_cast<double>(n) * static_cast<double>(found.window);
  found.permutations = static_cast<std::size_t>(
      std::min(static_cast<double>(options.permutations), std::max(kFewest, Novelty::kMostWork / each)));

  found.documents = in_order(distances, as_they_are(n), found.window);
  const NoveltySums own = summed(found.documents);
  std::vector<double> levels, slopes, largest;
  for (std::size_t round = 0; round < found.permutations; ++round) {
    Rng rng = Rng(options.seed).split(round);
    const auto sums = summed(in_order(distances, shuffled_blocks(n, options.block, rng), found.window));
    levels.push_back(sums.level);
    slopes.push_back(sums.slope);
    largest.push_back(sums.largest);
  }
  found.persistence = lower_test(own.level, levels);
  found.slope = two_sided_test(own.slope, slopes);
  std::sort(largest.begin(), largest.end());
  for (auto& row : found.documents) {
    const auto above = largest.end() - std::lower_bound(largest.begin(), largest.end(), std::abs(row.resonance) - 1e-9);
    row.p = static_cast<double>(1 + above) / static_cast<double>(1 + largest.size());
  }
  return found;
}

}  // namespace affect::understand::corpus
