#include "affect/series.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace affect {

bool Channel::operator==(const Channel& other) const {
  const auto same = [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); };
  return name == other.name && unit == other.unit && extra == other.extra &&
         std::equal(values.begin(), values.end(), other.values.begin(), other.values.end(), same);
}

Seconds Series::time(std::size_t i) const {
  return times.empty() ? start + static_cast<double>(i) / rate_hz : times[i];
}

const Channel* Series::find(std::string_view channel) const {
  const auto found =
      std::find_if(channels.begin(), channels.end(), [&](const Channel& c) { return c.name == channel; });
  return found == channels.end() ? nullptr : &*found;
}

std::optional<std::string> Series::violation() const {
  if (name.empty()) return "series has no name";
  if (channels.empty()) return "series has no channels";
  std::set<std::string_view> seen;
  for (const auto& channel : channels) {
    if (channel.name.empty()) return "a channel has no name";
    if (!seen.insert(channel.name).second) return "channel " + channel.name + " stands twice";
    if (channel.values.size() != size()) return "channel " + channel.name + " has another length";
    for (double value : channel.values) {
      if (std::isinf(value)) return "channel " + channel.name + " has an infinite value";
    }
  }
  if (!std::isfinite(start)) return "start is not a finite number";
  if (rate_hz != 0) {
    if (!(rate_hz > 0) || !std::isfinite(rate_hz)) return "rate is not a positive number";
    if (!times.empty()) return "a series has a rate or times, not both";
    return std::nullopt;
  }
  if (times.size() != size()) return "times and values differ in length";
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (!std::isfinite(times[i])) return "a time is not a finite number";
    if (i > 0 && times[i] < times[i - 1]) return "times go back";
  }
  return std::nullopt;
}

bool Series::append(const Series& chunk) {
  if (chunk.name != name || chunk.subject != subject || chunk.source != source || chunk.rate_hz != rate_hz ||
      chunk.channels.size() != channels.size()) {
    return false;
  }
  for (std::size_t i = 0; i < channels.size(); ++i) {
    if (channels[i].name != chunk.channels[i].name || channels[i].unit != chunk.channels[i].unit) return false;
  }
  if (rate_hz > 0) {
    // Half a sample of slack: a chunk's start is rounded when it is written.
    if (std::fabs(time(size()) - chunk.start) > 0.5 / rate_hz) return false;
  } else if (!times.empty() && !chunk.times.empty() && chunk.times.front() < times.back()) {
    return false;
  }
  times.insert(times.end(), chunk.times.begin(), chunk.times.end());
  for (std::size_t i = 0; i < channels.size(); ++i) {
    auto& values = channels[i].values;
    values.insert(values.end(), chunk.channels[i].values.begin(), chunk.channels[i].values.end());
  }
  return true;
}

}  // namespace affect
