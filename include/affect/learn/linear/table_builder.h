/// Heads that were trained on the same buckets, quantised into one table of a model file.
///
/// Thread-safety: values.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "affect/learn/linear/feature_rows.h"
#include "affect/model/store/safetensors.h"

namespace affect::learn::linear {

/// One head as perceive/text/emotion_model.h reads it.
struct TrainedHead {
  std::string name;
  LinearSolution solution;                     ///< of the buckets
  double cost = 0;                             ///< that it was trained with
  std::vector<double> lexicon = {};            ///< weights of the lexicon's inputs, or none
  double slope = 1, offset = 0;                ///< what calibrates the raw score
  double threshold = 0.5;                      ///< from which a label is given
  double deviation = 0, deviation_length = 0;  ///< ln SD = deviation + deviation_length ln(1 + tokens)
};

class TableBuilder {
 public:
  /// `steps`: the buckets' frequencies. `negation`: as FeatureRows.
  TableBuilder(std::string name, std::vector<std::uint8_t> steps, double negation = 1)
      : name_(std::move(name)), steps_(std::move(steps)), negation_(negation) {}
  void add(TrainedHead head) { heads_.push_back(std::move(head)); }
  /// Adds to the calibrated score of a head.
  void shift(std::string_view head, double amount);
  const std::vector<TrainedHead>& heads() const { return heads_; }
  const std::vector<std::uint8_t>& steps() const { return steps_; }
  /// Rows of features as these heads read them.
  FeatureRows rows(std::size_t dense) const { return {steps_, dense, negation_}; }
  void write(model::SafetensorsWriter& writer) const;

 private:
  std::string name_;
  std::vector<std::uint8_t> steps_;
  double negation_;
  std::vector<TrainedHead> heads_;
};

}  // namespace affect::learn::linear
