/// A data set's texts scored by the emotion models, and the measures that several systems share.
///
/// Thread-safety: free functions.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "affect/evaluate/system.h"
#include "affect/io/datasets/dataset.h"
#include "affect/learn/data/gold_texts.h"
#include "affect/measure/bootstrap.h"
#include "affect/perceive/text/emotion_model.h"

namespace affect::evaluate {

struct ScoredTexts {
  std::map<std::string, std::vector<double>, std::less<>> values, deviations;  ///< by head, a value a text
  std::map<std::string, double, std::less<>> thresholds;
  std::map<std::string, std::pair<double, double>, std::less<>> calibrations;  ///< slope and offset

  const std::vector<double>& of(const std::string& head) const { return values.at(head); }
};

ScoredTexts score_texts(const Engine& engine, const std::vector<std::string>& texts, std::string_view language);

/// A figure over rows, with its bootstrap interval over groups.
Figure measured(std::string name, const measure::Groups& groups, const measure::RowMetric& metric);

/// One label: its head and the column that holds the truth.
struct LabelPair {
  std::string name, head, column;
};
/// Labels of a taxonomy that both have: "ekman" -> "ekman:joy".
std::vector<LabelPair> label_pairs(const ScoredTexts& scored, const learn::GoldTexts& gold, std::string_view taxonomy);
/// Mean F1 over labels at their thresholds; a label that is neither true nor given counts 0.
measure::RowMetric macro_f1_metric(const ScoredTexts& scored, const learn::GoldTexts& gold,
                                   std::vector<LabelPair> labels);
/// Mean over labels of the class-wise calibration error.
std::optional<double> mean_calibration_error(const ScoredTexts& scored, const learn::GoldTexts& gold,
                                             const std::vector<LabelPair>& labels);
/// The same by chance alone, were every probability right.
std::optional<double> mean_calibration_error_by_chance(const ScoredTexts& scored, const learn::GoldTexts& gold,
                                                       const std::vector<LabelPair>& labels);
/// The probabilities as they were before they were calibrated.
ScoredTexts uncalibrated(const ScoredTexts& scored, const std::vector<LabelPair>& labels);
/// A data set whose split's files and their hashes go into the result. Throws ConfigError where no data are at hand.
std::unique_ptr<io::Dataset> open_split(const Engine& engine, const RunOptions& options, std::string_view set,
                                        std::string_view split, RunResult& result);
/// A split of a data set; its files and their hashes go into the result. Throws ConfigError where no data are at hand.
learn::GoldTexts read_split(const Engine& engine, const RunOptions& options, std::string_view set,
                            std::string_view split, RunResult& result);

}  // namespace affect::evaluate
