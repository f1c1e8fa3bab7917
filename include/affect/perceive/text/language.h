/// Which of 29 languages a text is in, from its words and letters; "unknown" is an answer.
///
///   LanguageIdentifier identifier(model::Safetensors::open(path));
///   const LanguageGuess& guess = identifier.identify("ça va bien");
///   // guess.language "fr", guess.probability; or language "" where no language is sure enough
///
/// Trained on the sets that the emotion models learn from (SemEval-2025's 28 languages, French of XED), so that
/// Amharic, Hausa, Makhuwa or Nigerian Pidgin are not read as English. Each language is one against all others; a text
/// is unknown where the best one stays below the probability that 98 % of held-out texts of that language reach. Texts
/// of up to kShortText words have a table of their own, which learned from such. Confusion matrix:
/// docs/perceive/emotion.md. Thread-safety: scratch memory, one thread each.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "affect/model/linear/linear_table.h"
#include "affect/perceive/text/ngrams.h"

namespace affect::perceive::text {

struct LanguageGuess {
  std::string_view language;  ///< BCP 47; empty: unknown
  double probability = 0;     ///< of the best language, calibrated, known or not
  std::string_view best;      ///< the best language, even where it is not sure enough
};

class LanguageIdentifier {
 public:
  explicit LanguageIdentifier(const std::shared_ptr<const model::Safetensors>& file);

  const std::vector<std::string>& languages() const { return languages_; }
  LanguageGuess identify(std::string_view text);
  LanguageGuess identify(const Ngrams& ngrams);
  /// Raw scores of the last text (logits), in the order of languages().
  std::span<const double> logits() const { return logits_; }
  /// In character features: about 25 letters.
  static constexpr std::size_t kShortText = 100;
  /// The guess for mean logits over texts of one writer, of so many character features together.
  LanguageGuess guess(std::span<const double> logits, double features) const;

 private:
  /// One for whole texts, one for short ones.
  struct Table {
    Table(const std::shared_ptr<const model::Safetensors>& file, const std::string& name);
    model::LinearTable weights;
    std::span<const float> calibration, threshold;
  };
  const Table& table_for(double features) const { return features > kShortText ? whole_ : short_; }

  Table whole_, short_;
  std::vector<std::string> languages_;
  std::vector<double> logits_;
  Ngrams own_;
};

}  // namespace affect::perceive::text
