#include "affect/clock.h"

#include <gtest/gtest.h>

namespace affect {
namespace {

TEST(Clock, ReadsIsoTimes) {
  EXPECT_EQ(parse_iso_time("1970-01-01"), 0.0);
  EXPECT_EQ(parse_iso_time("2024-05-01T18:30:05.25+02:00"), 1714581005.25);
  EXPECT_EQ(parse_iso_time("2024-05-01 16:30"), 1714581000.0);
  EXPECT_EQ(parse_iso_time("2024-05-01T16:30Z"), 1714581000.0);
  EXPECT_EQ(parse_iso_time("1969-12-31T23:59:59Z"), -1.0);
  EXPECT_EQ(parse_iso_time("2024-02-29"), 1709164800.0);
}

TEST(Clock, RefusesWhatIsNoTime) {
  for (const char* text : {"", "2024", "2023-02-29", "2024-13-01", "2024-05-01T25:00", "2024-05-01T10:00+99:00",
                           "-024-05-01", "2024-05-01T10:00:00.", "2024-05-01x", "0000-01-01"}) {
    EXPECT_FALSE(parse_iso_time(text)) << text;
  }
}

TEST(Clock, WritesAtItsPrecision) {
  EXPECT_EQ(format_iso_time(1714581005.25, Clock::Precision::instant, true), "2024-05-01T16:30:05.25Z");
  EXPECT_EQ(format_iso_time(1714581005.25, Clock::Precision::minute, true), "2024-05-01T16:30Z");
  EXPECT_EQ(format_iso_time(1714581005.25, Clock::Precision::day, true), "2024-05-01");
  EXPECT_EQ(format_iso_time(1714581005.25, Clock::Precision::year, true), "2024");
  EXPECT_EQ(format_iso_time(1714581005.25, Clock::Precision::instant, false), "2024-05-01T16:30:05.25");
  EXPECT_EQ(format_iso_time(1714581005.25, Clock::Precision::minute, false), "2024-05-01T16:30");
  EXPECT_EQ(format_iso_time(-1.0, Clock::Precision::instant, true), "1969-12-31T23:59:59Z");
  EXPECT_EQ(format_iso_time(59.9999999, Clock::Precision::instant, true), "1970-01-01T00:01:00Z");
}

TEST(Clock, WrittenTimesReadBack) {
  for (double time : {0.0, -86400.5, 1714581005.123456, 4102444800.0}) {
    EXPECT_EQ(parse_iso_time(format_iso_time(time, Clock::Precision::instant, true)), time);
  }
}

TEST(Clock, MediaTimesForPeople) {
  EXPECT_EQ(format_media_time(7), "0:07");
  EXPECT_EQ(format_media_time(3723.5), "1:02:03.5");
  EXPECT_EQ(format_media_time(59.96), "1:00");
  EXPECT_EQ(format_media_time(-2), "-0:02");
}

TEST(Clock, OnlyACalendarHasStartZoneAndPrecision) {
  EXPECT_FALSE(Clock{}.violation());
  EXPECT_TRUE((Clock{.type = Clock::Type::media, .start = 1.0}.violation()));
  EXPECT_TRUE((Clock{.type = Clock::Type::order, .zone = "Europe/Paris"}.violation()));
  EXPECT_TRUE((Clock{.type = Clock::Type::media, .precision = Clock::Precision::day}.violation()));
  EXPECT_FALSE((Clock{.type = Clock::Type::calendar, .start = 1.0, .zone = "Europe/Paris"}.violation()));
}

}  // namespace
}  // namespace affect
