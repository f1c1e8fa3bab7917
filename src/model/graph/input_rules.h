/// What a net asks of its inputs, checked before each run, whichever back end runs it.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "affect/error.h"
#include "affect/model/graph/array.h"
#include "affect/model/graph/graph.h"

namespace affect::model {

struct InputRule {
  Element element = Element::f32;
  Shape shape;               ///< a dynamic dimension without a name may be of any size
  std::vector<Dim> below{};  ///< integers are indices: 0 or more, and below each of these
};

struct InputRules {
  std::map<std::string, InputRule> inputs;
  std::map<std::string, std::int64_t> longest;  ///< of dynamic dimensions that index a table, positions for instance
};

InputRules rules_of(const Graph& graph);

/// Throws InputError; `net` stands in it.
void check_inputs(const InputRules& rules, const std::string& net, const std::map<std::string, Array>& inputs,
                  std::size_t max_values);
/// For a back end that stopped on inputs that passed the check; `reason` is one line.
InputError run_failure(const std::string& net, const std::map<std::string, Array>& inputs, const std::string& reason);

}  // namespace affect::model
