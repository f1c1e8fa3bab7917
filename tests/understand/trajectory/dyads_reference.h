/// What tools/make_dyads_reference.py wrote: pairs and what independent implementations say of them.
#pragma once
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "affect/understand/trajectory/paired_scores.h"
#include "support/place.h"

namespace affect::understand::trajectory {

struct DyadsReference {
  PairedScores pair;
  std::map<std::string, double> values;
};

inline std::map<std::string, DyadsReference> dyads_reference() {
  std::ifstream file(affect::test::source_dir() + "/tests/understand/trajectory/dyads_reference.txt");
  std::map<std::string, DyadsReference> cases;
  DyadsReference* current = nullptr;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string what, name, clock;
    words >> what;
    if (what == "case") {
      words >> name >> clock;
      current = &cases[name];
      current->pair.clock = clock == "seconds" ? StepClock::seconds : StepClock::turns;
    } else if (what == "row") {
      double first = 0, second = 0;
      std::size_t session = 0;
      words >> first >> second >> session;
      current->pair.first.push_back(first);
      current->pair.second.push_back(second);
      current->pair.sessions.push_back(session);
    } else if (what == "value") {
      words >> name;
      words >> current->values[name];
    }
  }
  return cases;
}

}  // namespace affect::understand::trajectory
