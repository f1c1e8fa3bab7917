#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/perceive/text/language.h"

namespace affect::perceive::text {
namespace {

constexpr std::string_view kLanguageHead = "language:";

}  // namespace

LanguageIdentifier::Table::Table(const std::shared_ptr<const model::Safetensors>& file, const std::string& name)
    : weights(file, name),
      calibration(file->floats(name + "/calibration")),
      threshold(file->floats(name + "/threshold")) {
  if (calibration.size() != 2 * weights.heads().size() || threshold.size() != weights.heads().size()) {
    throw ModelError(fmt::format("the heads of \"{}\" are not whole", name), {file->name(), 0, 0},
                     "build it again with this version");
  }
}

LanguageIdentifier::LanguageIdentifier(const std::shared_ptr<const model::Safetensors>& file)
    : whole_(file, "language"), short_(file, "language_short") {
  if (whole_.weights.heads() != short_.weights.heads()) {
    throw ModelError("its two tables of languages differ", {file->name(), 0, 0}, "build it again with this version");
  }
  for (const std::string& head : whole_.weights.heads()) {
    if (!head.starts_with(kLanguageHead)) {
      throw ModelError(fmt::format("the head \"{}\" is no language", head), {file->name(), 0, 0},
                       "build it again with this version");
    }
    languages_.push_back(head.substr(kLanguageHead.size()));
  }
  logits_.resize(languages_.size());
}

LanguageGuess LanguageIdentifier::identify(std::string_view text) {
  own_.read(text);
  return identify(own_);
}

LanguageGuess LanguageIdentifier::identify(const Ngrams& ngrams) {
  const auto features = static_cast<double>(ngrams.characters().size());
  const Table& table = table_for(features);
  model::LinearSums of_words, of_characters;
  table.weights.sum(ngrams.words(), of_words);
  table.weights.sum(ngrams.characters(), of_characters);
  const double words_norm = 1 / of_words.norm(), characters_norm = 1 / of_characters.norm();
  for (std::size_t i = 0; i < logits_.size(); ++i) {
    const double raw = table.weights.bias(i) +
                       table.weights.step(i) * (static_cast<double>(of_words.heads[1 + i]) * words_norm +
                                                static_cast<double>(of_characters.heads[1 + i]) * characters_norm);
    logits_[i] =
        static_cast<double>(table.calibration[2 * i]) * raw + static_cast<double>(table.calibration[2 * i + 1]);
  }
  if (ngrams.foreign_script() || of_words.known + of_characters.known == 0) return {};
  return guess(logits_, features);
}

LanguageGuess LanguageIdentifier::guess(std::span<const double> logits, double features) const {
  const auto best = static_cast<std::size_t>(std::max_element(logits.begin(), logits.end()) - logits.begin());
  LanguageGuess result{.probability = 1 / (1 + std::exp(-logits[best])), .best = languages_[best]};
  if (result.probability >= static_cast<double>(table_for(features).threshold[best])) result.language = result.best;
  return result;
}

}  // namespace affect::perceive::text
