#include "perceive/text/speaker_language.h"

#include <algorithm>

namespace affect::perceive::text {
namespace {

/// What was written before weighs at most as much as so many words: a change of language is heard within a sentence or
/// two.
constexpr double kMemory = 12;

}  // namespace

void SpeakerLanguage::Before::add(std::span<const double> more, double more_words) {
  logits.resize(more.size());
  for (std::size_t i = 0; i < more.size(); ++i) {
    logits[i] = (logits[i] * words + more[i] * more_words) / (words + more_words);
  }
  words += more_words;
}

LanguageGuess SpeakerLanguage::next(std::string_view speaker, const Ngrams& turn) {
  const LanguageGuess alone = identifier_.identify(turn);
  const auto tokens = turn.tokens();
  const auto words =
      static_cast<double>(std::count_if(tokens.begin(), tokens.end(), [](const auto& token) { return token.word; }));
  auto found = speakers_.find(speaker);
  if (found == speakers_.end()) found = speakers_.emplace(std::string(speaker), Before{}).first;
  const Before& before = found->second.words > 0 ? found->second : everybody_;
  const double memory = std::min(before.words, kMemory);
  if (words + memory == 0) return {};
  joined_ = {};
  if (memory > 0) joined_.add(before.logits, memory);
  if (words > 0) {
    joined_.add(identifier_.logits(), words);
    found->second.add(identifier_.logits(), words);
    everybody_.add(identifier_.logits(), words);
  }
  // What is plain by itself stays so, whatever was written before.
  if (words >= kMemory && !alone.language.empty()) return alone;
  return identifier_.guess(joined_.logits, joined_.words);
}

}  // namespace affect::perceive::text
