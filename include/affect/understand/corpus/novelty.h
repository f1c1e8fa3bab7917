/// Which documents are new, and which stay: novelty, transience, resonance.
///
///   const Novelty found = novelty(word_divergences(stream, {}), {.window = 10});
///   for (const DocumentNovelty& one : found.documents) fmt::print("{:.2f} {:.2f}\n", one.novelty, one.resonance);
///
/// Novelty is a document's mean distance to the `window` documents before it, transience to those after it, resonance
/// novelty less transience: what is new and then taken up (Barron, Huang, Spang & DeDeo 2018, on topics; here on words
/// or on places in a latent space, as the distances are). Only documents with whole windows on both sides have them.
///
/// Tests draw other orders of the documents. A document's p is how often the largest resonance of an order, in either
/// direction and over all documents, is as large as its own. Persistence: neighbours are more alike than in other
/// orders; without it novelty and resonance say nothing, as any order would do. Resonance holds novelty, so that its
/// slope on novelty is above 0 in any order: `slope_by_chance` stands beside it, and p is about the difference. Novelty
/// falls with the length of documents where distances do; resonance less so.
///
/// Time: O(permutations n window); above kMostWork fewer permutations are drawn, 99 at least. Thread-safety: pure
/// function.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "affect/affect_state.h"
#include "affect/understand/corpus/pair_distances.h"

namespace affect::understand::corpus {

struct NoveltyOptions {
  std::size_t window = 0;  ///< documents on each side; 0: a tenth of the stream, 5 to 50
  std::size_t permutations = 999;
  std::size_t block = 1;  ///< documents that stay together
  std::uint64_t seed = 1;
};

struct DocumentNovelty {
  std::size_t document = 0;
  double novelty = 0, transience = 0, resonance = 0;  ///< in the unit of the distances
  double p = 1;
};

/// A figure of the stream, beside what it is in other orders.
struct OrderTest {
  double value = 0;
  double by_chance = 0;  ///< mean over the orders
  double p = 1;
};

struct Novelty {
  static constexpr double kMostWork = 2e9;  ///< distances added up in all permutations
  Status status = Status::given;
  std::string reason;
  std::size_t window = 0;
  std::size_t permutations = 0;
  std::vector<DocumentNovelty> documents;
  OrderTest persistence;  ///< mean of novelty and transience; p: as low in another order
  OrderTest slope;        ///< of resonance on novelty; p: two-sided
};

/// too_short as vocabulary_shifts().
Novelty novelty(const PairDistances& distances, const NoveltyOptions& options);

}  // namespace affect::understand::corpus
