/// A stream with a change whose time and words are known: what the power of a test is measured with.
///
/// Thread-safety: pure functions; one generator, one thread.
#pragma once
#include <cstddef>
#include <string>

#include "affect/rng.h"
#include "affect/understand/corpus/document_stream.h"

namespace affect::understand::corpus {

struct Plant {
  std::size_t from = 0;   ///< the first document that has planted words
  double share = 0;       ///< of the words of such a document, on average: [0, 1)
  std::size_t words = 5;  ///< new ones, as likely as each other
  /// How unevenly documents have them: a document's share is `share` times a gamma variate of this shape. Words come in
  /// clumps: who speaks of a thing speaks of it more than once.
  double clump = 1;
};

/// Planted words are called so, with a number: no text has them.
inline constexpr const char* kPlantedWord = "planted*";

/// The documents in another order, without their dates.
DocumentStream shuffled(const DocumentStream& stream, Rng& rng);
/// Each word of documents from `plant.from` on is changed for a planted one by chance.
DocumentStream planted(const DocumentStream& stream, const Plant& plant, Rng& rng);
/// Documents of `length` words drawn by 1 / rank from `vocabulary` words; each document has favourites: its own rates
/// are gamma variates of shape `evenness` around them.
DocumentStream drawn_stream(std::size_t documents, std::size_t length, std::size_t vocabulary, double evenness,
                            Rng& rng);

}  // namespace affect::understand::corpus
