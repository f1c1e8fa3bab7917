#include "affect/learn/linear/language_text.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "affect/learn/linear/fit_heads.h"

namespace affect::learn::linear {
namespace {

constexpr double kShareThatPasses = 0.98;

}  // namespace

TableBuilder language_table(const Solutions& solutions, unsigned bits, const GoldTexts& semeval,
                            const GoldTexts& french, const GoldTexts& goemotions, const GoldTexts& emobank) {
  GoldTexts texts;
  std::vector<std::string> names;
  const auto take = [&](const GoldTexts& from, const std::string& only) {
    std::map<std::string, std::size_t> taken;
    for (std::size_t i = 0; i < from.size(); ++i) {
      const auto language = only.empty() ? from.languages[i] : only;
      if (++taken[language] > kTextsALanguage) continue;
      texts.texts.push_back(from.texts[i]);
      texts.languages.push_back(language);
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
  const auto parts = hashed_parts(texts.texts);
  constexpr std::array kCosts{16.0};
  auto heads = fit_labels(solutions, rows, texts, columns, {parts.fit, parts.held, parts.fit}, kCosts);
  TableBuilder table("language", frequencies.steps());
  for (std::size_t h = 0; h < heads.size(); ++h) {
    std::vector<double> own;
    for (const std::size_t row : parts.held) {
      if (texts.languages[row] != names[h]) continue;
      own.push_back(1 / (1 + std::exp(-heads[h].offset - heads[h].slope * heads[h].solution.score(rows.row(row)))));
    }
    std::sort(own.begin(), own.end());
    if (!own.empty()) {
      heads[h].threshold = own[static_cast<std::size_t>((1 - kShareThatPasses) * static_cast<double>(own.size()))];
    }
    table.add(std::move(heads[h]));
  }
  return table;
}

}  // namespace affect::learn::linear
