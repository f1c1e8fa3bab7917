/// What tools/make_change_points_reference.py wrote: series and what independent implementations say of them.
#pragma once
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "support/place.h"

namespace affect::understand::trajectory {

struct ChangePointsReference {
  struct Energy {
    std::size_t columns = 0, index = 0;
    double statistic = 0;
  };
  std::vector<double> scores;
  std::map<double, std::vector<std::size_t>> pelt;  ///< by penalty
  std::map<std::size_t, double> began;
  std::vector<Energy> energies;
};

inline std::map<std::string, ChangePointsReference> change_points_reference() {
  std::ifstream file(affect::test::source_dir() + "/tests/understand/trajectory/change_points_reference.txt");
  std::map<std::string, ChangePointsReference> cases;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string what, name;
    words >> what >> name;
    ChangePointsReference& one = cases[name];
    if (what == "scores") {
      for (double score = 0; words >> score;) one.scores.push_back(score);
    } else if (what == "pelt") {
      double penalty = 0;
      words >> penalty;
      auto& begins = one.pelt[penalty];
      for (std::size_t begin = 0; words >> begin;) begins.push_back(begin);
    } else if (what == "began") {
      std::size_t index = 0;
      words >> index >> one.began[index];
    } else if (what == "energy") {
      auto& energy = one.energies.emplace_back();
      words >> energy.columns >> energy.index >> energy.statistic;
    }
  }
  return cases;
}

}  // namespace affect::understand::trajectory
