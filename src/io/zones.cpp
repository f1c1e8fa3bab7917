#include "io/zones.h"

#include <chrono>
#include <cmath>

#include <date/tz.h>
#include <fmt/format.h>

#include "affect/error.h"

namespace affect::io {
namespace {

const date::time_zone* find_zone(const std::string& zone) {
  try {
    return date::locate_zone(zone);
  } catch (const std::exception&) {
    throw ConfigError(fmt::format("no time zone is called {}", zone), {},
                      "names are as in Europe/Berlin, America/New_York, Asia/Tokyo, UTC");
  }
}

/// Whole seconds for the calendar; the fraction is added again.
std::chrono::seconds whole(Seconds time) { return std::chrono::seconds(static_cast<long long>(std::floor(time))); }

}  // namespace

void check_zone(const std::string& zone) { find_zone(zone); }

Seconds to_utc(Seconds local, const std::string& zone, Seconds not_before) {
  if (!std::isfinite(local) || std::fabs(local) > 1e12) return local;
  const auto info = find_zone(zone)->get_info(date::local_seconds(whole(local)));
  const auto first = static_cast<Seconds>(info.first.offset.count());
  if (info.result != date::local_info::ambiguous || local - first >= not_before) return local - first;
  return local - static_cast<Seconds>(info.second.offset.count());
}

std::optional<Seconds> local_time(Seconds utc, const std::string& zone) {
  if (zone.empty() || !std::isfinite(utc) || std::fabs(utc) > 1e12) return utc;
  if (zone.front() == '+' || zone.front() == '-') {
    const auto shown = parse_iso_time("2000-01-01T00:00" + zone);
    if (!shown) return std::nullopt;
    return utc + (*parse_iso_time("2000-01-01T00:00") - *shown);
  }
  try {
    return utc + static_cast<Seconds>(find_zone(zone)->get_info(date::sys_seconds(whole(utc))).offset.count());
  } catch (const ConfigError&) {
    return std::nullopt;
  }
}

}  // namespace affect::io
