/// Labels of texts in a language that the model never saw labelled: trained on all other languages together.
///
/// One model for the language left out, as the table "und" of the shipped ones is trained, its cost fixed
/// (docs/perceive/emotion.md). Track C of SemEval-2025 Task 11 (Muhammad et al. 2025). Thread-safety: as Solutions.
#pragma once
#include <string>
#include <vector>

#include "affect/engine.h"
#include "affect/learn/data/gold_texts.h"

namespace affect::learn::linear {

struct LeftOutLabel {
  std::string name;                   ///< "ekman:joy"
  std::vector<double> probabilities;  ///< a text each
  double threshold = 0.5;
};

/// `train`: texts of many languages, those of `language` are not read. `texts`: what is asked about.
std::vector<LeftOutLabel> label_left_out_language(const Engine& engine, const GoldTexts& train,
                                                  const std::string& language, const std::vector<std::string>& texts);

}  // namespace affect::learn::linear
