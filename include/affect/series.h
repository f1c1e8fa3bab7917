/// Named channels with units, at a rate or at explicit times: voice, EDA, EEG, blendshapes, gaze, a walker, a
/// camera.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "affect/clock.h"

namespace affect {

struct Channel {
  std::string name;                             ///< unique in the series
  std::string unit;                             ///< UCUM-like: "uS", "/min", "Cel"; empty is a pure number
  std::vector<double> values;                   ///< NaN is missing
  std::string extra = {};                       ///< unknown fields on the wire, as JSON text
  bool operator==(const Channel& other) const;  ///< missing equals missing
};

/// Channels of equal length. Either rate_hz > 0 and `times` is empty (sample i lies at start + i / rate_hz),
/// or `times` has one non-decreasing entry a sample.
struct Series {
  std::string name;     ///< "eda"
  std::string subject;  ///< whose, or empty
  std::string source;   ///< what measured or computed it
  double rate_hz = 0;
  Seconds start = 0;
  std::vector<Seconds> times;
  std::vector<Channel> channels;

  std::size_t size() const { return channels.empty() ? 0 : channels.front().values.size(); }
  Seconds time(std::size_t i) const;
  const Channel* find(std::string_view channel) const;
  std::optional<std::string> violation() const;
  /// Appends a later chunk of the same series. False where it does not fit on (other channels, rate or a gap
  /// in start).
  bool append(const Series& chunk);
  bool operator==(const Series&) const = default;
};

/// Typed views: what a series means. Each borrows its series.
struct Signal {
  const Series& series;
};  ///< one channel at a rate
struct Path {
  const Series& series;
};  ///< channels x, y[, z] in m
struct Landmarks {
  const Series& series;
};  ///< channels p0.x, p0.y, ... in parts of the image

}  // namespace affect
