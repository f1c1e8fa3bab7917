#include "affect/understand/corpus/person_measure.h"

#include <array>

#include "affect/understand/trajectory/dynamic_measures.h"
#include "affect/understand/trajectory/inertia.h"
#include "affect/understand/trajectory/variability.h"

namespace affect::understand::corpus {
namespace {

constexpr std::array<std::string_view, 9> kPersonMeasures{"mean", "sd",    "relative_sd", "rmssd",  "mssd",
                                                          "tkeo", "floor", "ceiling",     "inertia"};

}  // namespace

std::span<const std::string_view> person_measures() { return kPersonMeasures; }

ScaleEffect scale_effect(std::string_view measure) {
  if (measure == "mean") return ScaleEffect::level;
  if (measure == "sd" || measure == "rmssd") return ScaleEffect::spread;
  if (measure == "inertia") return ScaleEffect::none;
  return ScaleEffect::not_linear;
}

std::optional<double> person_measure(const trajectory::ScoreSeries& series, std::string_view measure) {
  if (series.scores.empty()) return std::nullopt;
  if (measure == "mean") return trajectory::mean(series.scores);
  if (measure == "inertia") {
    const trajectory::Inertia found = trajectory::inertia(series, {});
    return found.status == Status::given ? std::optional(found.value) : std::nullopt;
  }
  for (const trajectory::DynamicMeasure& found : trajectory::dynamic_measures(series, {})) {
    if (found.name == measure) return found.value;
  }
  return std::nullopt;
}

}  // namespace affect::understand::corpus
