/// Civil time of a place to UTC, by the system's time zone data.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "affect/clock.h"

namespace affect::io {

/// Throws ConfigError where no zone of that IANA name is known.
void check_zone(const std::string& zone);
/// `local` is civil time as if it were UTC. In the hour that a clock repeats, the first reading that is not before
/// `not_before` (UTC) is taken; a time that a clock skips is read as if it had not.
Seconds to_utc(Seconds local, const std::string& zone, Seconds not_before);
/// The other way: what a clock there showed, in an IANA zone or at "+02:00"; an empty zone is as written. Nothing where
/// no such zone is known.
std::optional<Seconds> local_time(Seconds utc, const std::string& zone);

}  // namespace affect::io
