/// The tables that tell which of 29 languages a text is in: SemEval-2025's 28 and French.
///
/// Thread-safety: as Solutions.
#pragma once
#include "affect/learn/data/gold_texts.h"
#include "affect/learn/linear/solutions.h"
#include "affect/learn/linear/table_builder.h"

namespace affect::learn::linear {

/// Two tables, of whole texts and of one to six words of each; a head a language, one against all others; at most
/// kTextsALanguage texts of each set and language. The threshold of a head is the probability that 98 % of the held-out
/// texts of its language reach.
constexpr std::size_t kTextsALanguage = 2500;
void write_language_tables(const Solutions& solutions, const GoldTexts& semeval, const GoldTexts& french,
                           const GoldTexts& goemotions, const GoldTexts& emobank, model::SafetensorsWriter& writer);

}  // namespace affect::learn::linear
