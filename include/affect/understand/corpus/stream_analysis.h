/// All that is asked of a stream at once: shifts and their words, novelty and resonance, density of neighbourhoods.
///
///   const StreamAnalysis found = analyse_stream(stream, {});
///
/// Thread-safety: pure function.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "affect/understand/corpus/neighbour_density.h"
#include "affect/understand/corpus/novelty.h"
#include "affect/understand/corpus/relative_entropy.h"
#include "affect/understand/corpus/vocabulary_shift.h"

namespace affect::understand::corpus {

enum class NoveltySpace { words, topics };

struct StreamOptions {
  NoveltySpace space = NoveltySpace::words;  ///< what novelty's distances are of
  std::size_t window = 0;                    ///< documents on each side; 0: a tenth of the stream, 5 to 50
  std::size_t neighbours = 5;
  std::size_t dimensions = 100;
  std::size_t permutations = 999;
  std::size_t block = 1;
  Smoothing smoothing;
  std::size_t words = 10;  ///< of each list of driving words
  std::uint64_t seed = 1;
};

struct ShiftWords {
  VocabularyShift shift;
  DrivingWords words;  ///< of the windows beside it
};

struct StreamAnalysis {
  ShiftScan scan;
  std::vector<ShiftWords> shifts;  ///< scan.shifts; the strongest alone where none is below the level
  Novelty novelty;
  NeighbourDensity density;
};

/// Throws InputError where the stream has more documents than PairDistances can hold.
StreamAnalysis analyse_stream(const DocumentStream& stream, const StreamOptions& options);

}  // namespace affect::understand::corpus
