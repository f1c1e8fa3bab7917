/// How far each document of a stream is from each other one: by its words, or by what it is about.
///
///   const PairDistances distances = word_divergences(stream, {});
///   distances.at(5, 3);   // bits: document 5 as seen by who knows document 3
///
/// Memory: 4 bytes a pair, so that a stream has at most kMostDocuments; join its documents before
/// (DocumentStream::joined). Thread-safety: pure functions; a table is immutable.
#pragma once
#include <cstddef>
#include <vector>

#include "affect/understand/corpus/document_stream.h"
#include "affect/understand/corpus/latent_space.h"
#include "affect/understand/corpus/relative_entropy.h"

namespace affect::understand::corpus {

class PairDistances {
 public:
  static constexpr std::size_t kMostDocuments = 4000;

  /// Throws InputError above kMostDocuments.
  explicit PairDistances(std::size_t documents);
  std::size_t size() const { return size_; }
  double at(std::size_t document, std::size_t from) const {
    return static_cast<double>(values_[document * size_ + from]);
  }
  void set(std::size_t document, std::size_t from, double value) {
    values_[document * size_ + from] = static_cast<float>(value);
  }

 private:
  std::size_t size_;
  std::vector<float> values_;
};

/// D(document||from), bits: relative entropy of their words, smoothed towards those of the whole stream. Time: O(n
/// entries).
PairDistances word_divergences(const DocumentStream& stream, const Smoothing& smoothing);
/// 1 - cosine of their places, [0, 2]; 1 from a document that has none. Symmetric.
PairDistances cosine_distances(const LatentSpace& space);

}  // namespace affect::understand::corpus
