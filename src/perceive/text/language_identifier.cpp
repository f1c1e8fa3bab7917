#include <algorithm>
#include <cmath>

#include "affect/error.h"
#include "affect/perceive/text/language.h"

namespace affect::perceive::text {
namespace {

constexpr std::string_view kLanguageTable = "language", kLanguageHead = "language:";

}  // namespace

LanguageIdentifier::LanguageIdentifier(std::shared_ptr<const model::Safetensors> file)
    : table_(file, std::string(kLanguageTable)),
      calibration_(file->floats("language/calibration")),
      threshold_(file->floats("language/threshold")),
      short_threshold_(file->floats("language/short_threshold")) {
  for (const std::string& head : table_.heads()) languages_.push_back(head.substr(kLanguageHead.size()));
  if (calibration_.size() != 2 * languages_.size() || threshold_.size() != languages_.size() ||
      short_threshold_.size() != languages_.size()) {
    throw ModelError("the heads of \"language\" are not whole", {file->name(), 0, 0},
                     "build it again with this version");
  }
  logits_.resize(languages_.size());
}

LanguageGuess LanguageIdentifier::identify(std::string_view text) {
  own_.read(text);
  return identify(own_);
}

LanguageGuess LanguageIdentifier::identify(const Ngrams& ngrams) {
  model::LinearSums words, characters;
  table_.sum(ngrams.words(), words);
  table_.sum(ngrams.characters(), characters);
  const double of_words = 1 / words.norm(), of_characters = 1 / characters.norm();
  for (std::size_t i = 0; i < logits_.size(); ++i) {
    const double raw =
        table_.bias(i) + table_.step(i) * (words.heads[1 + i] * of_words + characters.heads[1 + i] * of_characters);
    logits_[i] = static_cast<double>(calibration_[2 * i]) * raw + static_cast<double>(calibration_[2 * i + 1]);
  }
  if (words.known + characters.known == 0) return {};
  const auto tokens = ngrams.tokens();
  return guess(logits_, static_cast<double>(
                            std::count_if(tokens.begin(), tokens.end(), [](const auto& token) { return token.word; })));
}

LanguageGuess LanguageIdentifier::guess(std::span<const double> logits, double words) const {
  const auto best = static_cast<std::size_t>(std::max_element(logits.begin(), logits.end()) - logits.begin());
  LanguageGuess result{.probability = 1 / (1 + std::exp(-logits[best])), .best = languages_[best]};
  const auto& threshold = words > kShortText ? threshold_ : short_threshold_;
  if (result.probability >= static_cast<double>(threshold[best])) result.language = result.best;
  return result;
}

}  // namespace affect::perceive::text
