/// What tools/make_corpus_reference.py wrote: data, and what independent implementations say of them.
#pragma once
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "affect/understand/corpus/random_intercept.h"
#include "support/place.h"

namespace affect::understand::corpus {

struct MixedModelReference {
  std::vector<GroupedValue> rows;
  std::map<std::string, double> values;
};

struct CurveReference {
  std::vector<std::vector<double>> curves;
  std::map<std::string, std::vector<double>> values;
};

inline std::map<std::string, MixedModelReference> mixed_model_reference() {
  std::ifstream file(affect::test::source_dir() + "/tests/understand/corpus/corpus_reference.txt");
  std::map<std::string, MixedModelReference> cases;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string what, name, measure;
    words >> what >> name;
    if (what == "mixed_row") {
      GroupedValue row;
      words >> row.value >> row.unit >> row.in_second;
      cases[name].rows.push_back(row);
    } else if (what == "mixed_value") {
      words >> measure >> cases[name].values[measure];
    }
  }
  return cases;
}

inline CurveReference curve_reference() {
  std::ifstream file(affect::test::source_dir() + "/tests/understand/corpus/corpus_reference.txt");
  CurveReference reference;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string what, name;
    words >> what;
    if (what != "curve" && what != "curve_value") continue;
    if (what == "curve_value") words >> name;
    auto& values = what == "curve" ? reference.curves.emplace_back() : reference.values[name];
    for (double value = 0; words >> value;) values.push_back(value);
  }
  return reference;
}

}  // namespace affect::understand::corpus
