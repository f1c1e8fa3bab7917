#include "affect/perceive/text/emotion_model.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/model/store/model_store.h"

namespace affect::perceive::text {
namespace {

constexpr double kSilent = 1e-6;
/// ln 0.02 and ln 0.6: no SD of a value in [-1, 1] is smaller or larger, whatever a text is like.
constexpr double kLeastSpread = -3.912, kMostSpread = -0.511;

EmotionHeadKind kind_of(std::string_view head) {
  const auto group = head.substr(0, head.find(':'));
  if (group == "spread") return EmotionHeadKind::spread;
  if (group == "expressed" || group == "evoked") return EmotionHeadKind::dimension;
  if (group == "intensity" || group == "empathy_distress") return EmotionHeadKind::intensity;
  return EmotionHeadKind::label;
}

double logistic_of(double x) { return 1 / (1 + std::exp(-x)); }

}  // namespace

std::array<double, EmotionModel::kLexiconInputs> lexicon_inputs(const LexiconScore& score, std::size_t tokens) {
  double positive = 0, negative = 0;
  for (const WordWeight& word : score.words) (word.weight > 0 ? positive : negative) += word.weight;
  return {score.valence, positive, negative, score.known_words > 0 ? 1.0 : 0.0,
          std::log1p(static_cast<double>(tokens))};
}

std::shared_ptr<const model::Safetensors> open_emotion_text(const Engine& engine) {
  return model::Safetensors::open(model::ModelStore::here(engine).path("emotion_text", kEmotionTextFile));
}

std::shared_ptr<const EmotionModel> EmotionModel::open(const Engine& engine, std::string_view language) {
  return std::make_shared<const EmotionModel>(open_emotion_text(engine), language);
}

EmotionModel::EmotionModel(const std::shared_ptr<const model::Safetensors>& file, std::string_view language)
    : language_(language), table_(file, language_) {
  const auto heads = table_.heads().size();
  for (const std::string& name : table_.heads()) {
    kinds_.push_back(kind_of(name));
    spread_.push_back(head("spread:" + name));
  }
  threshold_ = file->floats(language_ + "/threshold");
  calibration_ = file->floats(language_ + "/calibration");
  deviation_ = file->floats(language_ + "/deviation");
  if (file->has(language_ + "/lexicon")) lexicon_ = file->floats(language_ + "/lexicon");
  if (threshold_.size() != heads || calibration_.size() != 2 * heads || deviation_.size() != 2 * heads ||
      (!lexicon_.empty() && lexicon_.size() != kLexiconInputs * heads)) {
    throw ModelError(fmt::format("the heads of \"{}\" are not whole", language), {file->name(), 0, 0},
                     "build it again with this version");
  }
}

std::optional<std::size_t> EmotionModel::head(std::string_view name) const {
  const auto& heads = table_.heads();
  const auto found = std::find(heads.begin(), heads.end(), name);
  if (found == heads.end()) return std::nullopt;
  return static_cast<std::size_t>(found - heads.begin());
}

std::vector<std::pair<std::string, std::size_t>> EmotionModel::group(std::string_view name) const {
  std::vector<std::pair<std::string, std::size_t>> found;
  for (std::size_t i = 0; i < size(); ++i) {
    const std::string_view head = table_.heads()[i];
    if (head.size() > name.size() && head.starts_with(name) && head[name.size()] == ':') {
      found.emplace_back(head.substr(name.size() + 1), i);
    }
  }
  return found;
}

EmotionScorer::EmotionScorer(const Engine& engine, std::shared_ptr<const EmotionModel> model)
    : model_(std::move(model)) {
  if (model_->reads_lexicon()) lexicon_.emplace(Lexicon::vader(engine, Lexicon::Rules::mended));
  score_.raw_.resize(model_->size());
  score_.values_.resize(model_->size());
  score_.deviations_.resize(model_->size());
}

const EmotionScore& EmotionScorer::score(std::string_view text) {
  own_.read(text);
  return score(text, own_);
}

const EmotionScore& EmotionScorer::score(std::string_view text, const Ngrams& ngrams) {
  text_ = text;
  ngrams_ = &ngrams;
  words_ = {};
  characters_ = {};
  const auto& table = model_->table();
  table.sum(ngrams.words(), words_);
  table.sum(ngrams.characters(), characters_);
  negated_words_ = {};
  negated_characters_ = {};
  const double turned = table.negation() - 1;
  if (turned != 0) {
    table.sum(ngrams.negated_words(), negated_words_);
    table.sum(ngrams.negated_characters(), negated_characters_);
  }
  score_.tokens = ngrams.tokens().size();
  score_.known = words_.known + characters_.known > 0;
  if (lexicon_) {
    lexicon_score_ = &lexicon_->score(text);
    inputs_ = lexicon_inputs(*lexicon_score_, score_.tokens);
  }
  const double of_words = 1 / words_.norm(), of_characters = 1 / characters_.norm();
  const double length = std::log1p(static_cast<double>(score_.tokens));
  for (std::size_t head = 0; head < score_.raw_.size(); ++head) {
    const double of_word_sums =
        static_cast<double>(words_.heads[1 + head]) + turned * static_cast<double>(negated_words_.heads[1 + head]);
    const double of_character_sums = static_cast<double>(characters_.heads[1 + head]) +
                                     turned * static_cast<double>(negated_characters_.heads[1 + head]);
    double raw = table.bias(head) + table.step(head) * (of_word_sums * of_words + of_character_sums * of_characters);
    if (lexicon_) {
      const auto weights = model_->lexicon_.subspan(head * EmotionModel::kLexiconInputs, EmotionModel::kLexiconInputs);
      for (std::size_t i = 0; i < inputs_.size(); ++i) raw += static_cast<double>(weights[i]) * inputs_[i];
    }
    raw = static_cast<double>(model_->calibration_[2 * head]) * raw +
          static_cast<double>(model_->calibration_[2 * head + 1]);
    score_.raw_[head] = raw;
    switch (model_->kind(head)) {
      case EmotionHeadKind::label:
        score_.values_[head] = logistic_of(raw);
        break;
      case EmotionHeadKind::intensity:
        score_.values_[head] = std::clamp(raw, 0.0, 1.0);
        break;
      case EmotionHeadKind::dimension:
        score_.values_[head] = std::clamp(raw, -1.0, 1.0);
        break;
      case EmotionHeadKind::spread:
        score_.values_[head] = std::clamp(raw, kLeastSpread, kMostSpread);
        break;
    }
  }
  for (std::size_t head = 0; head < score_.raw_.size(); ++head) {
    const auto spread = model_->spread_[head];
    score_.deviations_[head] = std::exp(spread ? score_.values_[*spread]
                                               : static_cast<double>(model_->deviation_[2 * head]) +
                                                     static_cast<double>(model_->deviation_[2 * head + 1]) * length);
  }
  return score_;
}

double EmotionScorer::baseline(std::size_t head) const {
  double raw = model_->table().bias(head);
  if (lexicon_) {
    // Everything but what words carry: that a word is known, and the length.
    const auto weights = model_->lexicon_.subspan(head * EmotionModel::kLexiconInputs, EmotionModel::kLexiconInputs);
    for (std::size_t i = 3; i < inputs_.size(); ++i) raw += static_cast<double>(weights[i]) * inputs_[i];
  }
  return static_cast<double>(model_->calibration_[2 * head]) * raw +
         static_cast<double>(model_->calibration_[2 * head + 1]);
}

std::span<const WordWeight> EmotionScorer::contributions(std::size_t head) {
  contributions_.clear();
  const auto& table = model_->table();
  const double slope = static_cast<double>(model_->calibration_[2 * head]);
  const double of_words = slope * table.step(head) / words_.norm();
  const double of_characters = slope * table.step(head) / characters_.norm();
  std::size_t word = 0, character = 0;
  for (const auto& token : ngrams_->tokens()) {
    const auto words = ngrams_->words().subspan(word, token.words_end - word);
    const auto characters = ngrams_->characters().subspan(character, token.characters_end - character);
    word = token.words_end;
    character = token.characters_end;
    double of_word = static_cast<double>(table.sum_of(words, head));
    double of_its_characters = static_cast<double>(table.sum_of(characters, head));
    if (token.negated) {
      of_word += (table.negation() - 1) * static_cast<double>(table.sum_of(words.first(1), head));
      of_its_characters *= table.negation();
    }
    contributions_.push_back({text_.substr(token.bytes.begin, token.bytes.end - token.bytes.begin), token.bytes,
                              of_word * of_words + of_its_characters * of_characters});
  }
  if (lexicon_) {
    const auto weights = model_->lexicon_.subspan(head * EmotionModel::kLexiconInputs, EmotionModel::kLexiconInputs);
    for (const WordWeight& rated : lexicon_score_->words) {
      const double part = slope * rated.weight *
                          (static_cast<double>(weights[0]) + static_cast<double>(weights[rated.weight > 0 ? 1 : 2]));
      // The token that the rated word begins in: the last one that begins at or before it.
      const auto after = std::upper_bound(contributions_.begin(), contributions_.end(), rated.bytes.begin,
                                          [](std::uint64_t at, const WordWeight& w) { return at < w.bytes.begin; });
      if (after == contributions_.begin()) {
        contributions_.insert(after, {rated.word, rated.bytes, part});
      } else {
        (after - 1)->weight += part;
      }
    }
  }
  std::erase_if(contributions_, [](const WordWeight& w) { return std::abs(w.weight) < kSilent; });
  return contributions_;
}

}  // namespace affect::perceive::text
