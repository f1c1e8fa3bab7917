/// Emotion of a text from hashed words and letters, in one language: no net, every head at once, calibrated, explained.
///
///   const auto model = EmotionModel::open(engine, "en");
///   EmotionScorer scorer(engine, model);
///   const EmotionScore& score = scorer.score("I can't believe she is gone.");
///   score.value(*model->head("ekman:sadness"))              // probability in [0, 1]
///   scorer.contributions(*model->head("expressed:valence")) // words, adding up to value - baseline
///
/// Heads are called "<group>:<name>"; groups are
///   goemotions, ekman, plutchik   label probabilities, calibrated (Platt 1999), independent of one another
///   intensity                     of an Ekman label, [0, 1]: SemEval-2025's 0 to 3 divided by 3
///   expressed, evoked             valence, arousal, dominance in [-1, 1]: EmoBank's writer and reader
///   spread                        ln of the predictive SD of one of those: "spread:expressed:valence"
///   empathy_distress              a person's own report after reading bad news, [0, 1]
/// English has all; the other languages have ekman, eleven of them intensity, French plutchik. What an English negator
/// reaches counts as its contrary (LinearTable::negation).
///
/// Training, data and figures: docs/perceive/emotion.md; systems 032, 040, 065, 082.
/// Errors: ModelError. Text is UTF-8; time and memory are linear in it: cut long texts into sentences first.
/// Thread-safety: a model is immutable; a scorer is scratch memory, one thread each.
#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "affect/engine.h"
#include "affect/model/linear/linear_table.h"
#include "affect/perceive/text/lexicon.h"
#include "affect/perceive/text/ngrams.h"
#include "affect/track.h"

namespace affect::perceive::text {

/// The file that holds all languages.
inline constexpr std::string_view kEmotionTextFile = "emotion_text.safetensors";
/// That file, as the engine's model store finds it. Throws ModelError.
std::shared_ptr<const model::Safetensors> open_emotion_text(const Engine& engine);

enum class EmotionHeadKind {
  label,      ///< a probability
  intensity,  ///< [0, 1]
  dimension,  ///< [-1, 1]
  spread,     ///< ln of a dimension's predictive SD
};

class EmotionModel {
 public:
  /// What a lexicon tells a head beside the n-grams, in this order; English only.
  static constexpr std::size_t kLexiconInputs = 5;

  /// `language`: BCP 47 as in languages(). Throws ModelError where there is none.
  static std::shared_ptr<const EmotionModel> open(const Engine& engine, std::string_view language);
  EmotionModel(const std::shared_ptr<const model::Safetensors>& file, std::string_view language);

  const std::string& language() const { return language_; }
  const model::LinearTable& table() const { return table_; }
  std::optional<std::size_t> head(std::string_view name) const;
  std::size_t size() const { return table_.heads().size(); }
  EmotionHeadKind kind(std::size_t head) const { return kinds_[head]; }
  /// Heads of a group, in their order, without the group's name.
  std::vector<std::pair<std::string, std::size_t>> group(std::string_view name) const;
  /// The probability from which a label is given, chosen for the best F1 on held-out texts.
  double threshold(std::size_t head) const { return threshold_[head]; }
  /// What makes a head's score of its sum over features: {slope, offset}; a label's is of logits (Platt 1999).
  std::pair<double, double> calibration(std::size_t head) const {
    return {static_cast<double>(calibration_[2 * head]), static_cast<double>(calibration_[2 * head + 1])};
  }
  bool reads_lexicon() const { return !lexicon_.empty(); }

 private:
  friend class EmotionScorer;
  std::string language_;
  model::LinearTable table_;
  std::vector<EmotionHeadKind> kinds_;
  std::span<const float> threshold_;
  std::span<const float> calibration_;              ///< slope and offset a head
  std::span<const float> deviation_;                ///< ln SD = a + b ln(1 + tokens), a head
  std::span<const float> lexicon_;                  ///< kLexiconInputs a head, or none
  std::vector<std::optional<std::size_t>> spread_;  ///< the head of a head's SD
};

class EmotionScore {
 public:
  bool known = false;  ///< whether any feature was seen in training: else there is nothing to say
  std::size_t tokens = 0;
  double value(std::size_t head) const { return values_[head]; }
  /// Predictive standard deviation of a dimension.
  double deviation(std::size_t head) const { return deviations_[head]; }

 private:
  friend class EmotionScorer;
  std::vector<double> raw_, values_, deviations_;
};

class EmotionScorer {
 public:
  EmotionScorer(const Engine& engine, std::shared_ptr<const EmotionModel> model);

  /// Valid until the next call.
  const EmotionScore& score(std::string_view text);
  /// The same for features that were read already, as the language needs them too; `text` is where they came from.
  const EmotionScore& score(std::string_view text, const Ngrams& ngrams);
  /// What each word of the last text added to a head, in the order of the text: for a dimension in its own unit,
  /// summing to its value before it is cut to [-1, 1] less `baseline(head)`; for a label in logits, summing to its
  /// logit less the baseline. Words that add less than 1e-6 are left out.
  std::span<const WordWeight> contributions(std::size_t head);
  double baseline(std::size_t head) const;
  const EmotionModel& model() const { return *model_; }

 private:
  void read_lexicon(std::string_view text);

  std::shared_ptr<const EmotionModel> model_;
  std::optional<LexiconScorer> lexicon_;
  const LexiconScore* lexicon_score_ = nullptr;
  std::array<double, EmotionModel::kLexiconInputs> inputs_{};
  Ngrams own_;
  const Ngrams* ngrams_ = nullptr;
  std::string_view text_;
  model::LinearSums words_, characters_, negated_words_, negated_characters_;
  EmotionScore score_;
  std::vector<WordWeight> contributions_;
};

/// The lexicon's inputs to a head: valence, positive and negative part, whether a word is known, ln(1 + tokens).
std::array<double, EmotionModel::kLexiconInputs> lexicon_inputs(const LexiconScore& score, std::size_t tokens);

}  // namespace affect::perceive::text
