/// What the inputs of a net's linear layers span on real data: with it they are held in 8 bits.
///
///   auto ranges = calibrate(graph, weights, samples);    // samples: inputs of a few hundred real texts
///   ranges.to_text();                                    // "encoder.layer.0.output.dense -0.17 4.9\n..."
///
/// Errors: InputError for text that holds no such ranges, with its line. Thread-safety: values.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "affect/model/graph/array.h"
#include "affect/model/graph/graph.h"
#include "affect/model/graph/weights.h"

namespace affect::model {

struct ActivationRange {
  float low = 0, high = 0;
};

struct ActivationRanges {
  std::map<std::string, ActivationRange, std::less<>> by_layer;  ///< by the name of the linear node

  /// A line each: name, lowest, highest.
  std::string to_text() const;
  static ActivationRanges from_text(std::string_view text, const std::string& file);
};

/// Runs the net in f32 over the samples. A layer's range is the mean over samples of the lowest and highest value, as
/// outliers of single samples would cost all others their resolution.
ActivationRanges calibrate(const Graph& graph, const Weights& weights,
                           const std::vector<std::map<std::string, Array>>& samples);

}  // namespace affect::model
