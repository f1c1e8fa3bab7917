/// Sessions of an episode: a silence of everybody that is longer than the gap ends one.
///
///   Sessions sessions({0, 5, 30000}, 21600);
///   sessions.at(30000);      // 2
///   sessions.silence(2);     // 29995
///
/// Thread-safety: as a value.
#pragma once
#include <cstddef>
#include <optional>
#include <vector>

#include "affect/clock.h"

namespace affect::io {

class Sessions {
 public:
  Sessions() = default;
  /// `times` of all that was said or measured, in any order.
  Sessions(std::vector<Seconds> times, Seconds gap_s);
  /// Number of the session that holds this time, from 1.
  std::size_t at(Seconds time) const;
  /// Seconds between this session's begin and the last thing before it; nothing of the first.
  std::optional<Seconds> silence(std::size_t session) const;

 private:
  std::vector<Seconds> begins_, silences_;  ///< of the sessions after the first
};

}  // namespace affect::io
