/// The table that tells which of 29 languages a text is in: SemEval-2025's 28 and French.
///
/// Thread-safety: as Solutions.
#pragma once
#include "affect/learn/linear/gold_texts.h"
#include "affect/learn/linear/solutions.h"
#include "affect/learn/linear/table_builder.h"

namespace affect::learn::linear {

/// A head a language, one against all others; at most kTextsALanguage texts of each set and language, each whole and as
/// one to six of its words. The thresholds of a head are the probabilities that 98 % of the held-out texts of its
/// language reach, whole and short.
constexpr std::size_t kTextsALanguage = 2500;
void write_language_table(const Solutions& solutions, unsigned bits, const GoldTexts& semeval, const GoldTexts& french,
                          const GoldTexts& goemotions, const GoldTexts& emobank, model::SafetensorsWriter& writer);

}  // namespace affect::learn::linear
