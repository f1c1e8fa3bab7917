#include "perceive/text/speaker_language.h"

#include <algorithm>

namespace affect::perceive::text {
namespace {

/// What was written before weighs at most as much as so many features: a change of language is heard within a sentence
/// or two.
constexpr double kMemory = 12;

}  // namespace

void SpeakerLanguage::Before::add(std::span<const double> more, double more_features) {
  logits.resize(more.size());
  for (std::size_t i = 0; i < more.size(); ++i) {
    logits[i] = (logits[i] * features + more[i] * more_features) / (features + more_features);
  }
  features += more_features;
}

LanguageGuess SpeakerLanguage::next(std::string_view speaker, const Ngrams& turn) {
  const LanguageGuess alone = identifier_.identify(turn);
  if (turn.foreign_script()) return alone;
  const auto tokens = turn.tokens();
  const bool has_word = std::any_of(tokens.begin(), tokens.end(), [](const auto& token) { return token.word; });
  const double features = has_word ? static_cast<double>(turn.characters().size()) : 0;
  auto found = speakers_.find(speaker);
  if (found == speakers_.end()) found = speakers_.emplace(std::string(speaker), Before{}).first;
  const Before& before = found->second.features > 0 ? found->second : everybody_;
  const double memory = std::min(before.features, kMemory);
  if (features + memory == 0) return {};
  joined_ = {};
  if (memory > 0) joined_.add(before.logits, memory);
  if (features > 0) {
    joined_.add(identifier_.logits(), features);
    found->second.add(identifier_.logits(), features);
    everybody_.add(identifier_.logits(), features);
  }
  // What is plain by itself stays so, whatever was written before.
  if (features >= kMemory && !alone.language.empty()) return alone;
  return identifier_.guess(joined_.logits, joined_.features);
}

}  // namespace affect::perceive::text
