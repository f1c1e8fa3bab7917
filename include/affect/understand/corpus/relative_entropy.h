/// How far the words of one stretch of a stream are from those of another, in bits, and which words make it so.
///
///   const auto found = driving_words(stream, 20, 40, 60, {});   // documents 40 to 59 against 20 to 39
///   for (const DrivingWord& word : found.rising) fmt::print("{} {:.4f}\n", stream.vocabulary()[word.word], word.bits);
///
/// Relative entropy D(P||Q) = sum p log2(p / q) (Kullback & Leibler 1951) says how many bits a word it costs to write P
/// with a code for Q; its terms p log2(p / q) say what each word adds (Degaetano-Ortlieb & Teich 2018). A word that Q
/// lacks would cost endlessly many, so that both are smoothed towards the words of both stretches together: with
/// Jelinek-Mercer a share of it, with Dirichlet as many words of it, which weighs less in a long text.
/// Jensen-Shannon divergence needs no smoothing: the weighted mean of the relative entropies of both stretches to what
/// they hold together, with their shares of the words as weights (Lin 1991), in [0, 1]. Times 2 n ln 2 it is the
/// log-likelihood ratio of the table of words by stretches; it is larger in small texts by chance, so that only a
/// permutation tells what a value means.
///
/// Thread-safety: pure functions.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "affect/understand/corpus/document_stream.h"

namespace affect::understand::corpus {

struct Smoothing {
  enum class Kind { jelinek_mercer, dirichlet };
  Kind kind = Kind::jelinek_mercer;
  double amount = 0.05;  ///< jelinek_mercer: share in (0, 1); dirichlet: words, above 0
};

/// Words of the documents [begin, end), by number.
std::vector<std::uint64_t> word_counts(const DocumentStream& stream, std::size_t begin, std::size_t end);
/// Shares of the words, moved towards those of `background`, which has a count for every word that `counts` has; both
/// hold words.
std::vector<double> smoothed_shares(std::span<const std::uint64_t> counts, std::span<const std::uint64_t> background,
                                    const Smoothing& smoothing);
/// D(P||Q), bits; q is above 0 where p is.
double relative_entropy(std::span<const double> p, std::span<const double> q);
/// Bits; 0 where one holds no words.
double jensen_shannon(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b);

struct DrivingWord {
  std::uint32_t word = 0;
  double bits = 0;  ///< its term of the relative entropy
  double before_per_million = 0, after_per_million = 0;
  /// Welch's test of its share in the documents of both sides, two-sided, documents as units; absent where it stands in
  /// fewer than kFewestDocumentsOfWord, or a side has one document. `p_adjusted`: Benjamini & Hochberg over all words
  /// tested.
  std::optional<double> p, p_adjusted;
};

inline constexpr std::size_t kFewestDocumentsOfWord = 3;

struct DrivingWords {
  double rise_bits = 0;             ///< D(after||before)
  double fade_bits = 0;             ///< D(before||after)
  std::vector<DrivingWord> rising;  ///< terms of D(after||before), the largest first
  std::vector<DrivingWord> fading;  ///< terms of D(before||after)
};

struct DrivingWordOptions {
  Smoothing smoothing;
  std::size_t most = 10;  ///< words in each list
};

/// Of documents [at, end) against [begin, at); both hold documents.
DrivingWords driving_words(const DocumentStream& stream, std::size_t begin, std::size_t at, std::size_t end,
                           const DrivingWordOptions& options);

}  // namespace affect::understand::corpus
