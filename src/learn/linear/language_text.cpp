#include "affect/learn/linear/language_text.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "affect/learn/linear/fit_heads.h"

namespace affect::learn::linear {
namespace {

constexpr double kShareThatPasses = 0.98;

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

/// The probability that 98 % of these reach.
double passing(std::vector<double> probabilities) {
  if (probabilities.empty()) return 0.5;
  std::sort(probabilities.begin(), probabilities.end());
  return probabilities[static_cast<std::size_t>((1 - kShareThatPasses) * static_cast<double>(probabilities.size()))];
}

}  // namespace

void write_language_table(const Solutions& solutions, unsigned bits, const GoldTexts& semeval, const GoldTexts& french,
                          const GoldTexts& goemotions, const GoldTexts& emobank, model::SafetensorsWriter& writer) {
  GoldTexts texts;
  std::vector<std::string> names;
  const auto take = [&](const GoldTexts& from, const std::string& only) {
    std::map<std::string, std::size_t> taken;
    for (std::size_t i = 0; i < from.size(); ++i) {
      const auto language = only.empty() ? from.languages[i] : only;
      if (++taken[language] > kTextsALanguage) continue;
      for (const bool whole : {true, false}) {
        texts.texts.push_back(whole ? from.texts[i] : few_words(from.texts[i]));
        texts.languages.push_back(language);
        texts.ids.push_back(from.texts[i]);
      }
    }
    for (const auto& [language, count] : taken) names.push_back(language);
  };
  take(semeval, {});
  take(french, "fr");
  take(goemotions, "en");
  take(emobank, "en");
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::vector<HeadColumn> columns;
  for (const std::string& name : names) {
    auto& column = texts.columns["language:" + name];
    for (const std::string& language : texts.languages) column.push_back(language == name ? 1 : 0);
    columns.push_back({"language:" + name, "language:" + name});
  }

  BucketFrequencies frequencies(bits);
  for (const std::string& text : texts.texts) frequencies.count(text);
  FeatureRows rows(frequencies.steps(), 0);
  for (const std::string& text : texts.texts) rows.add(text, {});
  const auto parts = hashed_parts(texts.ids);
  constexpr std::array kCosts{16.0};
  auto heads = fit_labels(solutions, rows, texts, columns, {parts.fit, parts.held, parts.fit}, kCosts);
  TableBuilder table("language", frequencies.steps());
  std::vector<float> short_thresholds;
  for (std::size_t h = 0; h < heads.size(); ++h) {
    std::vector<double> whole, few;
    for (const std::size_t row : parts.held) {
      if (texts.languages[row] != names[h]) continue;
      (row % 2 == 0 ? whole : few)
          .push_back(1 / (1 + std::exp(-heads[h].offset - heads[h].slope * heads[h].solution.score(rows.row(row)))));
    }
    heads[h].threshold = passing(std::move(whole));
    short_thresholds.push_back(static_cast<float>(passing(std::move(few))));
    table.add(std::move(heads[h]));
  }
  table.write(writer);
  const std::size_t count = short_thresholds.size();
  writer.add("language/short_threshold", std::span<const float>(short_thresholds), {count});
}

}  // namespace affect::learn::linear
