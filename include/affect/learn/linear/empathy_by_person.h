/// Empathy and distress of people, predicted by models that never saw the person: what the shipped heads are worth.
///
/// Ten folds by person (Buechel et al. 2018 have five essays of each, alike); in each, a model as emotion_text.h trains
/// it, its cost chosen over five folds of the other people. Thread-safety: as Solutions.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "affect/engine.h"
#include "affect/learn/data/gold_texts.h"

namespace affect::learn::linear {

inline constexpr std::array kEmpathyCosts{0.03125, 0.0625, 0.125, 0.25};

struct EmpathyByPerson {
  std::vector<double> empathy, distress;  ///< an essay each, [0, 1]
};

/// `essays`: of the data set empathic_reactions.
EmpathyByPerson empathy_by_person(const Engine& engine, const GoldTexts& essays);

}  // namespace affect::learn::linear
