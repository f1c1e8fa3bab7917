// How often the intervals of prediction_powered_mean hold the truth, with engines that are wrong in known ways.
#pragma once
#include <string_view>
#include <vector>

#include "affect/measure/prediction_powered.h"
#include "affect/rng.h"

namespace affect::measure {

/// A world of texts and an engine that values them.
struct SimulatedEngine {
  std::string_view name;
  double truth;                            ///< the mean, or share, that is estimated
  double (*draw)(Rng& rng, double& code);  ///< a text: its code, and the engine's value
};

inline constexpr SimulatedEngine kSimulatedEngines[] = {
    {"unbiased", 0.1,
     [](Rng& rng, double& code) {
       code = 0.1 + 0.4 * rng.normal();
       return code + 0.3 * rng.normal();
     }},
    {"biased", 0.1,
     [](Rng& rng, double& code) {
       code = 0.1 + 0.4 * rng.normal();
       return 0.3 + 0.5 * code + 0.2 * rng.normal();
     }},
    {"useless", 0.1,
     [](Rng& rng, double& code) {
       code = 0.1 + 0.4 * rng.normal();
       return 0.5 + 0.4 * rng.normal();
     }},
    {"share, 30 % right by 80 %", 0.3,
     [](Rng& rng, double& code) {
       code = rng.uniform() < 0.3 ? 1 : 0;
       return rng.uniform() < 0.8 ? code : 1 - code;
     }},
};

struct SimulatedCoverage {
  double naive = 0, classical = 0, corrected = 0;              ///< shares of sets whose interval holds the truth
  double classical_width = 0, corrected_width = 0, power = 0;  ///< means
};

/// Where `persons` is not 0, each text is one of a person's, whose level (SD 0.3) moves codes and, for one half, the
/// engine.
inline SimulatedCoverage simulated_coverage(const SimulatedEngine& engine, std::size_t coded, std::size_t others,
                                            std::size_t sets, std::uint64_t seed, std::size_t persons = 0) {
  SimulatedCoverage sum;
  std::vector<double> codes(coded), predicted(coded), rest(others), level(persons);
  std::vector<std::size_t> coded_persons(persons == 0 ? 0 : coded), other_persons(persons == 0 ? 0 : others);
  for (std::size_t set = 0; set < sets; ++set) {
    Rng rng = Rng(seed).split(set);
    for (double& value : level) value = 0.3 * rng.normal();
    for (std::size_t i = 0; i < coded; ++i) predicted[i] = engine.draw(rng, codes[i]);
    double unseen = 0;
    for (double& value : rest) value = engine.draw(rng, unseen);
    for (std::size_t i = 0; i < coded_persons.size(); ++i) {
      coded_persons[i] = rng.below(persons);
      codes[i] += level[coded_persons[i]];
      predicted[i] += level[coded_persons[i]] / 2;
    }
    for (std::size_t i = 0; i < other_persons.size(); ++i) {
      other_persons[i] = rng.below(persons);
      rest[i] += level[other_persons[i]] / 2;
    }
    const auto mean = (persons == 0 ? prediction_powered_mean(codes, predicted, rest)
                                    : prediction_powered_mean(codes, predicted, rest, {coded_persons, other_persons}))
                          .value();
    const auto holds = [&](const Interval& interval) {
      return interval.low <= engine.truth && engine.truth <= interval.high ? 1.0 : 0.0;
    };
    sum.naive += holds(mean.naive);
    sum.classical += holds(mean.classical);
    sum.corrected += holds(mean.corrected);
    sum.classical_width += mean.classical.high - mean.classical.low;
    sum.corrected_width += mean.corrected.high - mean.corrected.low;
    sum.power += mean.power;
  }
  for (double* value :
       {&sum.naive, &sum.classical, &sum.corrected, &sum.classical_width, &sum.corrected_width, &sum.power}) {
    *value /= static_cast<double>(sets);
  }
  return sum;
}

}  // namespace affect::measure
