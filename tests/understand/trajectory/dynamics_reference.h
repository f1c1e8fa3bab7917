/// What tools/make_dynamics_reference.py wrote: series and what an independent implementation says of them.
#pragma once
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "affect/understand/trajectory/score_series.h"
#include "support/place.h"

namespace affect::understand::trajectory {

struct ReferenceLikelihood {
  double phi = 0, signal = 0, value = 0;  ///< signal 0: no errors
};

struct DynamicsReference {
  ScoreSeries series;
  std::vector<ReferenceLikelihood> likelihoods;
  std::map<std::string, double> values;
};

inline std::map<std::string, DynamicsReference> dynamics_reference() {
  std::ifstream file(affect::test::source_dir() + "/tests/understand/trajectory/dynamics_reference.txt");
  std::map<std::string, DynamicsReference> cases;
  DynamicsReference* current = nullptr;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string what, name, clock;
    words >> what;
    if (what == "case") {
      words >> name >> clock;
      current = &cases[name];
      current->series.clock = clock == "seconds" ? StepClock::seconds : StepClock::turns;
      current->series.bounds = ScoreBounds{-1, 1};
    } else if (what == "row") {
      double time = 0, score = 0, variance = 0;
      bool is_break = false;
      words >> time >> score >> variance >> is_break;
      ScoreSeries& series = current->series;
      series.rows.push_back(series.size());
      series.times.push_back(time);
      series.scores.push_back(score);
      series.breaks.push_back(is_break);
      if (variance > 0) series.error_variances.push_back(variance);
    } else if (what == "likelihood") {
      auto& likelihood = current->likelihoods.emplace_back();
      words >> likelihood.phi >> likelihood.signal >> likelihood.value;
    } else if (what == "value") {
      words >> name;
      words >> current->values[name];
    }
  }
  return cases;
}

}  // namespace affect::understand::trajectory
