/// Which hand codes stand beside which columns of the engine.
///
///   for (const auto& comparison : evaluate::compare(coded, perceived, {-1, 1})) validate(comparison.rows, ...);
///
/// Valence, arousal and dominance beside the same dimension, which is brought to the codes' scale; a column of 0 and 1
/// beside the probability of the label of its name; labels beside the most probable label of each scorer, and each
/// label that both know beside its probability. Names without regard to case. Thread-safety: pure functions.
#pragma once
#include <string>
#include <variant>
#include <vector>

#include "affect/evaluate/perceived_texts.h"
#include "affect/evaluate/validation.h"
#include "affect/io/coded_texts.h"

namespace affect::evaluate {

struct CodeScale {
  double low = -1, high = 1;
  /// From [-1, 1].
  double from_unit(double value) const { return low + (value + 1) / 2 * (high - low); }
};

struct Comparison {
  std::string name;    ///< "valence"; "label"; "joy"
  std::string scorer;  ///< PerceivedColumn::scorer()
  std::variant<CodedValues, CodedLabels> rows;
};

struct Comparisons {
  std::vector<Comparison> found;
  std::vector<std::string> unmatched;  ///< columns of codes that nothing of the engine stands beside
};

Comparisons compare(const io::CodedTexts& coded, const std::vector<PerceivedColumn>& perceived, const CodeScale& scale);

/// The engine's values of other texts for a comparison of values or shares; empty where it wrote none there.
std::vector<double> values_of(const Comparison& comparison, const std::vector<PerceivedColumn>& perceived,
                              const CodeScale& scale);

}  // namespace affect::evaluate
