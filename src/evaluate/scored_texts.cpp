#include "evaluate/scored_texts.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>

#include <fmt/format.h>

#include "affect/error.h"
#include "affect/io/datasets/dataset.h"
#include "affect/io/sha256.h"
#include "affect/measure/classification.h"
#include "affect/measure/reliability.h"

namespace affect::evaluate {

ScoredTexts score_texts(const Engine& engine, const std::vector<std::string>& texts, std::string_view language) {
  const auto model = perceive::text::EmotionModel::open(engine, language);
  perceive::text::EmotionScorer scorer(engine, model);
  ScoredTexts scored;
  const auto& heads = model->table().heads();
  std::vector<std::vector<double>*> values, deviations;
  for (std::size_t h = 0; h < heads.size(); ++h) {
    values.push_back(&scored.values[heads[h]]);
    deviations.push_back(&scored.deviations[heads[h]]);
    scored.thresholds[heads[h]] = model->threshold(h);
    scored.calibrations[heads[h]] = model->calibration(h);
  }
  for (const std::string& text : texts) {
    const auto& score = scorer.score(text);
    for (std::size_t h = 0; h < heads.size(); ++h) {
      values[h]->push_back(score.value(h));
      deviations[h]->push_back(score.deviation(h));
    }
  }
  return scored;
}

Figure measured(std::string name, const measure::Groups& groups, const measure::RowMetric& metric) {
  Figure figure{.name = std::move(name), .n = groups.rows()};
  std::vector<std::size_t> rows(groups.rows());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  figure.value = metric(rows).value_or(std::nan(""));
  if (const auto interval = measure::bootstrap(groups, metric, {.resamples = 1000})) {
    figure.low = interval->low;
    figure.high = interval->high;
  }
  return figure;
}

std::vector<LabelPair> label_pairs(const ScoredTexts& scored, const learn::GoldTexts& gold, std::string_view taxonomy) {
  std::vector<LabelPair> pairs;
  for (const auto& [column, values] : gold.columns) {
    if (!column.starts_with(fmt::format("{}:", taxonomy)) || scored.values.find(column) == scored.values.end())
      continue;
    pairs.push_back({column.substr(taxonomy.size() + 1), column, column});
  }
  return pairs;
}

measure::RowMetric macro_f1_metric(const ScoredTexts& scored, const learn::GoldTexts& gold,
                                   std::vector<LabelPair> labels) {
  return [&scored, &gold, labels = std::move(labels)](std::span<const std::size_t> rows) -> std::optional<double> {
    if (labels.empty()) return std::nullopt;
    double sum = 0;
    for (const LabelPair& label : labels) {
      const auto& said = scored.of(label.head);
      const auto& truth = gold.column(label.column);
      const double threshold = scored.thresholds.at(label.head);
      measure::ClassCounts counts;
      for (const std::size_t row : rows) {
        if (std::isnan(truth[row])) continue;
        const bool yes = said[row] >= threshold, is = truth[row] > 0.5;
        counts.true_positives += yes && is;
        counts.false_positives += yes && !is;
        counts.false_negatives += !yes && is;
      }
      sum += measure::f1(counts);
    }
    return sum / static_cast<double>(labels.size());
  };
}

namespace {

using LabelMeasure = std::optional<double>(std::span<const double>, std::span<const double>, std::size_t);

std::optional<double> mean_of_labels(LabelMeasure* measure, const ScoredTexts& scored, const learn::GoldTexts& gold,
                                     const std::vector<LabelPair>& labels) {
  double sum = 0, count = 0;
  for (const LabelPair& label : labels) {
    const auto value = measure(scored.of(label.head), gold.column(label.column), measure::kReliabilityBins);
    if (!value) continue;
    sum += *value;
    ++count;
  }
  if (count == 0) return std::nullopt;
  return sum / count;
}

}  // namespace

std::optional<double> mean_calibration_error(const ScoredTexts& scored, const learn::GoldTexts& gold,
                                             const std::vector<LabelPair>& labels) {
  return mean_of_labels(measure::calibration_error, scored, gold, labels);
}

std::optional<double> mean_calibration_error_by_chance(const ScoredTexts& scored, const learn::GoldTexts& gold,
                                                       const std::vector<LabelPair>& labels) {
  return mean_of_labels(measure::calibration_error_by_chance, scored, gold, labels);
}

ScoredTexts uncalibrated(const ScoredTexts& scored, const std::vector<LabelPair>& labels) {
  constexpr double kNearest = 1e-12;
  ScoredTexts before;
  for (const LabelPair& label : labels) {
    const auto [slope, offset] = scored.calibrations.at(label.head);
    for (const double said : scored.of(label.head)) {
      const double p = std::clamp(said, kNearest, 1 - kNearest);
      before.values[label.head].push_back(1 / (1 + std::exp(-(std::log(p / (1 - p)) - offset) / slope)));
    }
  }
  return before;
}

std::unique_ptr<io::Dataset> open_split(const Engine& engine, const RunOptions& options, std::string_view set,
                                        std::string_view split, RunResult& result) {
  auto dataset = engine.make<io::Dataset>(set);
  if (options.data_root.empty()) {
    throw ConfigError(fmt::format("the data set {} is not at hand", set), {},
                      fmt::format("set AFFECT_DATA to the folder that holds {}", dataset->info().folder));
  }
  for (const std::string& file : dataset->info().split(split).files) {
    const auto name = fmt::format("{}/{}", dataset->info().folder, file);
    std::ifstream stream(std::filesystem::path(options.data_root) / name, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    result.data.push_back({name, io::sha256_hex(bytes)});
  }
  return dataset;
}

learn::GoldTexts read_split(const Engine& engine, const RunOptions& options, std::string_view set,
                            std::string_view split, RunResult& result) {
  open_split(engine, options, set, split, result);
  return learn::read_gold_texts(engine, options.data_root, set, split);
}

}  // namespace affect::evaluate
