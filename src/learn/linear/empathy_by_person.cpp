#include "affect/learn/linear/empathy_by_person.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "affect/learn/linear/fit_heads.h"
#include "affect/perceive/text/emotion_model.h"

namespace affect::learn::linear {
namespace {

constexpr std::size_t kPeopleFolds = 10;
constexpr double kDenseSpread = 0.1;
constexpr double kNearest = 1e-6;

/// What the lexicon and the label heads say of each text, standardised as in training.
std::vector<std::vector<double>> dense_inputs(const Engine& engine,
                                              const std::shared_ptr<const perceive::text::EmotionModel>& model,
                                              const std::vector<std::string>& texts) {
  perceive::text::EmotionScorer scorer(engine, model);
  perceive::text::LexiconScorer lexicon(perceive::text::Lexicon::vader(engine, perceive::text::Lexicon::Rules::mended));
  std::vector<std::vector<double>> rows;
  for (const std::string& text : texts) {
    const auto& score = scorer.score(text);
    const auto inputs = perceive::text::lexicon_inputs(lexicon.score(text), score.tokens);
    std::vector<double> row(inputs.begin(), inputs.end());
    for (std::size_t head = 0; head < model->size(); ++head) {
      if (model->kind(head) != perceive::text::EmotionHeadKind::label) continue;
      const double p = std::clamp(score.value(head), kNearest, 1 - kNearest);
      row.push_back(std::log(p / (1 - p)));
    }
    rows.push_back(std::move(row));
  }
  for (std::size_t c = 0; c < rows.front().size(); ++c) {
    double mean = 0, square = 0;
    for (const auto& row : rows) mean += row[c] / static_cast<double>(rows.size());
    for (const auto& row : rows) square += (row[c] - mean) * (row[c] - mean) / static_cast<double>(rows.size());
    for (auto& row : rows) row[c] = square > 0 ? (row[c] - mean) / std::sqrt(square) * kDenseSpread : 0;
  }
  return rows;
}

}  // namespace

EmpathyByPerson empathy_by_person(const Engine& engine, const GoldTexts& essays) {
  EmpathyByPerson result;
  const auto model = perceive::text::EmotionModel::open(engine, "en");
  const auto dense = dense_inputs(engine, model, essays.texts);
  FeatureRows rows(model->table().frequencies(), dense.front().size(), model->table().negation());
  for (std::size_t i = 0; i < essays.size(); ++i) rows.add(essays.texts[i], dense[i]);
  const std::vector<HeadColumn> columns{{"empathy", "empathy_distress:empathy:intensity"},
                                        {"distress", "empathy_distress:distress:intensity"}};
  const Solutions solutions({}, engine.threads());
  result.empathy.resize(essays.size());
  result.distress.resize(essays.size());
  for (std::size_t fold = 0; fold < kPeopleFolds; ++fold) {
    Parts parts;
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < essays.size(); ++i) {
      if (fold_of(essays.people[i], kPeopleFolds) == fold) {
        out.push_back(i);
        continue;
      }
      (fold_of(essays.people[i] + "#held", 5) == 0 ? parts.held : parts.fit).push_back(i);
      parts.all.push_back(i);
    }
    for (const HeadColumn& column : columns) {
      const std::array cost{cost_by_folds(solutions, rows, essays, column, parts.all, essays.people, kEmpathyCosts)};
      const auto head = fit_values(solutions, rows, essays, {column}, parts, cost).front();
      auto& predicted = column.head == "empathy" ? result.empathy : result.distress;
      for (const std::size_t i : out) predicted[i] = head.offset + head.slope * head.solution.score(rows.row(i));
    }
  }
  return result;
}

}  // namespace affect::learn::linear
