/// When the words of a stream change: the divergence of the windows before and after each document, tested.
///
///   const ShiftScan scan = vocabulary_shifts(stream, {.window = 10});
///   for (const VocabularyShift& shift : scan.shifts) fmt::print("{} p {:.3f}\n", stream[shift.at].name, shift.p);
///
/// Two windows of equally many documents slide over the stream (after Degaetano-Ortlieb & Teich 2018); at each place
/// stands their Jensen-Shannon divergence (relative_entropy.h). Documents, never words, are put in other orders: words
/// of one document belong together. p is how often the largest divergence of an order, over all places, is as large as
/// this one: the chance of any false alarm in the whole stream. A small p says that order matters; a slow drift, or
/// authors who follow one another, make it small too. `block` keeps neighbours together in every order, which answers
/// for what is alike among so many neighbours. Words of few documents count as one word: each of them adds to the
/// divergence of any two windows, and together they would hide what changes.
///
/// Time: O((permutations + 1) entries), entries being the different words of each document; above kMostWork fewer
/// permutations are drawn, 99 at least. Thread-safety: pure function.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "affect/affect_state.h"
#include "affect/understand/corpus/document_stream.h"

namespace affect::understand::corpus {

/// Fewer documents, or fewer blocks of them, have too few orders.
inline constexpr std::size_t kFewestDocuments = 12;

struct ShiftOptions {
  std::size_t window = 0;  ///< documents on each side; 0: a tenth of the stream, 5 to 50
  std::size_t rare = 0;    ///< words of fewer documents are one; 0: a twentieth of the stream, at least 3
  std::size_t permutations = 999;
  std::size_t block = 1;  ///< documents that stay together
  double level = 0.05;
  std::uint64_t seed = 1;
};

struct VocabularyShift {
  std::size_t at = 0;  ///< the first document of the window after
  double bits = 0;
  double p = 1;
};

struct ShiftScan {
  static constexpr double kMostWork = 2e9;  ///< entries changed in all permutations
  Status status = Status::given;
  std::string reason;
  std::size_t window = 0;
  std::size_t permutations = 0;  ///< drawn
  std::vector<double> bits;      ///< by document from which the window after begins; NaN where a window does not fit
  double chance_bits = 0;        ///< the largest divergence that a share `level` of the orders exceeds
  VocabularyShift strongest;     ///< whatever its p
  std::vector<VocabularyShift> shifts;  ///< p <= level, the strongest within a window of each other; in order
};

/// The window that stands for 0.
std::size_t usual_window(std::size_t documents);

/// too_short: fewer than kFewestDocuments, than two windows, or than kFewestDocuments blocks where block > 1.
ShiftScan vocabulary_shifts(const DocumentStream& stream, const ShiftOptions& options);

}  // namespace affect::understand::corpus
