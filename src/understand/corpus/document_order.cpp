#include "understand/corpus/document_order.h"

#include <numeric>

#include <fmt/format.h>

#include "affect/understand/corpus/vocabulary_shift.h"

namespace affect::understand::corpus {

std::vector<std::size_t> as_they_are(std::size_t documents) {
  std::vector<std::size_t> order(documents);
  std::iota(order.begin(), order.end(), std::size_t{0});
  return order;
}

std::vector<std::size_t> shuffled_blocks(std::size_t documents, std::size_t block, Rng& rng) {
  std::vector<std::size_t> begins;
  for (std::size_t i = 0; i < documents; i += block) begins.push_back(i);
  rng.shuffle(begins);
  const std::size_t shift = block > 1 ? rng.below(documents) : 0;
  std::vector<std::size_t> order;
  order.reserve(documents);
  for (const std::size_t begin : begins) {
    for (std::size_t i = begin; i < std::min(begin + block, documents); ++i) order.push_back((i + shift) % documents);
  }
  return order;
}

std::string too_few_to_order(std::size_t documents, std::size_t window, std::size_t block) {
  if (documents < kFewestDocuments) return fmt::format("{} documents, {} needed", documents, kFewestDocuments);
  if (documents < 2 * window) return fmt::format("{} documents, two windows of {} needed", documents, window);
  if (block > 1 && documents / block < kFewestDocuments) {
    return fmt::format("{} blocks of {} documents, {} needed", documents / block, block, kFewestDocuments);
  }
  return {};
}

}  // namespace affect::understand::corpus
