#include "affect/perceive/text/language.h"

#include <array>
#include <charconv>

#include "affect/component.h"
#include "affect/engine.h"
#include "affect/occurrence.h"
#include "affect/subject.h"
#include "perceive/text/emotion_stage.h"
#include "perceive/text/speaker_language.h"

namespace affect::perceive::text {
namespace {

/// Three digits of a probability.
std::string as_text(double probability) {
  std::array<char, 16> digits{};
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), probability, std::chars_format::fixed, 3);
  return {digits.data(), end.ptr};
}

class LanguageStage : public Stage {
 public:
  explicit LanguageStage(const std::shared_ptr<const model::Safetensors>& file) : languages_(file) {}

  void push(const Record& record, RecordSink& out) override {
    const auto* turn = std::get_if<Turn>(&record.body);
    if (turn == nullptr || turn->text.empty() || !turn->event.empty()) return;
    ngrams_.read(turn->text);
    const std::string_view speaker = turn->speaker.empty() ? kAuthor : std::string_view(turn->speaker);
    const LanguageGuess guess = languages_.next(speaker, ngrams_);
    Occurrence occurrence;
    occurrence.type = "language";
    occurrence.subject = speaker;
    occurrence.turn = turn->turn;
    occurrence.time = turn->time;
    occurrence.attributes = {{"code", std::string(guess.language.empty() ? "und" : guess.language)},
                             {"best", std::string(guess.best)},
                             {"probability", as_text(guess.probability)}};
    out.accept({record.episode, std::move(occurrence), {}});
  }

  void finish(RecordSink&) override {}

 private:
  SpeakerLanguage languages_;
  Ngrams ngrams_;
};

}  // namespace

void register_language(Engine& engine) {
  CatalogueEntry entry;
  entry.name = "language";
  entry.room = "perceive/text";
  entry.what = "the language of each turn, as an occurrence: one of 29, or \"und\" where none is sure enough";
  entry.units = "BCP 47; probability [0, 1] of the best language";
  entry.source = "082 Muhammad et al. 2025; Oehman et al. 2020";
  entry.references = {"muhammad2025brighter", "belay2025ethioemo", "oehman2020xed", "fan2008liblinear"};
  entry.models = {std::string(kEmotionTextFile)};
  entry.methods =
      "The language of a turn is found by one-against-all logistic regressions over hashed words and character "
      "n-grams, with what the speaker wrote before; it is given only where it is as sure as with 98 % of held-out "
      "texts of that language.";
  entry.minimum = "one letter";
  entry.cost = "O(characters)";
  auto models = std::make_shared<SharedEmotionModels>(engine);
  engine.add<Stage>(
      entry, [models](const Engine&, const Options&) { return std::make_unique<LanguageStage>(models->file()); });
}

}  // namespace affect::perceive::text
