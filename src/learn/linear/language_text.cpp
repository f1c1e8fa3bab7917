#include "affect/learn/linear/language_text.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "affect/learn/linear/fit_heads.h"

namespace affect::learn::linear {
namespace {

constexpr unsigned kLanguageBits = 14;
constexpr double kShareThatPasses = 0.98;
/// Log odds that a few words are English beyond what they say: most texts that anybody brings are, and Nigerian Pidgin
/// shares its words.
constexpr double kEnglishPrior = 1.5;

/// One to six words of a text, at a place and of a length that the text itself decides: people write short turns.
std::string few_words(const std::string& text) {
  constexpr std::size_t kMost = 6;
  perceive::text::Ngrams ngrams;
  ngrams.read(text);
  std::vector<ByteRange> words;
  for (const auto& token : ngrams.tokens()) {
    if (token.word) words.push_back(token.bytes);
  }
  if (words.empty()) return text;
  const std::size_t count = std::min(words.size(), 1 + fold_of(text + "#length", kMost));
  const std::size_t first = fold_of(text + "#place", words.size() - count + 1);
  return text.substr(words[first].begin, words[first + count - 1].end - words[first].begin);
}

/// The probability that this share of them reaches.
double passing(std::vector<double> probabilities, double share) {
  if (probabilities.empty()) return 0.5;
  std::sort(probabilities.begin(), probabilities.end());
  return probabilities[static_cast<std::size_t>((1 - share) * static_cast<double>(probabilities.size()))];
}

struct LanguageTexts {
  std::vector<std::string> texts, languages, whole;  ///< `whole`: the text that a row is, or is cut from
};

LanguageTexts few_words_of(const LanguageTexts& from) {
  LanguageTexts few = from;
  for (std::string& text : few.texts) text = few_words(text);
  return few;
}

/// Learns from four fifths; the fifth that is held says what passes.
TableBuilder one_table(const Solutions& solutions, const std::string& name, const LanguageTexts& train, double share) {
  GoldTexts gold;
  gold.texts = train.texts;
  std::vector<std::string> names = train.languages;
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::vector<HeadColumn> columns;
  for (const std::string& one : names) {
    const auto head = "language:" + one;
    for (const std::string& language : train.languages) gold.columns[head].push_back(language == one ? 1 : 0);
    columns.push_back({head, head});
  }
  BucketFrequencies frequencies(kLanguageBits);
  for (const std::string& text : train.texts) frequencies.count(text);
  FeatureRows rows(frequencies.steps(), 0);
  for (const std::string& text : train.texts) rows.add(text, {});
  const auto parts = hashed_parts(train.whole);
  constexpr std::array kCosts{16.0};
  auto heads = fit_labels(solutions, rows, gold, columns, {parts.fit, parts.held, parts.fit}, kCosts);
  TableBuilder table(name, frequencies.steps());
  for (std::size_t h = 0; h < heads.size(); ++h) {
    std::vector<double> own;
    for (const std::size_t row : parts.held) {
      if (train.languages[row] != names[h]) continue;
      own.push_back(1 / (1 + std::exp(-heads[h].offset - heads[h].slope * heads[h].solution.score(rows.row(row)))));
    }
    heads[h].threshold = passing(std::move(own), share);
    table.add(std::move(heads[h]));
  }
  return table;
}

}  // namespace

void write_language_tables(const Solutions& solutions, const GoldTexts& semeval, const GoldTexts& french,
                           const GoldTexts& goemotions, const GoldTexts& emobank, model::SafetensorsWriter& writer) {
  LanguageTexts texts;
  const auto take = [&](const GoldTexts& from, const std::string& only) {
    std::map<std::string, std::size_t> taken;
    for (std::size_t i = 0; i < from.size(); ++i) {
      const auto language = only.empty() ? from.languages[i] : only;
      if (++taken[language] > kTextsALanguage) continue;
      texts.texts.push_back(from.texts[i]);
      texts.whole.push_back(from.texts[i]);
      texts.languages.push_back(language);
    }
  };
  take(semeval, {});
  take(french, "fr");
  take(goemotions, "en");
  take(emobank, "en");
  one_table(solutions, "language", texts, kShareThatPasses).write(writer);
  auto few = one_table(solutions, "language_short", few_words_of(texts), kShareThatPasses);
  few.shift("language:en", kEnglishPrior);
  few.write(writer);
}

}  // namespace affect::learn::linear
