/// Latent semantic analysis: documents as points of a space in which those with related words are near.
///
///   const LatentSpace space = latent_space(stream, {.dimensions = 50});
///   space.place(3);   // a unit vector
///
/// The table of documents by words, weighted, is cut to its largest singular values (Deerwester et al. 1990). Weights:
/// log-entropy (Dumais 1991), log2(1 + count) times 1 + sum p log2 p / log2 n, p being the share of the word's
/// occurrences that a document has; or tf-idf, count / length times ln(n / documents with it). The truncated
/// decomposition is a randomised one (Halko, Martinsson & Tropp 2011) with power iterations; equal seeds give equal
/// spaces, and places are the same up to a turn of the space, which no cosine sees.
///
/// Time: O(iterations entries dimensions + n dimensions^2). Thread-safety: pure function; a space is immutable.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "affect/understand/corpus/document_stream.h"

namespace affect::understand::corpus {

struct LatentOptions {
  enum class Weighting { log_entropy, tf_idf };
  std::size_t dimensions = 100;  ///< at least 1; fewer where the table has fewer
  Weighting weighting = Weighting::log_entropy;
  std::uint64_t seed = 1;
};

class LatentSpace {
 public:
  LatentSpace(std::size_t dimensions, std::vector<double> singular_values, std::vector<double> places)
      : dimensions_(dimensions), singular_values_(std::move(singular_values)), places_(std::move(places)) {}
  std::size_t dimensions() const { return dimensions_; }
  std::size_t documents() const { return dimensions_ == 0 ? 0 : places_.size() / dimensions_; }
  /// The largest first.
  const std::vector<double>& singular_values() const { return singular_values_; }
  /// Of length 1; of length 0 for a document all of whose words weigh nothing.
  std::span<const double> place(std::size_t document) const {
    return std::span(places_).subspan(document * dimensions_, dimensions_);
  }

 private:
  std::size_t dimensions_;
  std::vector<double> singular_values_, places_;
};

LatentSpace latent_space(const DocumentStream& stream, const LatentOptions& options);

}  // namespace affect::understand::corpus
