/// The vectors that lie nearest to one.
///
/// Cosines of two models, and of two corpora, are not on one scale: an encoder for retrieval gives unrelated texts 0.8.
/// `z` says how far a row stands out among those searched. Thread-safety: pure.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace affect::model {

struct Neighbour {
  std::size_t row = 0;
  double cosine = 0;
  double z = 0;  ///< SDs of all rows' cosines above their mean; 0 where all are equal
};

/// The `count` rows with the highest cosines, highest first, earlier rows before later ones of the same. `rows` are
/// vectors of length 1, as wide as `query`, one after the other.
std::vector<Neighbour> nearest(std::span<const float> query, std::span<const float> rows, std::size_t count);

}  // namespace affect::model
