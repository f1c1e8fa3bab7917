#include "io/sessions.h"

#include <algorithm>

namespace affect::io {

Sessions::Sessions(std::vector<Seconds> times, Seconds gap_s) {
  std::sort(times.begin(), times.end());
  for (std::size_t i = 1; i < times.size(); ++i) {
    if (!(times[i] - times[i - 1] > gap_s)) continue;
    begins_.push_back(times[i]);
    silences_.push_back(times[i] - times[i - 1]);
  }
}

std::size_t Sessions::at(Seconds time) const {
  return 1 + static_cast<std::size_t>(std::upper_bound(begins_.begin(), begins_.end(), time) - begins_.begin());
}

std::optional<Seconds> Sessions::silence(std::size_t session) const {
  if (session < 2) return std::nullopt;
  return silences_[session - 2];
}

}  // namespace affect::io
