/// Which language each turn is in: its own words, and what its speaker wrote before.
///
/// A short turn ("ok", "haha") is in the language of those before it, its speaker's or else anybody's; a turn of
/// another language is heard as such once it is long enough. Only earlier turns count, so that an answer never changes.
/// Thread-safety: none.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "affect/perceive/text/language.h"

namespace affect::perceive::text {

class SpeakerLanguage {
 public:
  explicit SpeakerLanguage(const std::shared_ptr<const model::Safetensors>& file) : identifier_(file) {}
  LanguageGuess next(std::string_view speaker, const Ngrams& turn);
  const std::vector<std::string>& languages() const { return identifier_.languages(); }

 private:
  struct Before {
    std::vector<double> logits;  ///< mean over character features
    double features = 0;
    void add(std::span<const double> more, double more_features);
  };
  LanguageIdentifier identifier_;
  std::map<std::string, Before, std::less<>> speakers_;
  Before everybody_, joined_;
};

}  // namespace affect::perceive::text
