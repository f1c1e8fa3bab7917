#include "io/zones.h"

#include <limits>

#include <gtest/gtest.h>

#include "affect/error.h"

namespace affect::io {
namespace {

constexpr Seconds kNever = -std::numeric_limits<Seconds>::infinity();

Seconds at(std::string_view text) { return *parse_iso_time(text); }

TEST(Zones, LocalTimesBecomeUtc) {
  EXPECT_EQ(to_utc(at("2024-01-15T12:00"), "Europe/Berlin", kNever), at("2024-01-15T11:00"));
  EXPECT_EQ(to_utc(at("2024-07-15T12:00:00.25"), "Europe/Berlin", kNever), at("2024-07-15T10:00:00.25"));
  EXPECT_EQ(to_utc(at("2024-07-15T12:00"), "America/New_York", kNever), at("2024-07-15T16:00"));
  EXPECT_EQ(to_utc(at("1965-07-15T12:00"), "Asia/Kolkata", kNever), at("1965-07-15T06:30"));
}

TEST(Zones, UtcIsShownAsClocksThereShowedIt) {
  EXPECT_EQ(local_time(at("2024-07-15T10:00"), "Europe/Berlin"), at("2024-07-15T12:00"));
  EXPECT_EQ(local_time(at("2024-07-15T10:00"), "-03:30"), at("2024-07-15T06:30"));
  EXPECT_EQ(local_time(at("2024-07-15T10:00"), ""), at("2024-07-15T10:00"));
  EXPECT_EQ(local_time(0, "Mars/Olympus"), std::nullopt);
  EXPECT_EQ(local_time(0, "+2"), std::nullopt);
}

TEST(Zones, TheHourThatRepeatsGoesOnWhereItCan) {
  // 2024-10-27 03:00 CEST is 02:00 CET again.
  const Seconds first = to_utc(at("2024-10-27T02:50"), "Europe/Berlin", kNever);
  EXPECT_EQ(first, at("2024-10-27T00:50"));
  EXPECT_EQ(to_utc(at("2024-10-27T02:10"), "Europe/Berlin", first), at("2024-10-27T01:10"));
  EXPECT_EQ(to_utc(at("2024-10-27T02:55"), "Europe/Berlin", first), at("2024-10-27T00:55"));
}

TEST(Zones, AnHourThatIsSkippedIsReadAsIfItWereNot) {
  // 2024-03-31 02:00 CET is 03:00 CEST.
  EXPECT_EQ(to_utc(at("2024-03-31T02:30"), "Europe/Berlin", kNever), at("2024-03-31T01:30"));
}

TEST(Zones, WildTimesAndNamesAreNoCrash) {
  for (const Seconds wild : {1e300, -1e300, std::numeric_limits<Seconds>::quiet_NaN()}) {
    to_utc(wild, "Europe/Berlin", kNever);
    local_time(wild, "Europe/Berlin");
  }
  EXPECT_THROW(check_zone("Mars/Olympus"), ConfigError);
  EXPECT_THROW(check_zone("../../etc/passwd"), ConfigError);
  EXPECT_NO_THROW(check_zone("UTC"));
}

}  // namespace
}  // namespace affect::io
