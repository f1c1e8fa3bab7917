#include "affect/learn/linear/emotion_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "affect/learn/linear/empathy_by_person.h"
#include "affect/learn/linear/fit_heads.h"
#include "affect/learn/linear/language_text.h"
#include "affect/perceive/text/emotion_model.h"

namespace affect::learn::linear {
namespace {

constexpr unsigned kEnglishBits = 17, kPooledBits = 16, kOtherBits = 15;
constexpr std::array kLabelCosts{1.0, 4.0, 16.0};
constexpr std::array kIntensityCosts{0.25, 0.5, 1.0};
constexpr std::array kDimensionCosts{0.0625, 0.125, 0.25, 0.5};
constexpr std::array kSpreadCosts{0.0078125, 0.015625, 0.03125, 0.0625};
/// How often what a negator reaches counts (FeatureRows): of -0.5, 0 and 1 the one that puts most sentences in order
/// and loses least on EmoBank's dev (docs/perceive/emotion.md).
constexpr double kEnglishNegation = 0;
/// Dense columns are standardised and made this small beside n-grams: large enough to be used freely.
constexpr double kDenseScale = 0.1;
constexpr std::size_t kXedFolds = 5;

std::vector<HeadColumn> columns_of(const GoldTexts& gold, std::string_view prefix, std::string_view group,
                                   std::string_view suffix = {}) {
  std::vector<HeadColumn> columns;
  for (const auto& [name, values] : gold.columns) {
    if (!name.starts_with(prefix) || !name.ends_with(suffix)) continue;
    const auto label = name.substr(prefix.size(), name.size() - prefix.size() - suffix.size());
    if (label.find(':') != std::string::npos) continue;
    columns.push_back({fmt::format("{}:{}", group, label), name});
  }
  return columns;
}

FeatureRows rows_of(const TableBuilder& table, const std::vector<std::string>& texts) {
  FeatureRows rows = table.rows(0);
  for (const std::string& text : texts) rows.add(text, {});
  return rows;
}

GoldTexts without_held_out(const GoldTexts& gold) {
  std::vector<std::size_t> kept;
  for (std::size_t i = 0; i < gold.size(); ++i) {
    if (!held_out_of_xed(gold.texts[i])) kept.push_back(i);
  }
  return gold.rows(kept);
}

/// Folds otherwise than the texts themselves, whose first fold is held out altogether.
Parts parts_of_xed(std::vector<std::string> texts) {
  for (std::string& text : texts) text += "#chosen";
  return hashed_parts(texts);
}

/// Columns beside the n-grams: what the lexicon says and what the label heads say, standardised.
class DenseInputs {
 public:
  DenseInputs(const Engine& engine, std::vector<TrainedHead> labels, const FeatureRows& rows, const GoldTexts& gold,
              std::size_t train)
      : labels_(std::move(labels)) {
    perceive::text::LexiconScorer lexicon(
        perceive::text::Lexicon::vader(engine, perceive::text::Lexicon::Rules::mended));
    for (std::size_t i = 0; i < gold.size(); ++i) {
      const auto inputs = perceive::text::lexicon_inputs(lexicon.score(gold.texts[i]), rows.tokens(i));
      std::vector<double> values(inputs.begin(), inputs.end());
      for (const TrainedHead& label : labels_) values.push_back(label.solution.score(rows.row(i)));
      values_.push_back(std::move(values));
    }
    for (std::size_t c = 0; c < size(); ++c) {
      double mean = 0, square = 0;
      for (std::size_t i = 0; i < train; ++i) mean += values_[i][c] / static_cast<double>(train);
      for (std::size_t i = 0; i < train; ++i) square += std::pow(values_[i][c] - mean, 2) / static_cast<double>(train);
      means_.push_back(mean);
      scales_.push_back(square > 0 ? kDenseScale / std::sqrt(square) : 0);
    }
    for (auto& row : values_) {
      for (std::size_t c = 0; c < row.size(); ++c) row[c] = (row[c] - means_[c]) * scales_[c];
    }
  }

  std::size_t size() const { return values_.front().size(); }
  const std::vector<double>& row(std::size_t index) const { return values_[index]; }

  /// A label's score is itself a sum over n-grams: its weight goes into theirs. The lexicon's stay apart.
  void fold(TrainedHead& head, std::size_t buckets) const {
    constexpr std::size_t kLexicon = perceive::text::EmotionModel::kLexiconInputs;
    auto& weights = head.solution.weights;
    for (std::size_t c = 0; c < size(); ++c) {
      const double weight = static_cast<double>(weights[buckets + c]) * scales_[c];
      head.solution.bias -= weight * means_[c];
      if (c < kLexicon) {
        head.lexicon.push_back(weight);
        continue;
      }
      const LinearSolution& label = labels_[c - kLexicon].solution;
      head.solution.bias += weight * label.bias;
      for (std::size_t i = 0; i < buckets; ++i) {
        weights[i] += static_cast<float>(weight * static_cast<double>(label.weights[i]));
      }
    }
    weights.resize(buckets);
  }

 private:
  std::vector<TrainedHead> labels_;
  std::vector<std::vector<double>> values_;
  std::vector<double> means_, scales_;
};

/// What training needs all along.
class EmotionTextTrainer {
 public:
  EmotionTextTrainer(const Engine& engine, const EmotionTextTraining& training)
      : engine_(engine), training_(training), solutions_(training.work_folder, engine.threads()) {}

  std::string train() {
    const auto semeval = gold("semeval2025", "track_a_train"), intense = gold("semeval2025", "track_b_train");
    const auto xed_en = without_held_out(joined(gold("xed", "en"), gold("xed", "en_neutral")));
    const auto xed_fr = without_held_out(gold("xed", "fr"));
    model::SafetensorsWriter writer;
    english(semeval.only_language("en"), intense.only_language("en"), xed_en).write(writer);
    std::vector<std::string> languages = semeval.languages;
    std::sort(languages.begin(), languages.end());
    languages.erase(std::unique(languages.begin(), languages.end()), languages.end());
    for (const std::string& language : languages) {
      if (language != "en")
        other(language, semeval.only_language(language), intense.only_language(language)).write(writer);
    }
    french(xed_fr).write(writer);
    pooled(semeval).write(writer);
    said("which language");
    write_language_tables(solutions_, semeval, xed_fr, gold("goemotions", "train"), gold("emobank", "train"), writer);
    writer.metadata("features", std::string(perceive::text::Ngrams::kVersion));
    writer.metadata("licence", "CC-BY-SA-4.0");
    return writer.bytes();
  }

 private:
  void said(const std::string& what) const {
    if (training_.progress) training_.progress(what);
  }
  GoldTexts gold(std::string_view set, std::string_view split) const {
    return read_gold_texts(engine_, training_.data_root, set, split);
  }

  std::vector<TrainedHead> labels(TableBuilder& table, const GoldTexts& texts, const std::vector<HeadColumn>& columns,
                                  const Parts& parts) const {
    auto heads = fit_labels(solutions_, rows_of(table, texts.texts), texts, columns, parts, kLabelCosts);
    for (const TrainedHead& head : heads) table.add(head);
    return heads;
  }

  TableBuilder english(const GoldTexts& semeval, const GoldTexts& intense, const GoldTexts& xed) const {
    said("en: labels");
    const auto go_train = gold("goemotions", "train"), emobank_train = gold("emobank", "train");
    BucketFrequencies frequencies(kEnglishBits);
    for (const GoldTexts* texts : {&go_train, &semeval, &xed, &emobank_train}) {
      for (const std::string& text : texts->texts) frequencies.count(text);
    }
    TableBuilder table("en", frequencies.steps(), kEnglishNegation);

    const auto go = joined(go_train, gold("goemotions", "dev"));
    const auto go_parts = official_parts(go_train.size(), go.size() - go_train.size());
    auto seen = labels(table, go, columns_of(go, "goemotions:", "goemotions"), go_parts);
    for (auto& head : labels(table, semeval, columns_of(semeval, "ekman:", "ekman"), hashed_parts(semeval.ids))) {
      seen.push_back(std::move(head));
    }
    // SemEval's English has no disgust: GoEmotions' is the nearest that is rated.
    auto disgust =
        *std::find_if(seen.begin(), seen.end(), [](const auto& h) { return h.name == "goemotions:disgust"; });
    disgust.name = "ekman:disgust";
    table.add(std::move(disgust));
    for (auto& head : labels(table, xed, columns_of(xed, "plutchik:", "plutchik"), parts_of_xed(xed.texts))) {
      seen.push_back(std::move(head));
    }
    intensities(table, intense);

    said("en: valence, arousal, dominance");
    const auto emobank = joined(emobank_train, gold("emobank", "dev"));
    std::vector<HeadColumn> dimensions;
    for (const char* perspective : {"expressed", "evoked"}) {
      for (const char* name : {"valence", "arousal", "dominance"}) {
        const auto head = fmt::format("{}:{}", perspective, name);
        dimensions.push_back({head, head});
      }
    }
    dense_values(table, emobank, emobank_train.size(), dimensions,
                 official_parts(emobank_train.size(), emobank.size() - emobank_train.size()), seen);

    said("en: empathy and distress");
    const auto essays = gold("empathic_reactions", "all");
    const DenseInputs dense(engine_, seen, rows_of(table, essays.texts), essays, essays.size());
    const auto rows = dense_rows(table, essays, dense);
    for (const char* what : {"empathy", "distress"}) {
      const auto head = fmt::format("empathy_distress:{}", what);
      const HeadColumn column{head, head + ":intensity"};
      std::vector<std::size_t> all(essays.size());
      std::iota(all.begin(), all.end(), std::size_t{0});
      const std::array cost{cost_by_folds(solutions_, rows, essays, column, all, essays.people, kEmpathyCosts)};
      auto fitted = fit_values(solutions_, rows, essays, {column}, hashed_parts(essays.people), cost).front();
      dense.fold(fitted, rows.buckets());
      table.add(std::move(fitted));
    }
    return table;
  }

  static FeatureRows dense_rows(const TableBuilder& table, const GoldTexts& texts, const DenseInputs& dense) {
    FeatureRows rows = table.rows(dense.size());
    for (std::size_t i = 0; i < texts.size(); ++i) rows.add(texts.texts[i], dense.row(i));
    return rows;
  }

  void dense_values(TableBuilder& table, const GoldTexts& texts, std::size_t train,
                    const std::vector<HeadColumn>& columns, const Parts& parts,
                    const std::vector<TrainedHead>& seen) const {
    const DenseInputs dense(engine_, seen, rows_of(table, texts.texts), texts, train);
    const auto rows = dense_rows(table, texts, dense);
    auto values = fit_values(solutions_, rows, texts, columns, parts, kDimensionCosts);
    for (std::size_t i = 0; i < values.size(); ++i) {
      auto spread = fit_spread(solutions_, rows, texts, columns[i], values[i], parts, kSpreadCosts);
      dense.fold(values[i], rows.buckets());
      dense.fold(spread, rows.buckets());
      table.add(std::move(values[i]));
      table.add(std::move(spread));
    }
  }

  void intensities(TableBuilder& table, const GoldTexts& intense) const {
    if (intense.size() == 0) return;
    const auto rows = rows_of(table, intense.texts);
    const auto columns = columns_of(intense, "ekman:", "intensity", ":intensity");
    for (auto& head : fit_values(solutions_, rows, intense, columns, hashed_parts(intense.ids), kIntensityCosts)) {
      table.add(std::move(head));
    }
  }

  TableBuilder other(const std::string& language, const GoldTexts& texts, const GoldTexts& intense) const {
    said(language);
    BucketFrequencies frequencies(kOtherBits);
    for (const std::string& text : texts.texts) frequencies.count(text);
    TableBuilder table(language, frequencies.steps());
    labels(table, texts, columns_of(texts, "ekman:", "ekman"), hashed_parts(texts.ids));
    intensities(table, intense);
    return table;
  }

  TableBuilder french(const GoldTexts& texts) const {
    said("fr");
    BucketFrequencies frequencies(kOtherBits);
    for (const std::string& text : texts.texts) frequencies.count(text);
    TableBuilder table("fr", frequencies.steps());
    labels(table, texts, columns_of(texts, "plutchik:", "plutchik"), parts_of_xed(texts.texts));
    return table;
  }

  /// For languages that nobody labelled.
  TableBuilder pooled(const GoldTexts& texts) const {
    said("all languages as one");
    BucketFrequencies frequencies(kPooledBits);
    for (const std::string& text : texts.texts) frequencies.count(text);
    TableBuilder table("und", frequencies.steps());
    labels(table, texts, columns_of(texts, "ekman:", "ekman"), hashed_parts(texts.ids));
    return table;
  }

  const Engine& engine_;
  const EmotionTextTraining& training_;
  Solutions solutions_;
};

}  // namespace

bool held_out_of_xed(const std::string& text) { return fold_of(text, kXedFolds) == 0; }

std::string train_emotion_text(const Engine& engine, const EmotionTextTraining& training) {
  return EmotionTextTrainer(engine, training).train();
}

}  // namespace affect::learn::linear
