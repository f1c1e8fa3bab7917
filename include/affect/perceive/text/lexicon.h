/// Valence of a text from a list of rated words and the rules that change them: negation, degree, contrast, emphasis.
///
///   const auto lexicon = Lexicon::vader(engine, Lexicon::Rules::mended);
///   LexiconScorer scorer(lexicon);
///   const LexiconScore& score = scorer.score("Not the worst idea, I love it!");
///   // score.valence in [-1, 1]; score.words: what each word added, summing to score.valence
///
/// English: Hutto & Gilbert (2014), VADER, rules of the package vaderSentiment 3.3.2. Rules::vader is that package,
/// fault for fault; Rules::mended is the same lexicon with the faults of docs/perceive/text.md mended.
/// English, French, Danish, Swedish, Finnish: Nielsen (2011), AFINN. Only valence: a word list of valence knows
/// neither arousal nor dominance.
///
/// Text is UTF-8; bytes that are not are passed over. Time is linear in the text. Thread-safety: a Lexicon is immutable
/// and shared by any number of threads; a LexiconScorer holds scratch memory, one thread each.
#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "affect/engine.h"
#include "affect/track.h"

namespace affect::perceive::text {

struct LexiconData;
struct LexiconScratch;

class Lexicon {
 public:
  enum class Rules { mended, vader };

  /// Reads data/lexicons/vader_lexicon.txt and its companions.
  static std::shared_ptr<const Lexicon> vader(const Engine& engine, Rules rules);
  /// Reads data/lexicons/afinn_<language>.txt: "en", "fr", "da", "sv", "fi". Throws ConfigError for another.
  static std::shared_ptr<const Lexicon> afinn(const Engine& engine, std::string_view language);

  Lexicon(Rules rules, std::unique_ptr<const LexiconData> data);
  ~Lexicon();
  Rules rules() const { return rules_; }
  const LexiconData& data() const { return *data_; }

 private:
  Rules rules_;
  std::unique_ptr<const LexiconData> data_;
};

struct LexiconScore {
  double valence = 0;           ///< [-1, 1]; Rules::vader: the compound, rounded to 4 decimals
  std::size_t known_words = 0;  ///< words, phrases, emoticons and emoji that the list rates; 0: no evidence
  /// What each word, phrase, emoji or emphasis sign added: sums to `valence` (1e-9). Words come in the order of the
  /// text, then the signs. Views into the text that was scored.
  std::span<const WordWeight> words;
};

class LexiconScorer {
 public:
  explicit LexiconScorer(std::shared_ptr<const Lexicon> lexicon);
  ~LexiconScorer();
  LexiconScorer(LexiconScorer&&) noexcept;
  LexiconScorer& operator=(LexiconScorer&&) noexcept;

  /// Valid until the next call, and as long as `text` is. No allocation once the scratch memory has grown.
  const LexiconScore& score(std::string_view text);

 private:
  std::shared_ptr<const Lexicon> lexicon_;
  std::unique_ptr<LexiconScratch> scratch_;
  LexiconScore score_;
};

}  // namespace affect::perceive::text
