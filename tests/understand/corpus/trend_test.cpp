#include "affect/understand/corpus/trend.h"

#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "affect/rng.h"
#include "affect/understand/corpus/calendar_trends.h"
#include "understand/corpus/people.h"

namespace affect::understand::corpus {
namespace {

BinnedSeries weeks(std::size_t count, double phi, double slope, double step, std::size_t event, Rng& rng) {
  BinnedSeries series;
  double noise = rng.normal();
  for (std::size_t i = 0; i < count; ++i) {
    noise = phi * noise + std::sqrt(1 - phi * phi) * rng.normal();
    if (i % 9 == 4) continue;  // no scores in that week
    series.bins.push_back(static_cast<std::int64_t>(i) + 2600);
    series.values.push_back(slope * static_cast<double>(i) + (i >= event ? step : 0) + noise);
  }
  return series;
}

/// Worked by hand: y = 1, 2, 2, 4, ... on 0, 1, 2, ... by the formulas of least squares.
TEST(Trend, IsLeastSquares) {
  BinnedSeries series;
  double st = 0, sy = 0, stt = 0, sty = 0;
  for (int i = 0; i < 21; ++i) {
    const double y = (i * i) % 7 + 0.1 * i;
    series.bins.push_back(i);
    series.values.push_back(y);
    st += i;
    sy += y;
    stt += i * i;
    sty += i * y;
  }
  const Trend found = trend(series, {});
  ASSERT_EQ(found.status, Status::given) << found.reason;
  EXPECT_NEAR(found.slope.value, (21 * sty - st * sy) / (21 * stt - st * st), 1e-10);
  EXPECT_LT(found.slope.low, found.slope.value);
}

TEST(Trend, AStepAndABendAreTakenApart) {
  BinnedSeries series;
  Rng rng(2);
  for (int i = 0; i < 40; ++i) {
    series.bins.push_back(i);
    series.values.push_back(0.1 * i + (i >= 20 ? -3 + 0.2 * (i - 20) : 0) + 0.01 * rng.normal());
  }
  const Trend found = trend(series, {.event = 20});
  ASSERT_EQ(found.status, Status::given);
  EXPECT_NEAR(found.slope.value, 0.1, 0.01);
  EXPECT_NEAR(found.level_change->value, -3, 0.05);
  EXPECT_NEAR(found.slope_change->value, 0.2, 0.01);
  EXPECT_LE(found.level_change->p, 0.01);
  EXPECT_LE(found.placebo_p.value(), 0.05);
}

TEST(Trend, HoldsItsLevelWhereErrorsAreAutocorrelated) {
  Rng rng(3);
  int alarms = 0, held = 0;
  constexpr int kTrials = 200;
  for (int trial = 0; trial < kTrials; ++trial) {
    const Trend none = trend(weeks(40, 0.5, 0, 0, 20, rng), {.event = 2620, .draws = 100});
    alarms += none.status == Status::given && none.level_change->p <= 0.05 ? 1 : 0;
    const Trend rise = trend(weeks(40, 0.5, 0.1, 0, 20, rng), {.draws = 100});
    held += rise.status != Status::given || (rise.slope.low <= 0.1 && 0.1 <= rise.slope.high) ? 1 : 0;
  }
  EXPECT_LE(alarms, 20);
  EXPECT_GE(held, 180);
}

TEST(Trend, SaysWhatItCannotTell) {
  Rng rng(4);
  EXPECT_EQ(trend(weeks(12, 0, 0, 0, 6, rng), {}).status, Status::too_short);
  EXPECT_EQ(trend(weeks(20, 0, 0, 0, 6, rng), {.event = 2603}).status, Status::too_short);
  EXPECT_EQ(trend({}, {}).status, Status::too_short);
  BinnedSeries line;
  for (int i = 0; i < 20; ++i) {
    line.bins.push_back(i);
    line.values.push_back(0.5 * i);
  }
  EXPECT_EQ(trend(line, {}).status, Status::not_estimable);
}

TEST(CalendarBins, BeginOnTheirFirstDay) {
  const auto bin_of = [](const char* date, CalendarBin bin) {
    return calendar_bin_name(calendar_bin(parse_iso_time(date).value(), bin), bin);
  };
  EXPECT_EQ(bin_of("2024-05-01T23:59", CalendarBin::day), "2024-05-01");
  EXPECT_EQ(bin_of("2024-05-05", CalendarBin::week), "2024-04-29");
  EXPECT_EQ(bin_of("2024-05-06", CalendarBin::week), "2024-05-06");
  EXPECT_EQ(bin_of("1969-12-31", CalendarBin::week), "1969-12-29");
  EXPECT_EQ(bin_of("1969-12-31", CalendarBin::month), "1969-12-01");
  EXPECT_EQ(bin_of("2024-02-29", CalendarBin::month), "2024-02-01");
}

/// The one with many scores counts as the one with few.
TEST(CalendarTrends, PeopleCountOnceABin) {
  CalendarTrends trends({.bin = CalendarBin::day});
  Rng rng(5);
  for (int day = 0; day < 30; ++day) {
    for (const bool is_talker : {false, true}) {
      auto made = person("chat" + std::to_string(day), is_talker ? "A" : "B",
                         std::vector<double>(is_talker ? 20 : 1, (is_talker ? 1.0 : 0.0) + 0.1 * rng.normal()));
      made.clock.type = Clock::Type::calendar;
      made.series.clock = trajectory::StepClock::seconds;
      made.series.times.assign(made.series.size(), 86400.0 * day + 3600);
      trends.add(made);
    }
  }
  const auto rows = trends.trends();
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].people, 2u);
  ASSERT_EQ(rows[0].series.values.size(), 30u);
  for (const double value : rows[0].series.values) EXPECT_NEAR(value, 0.5, 0.3);
  CalendarTrends undated({});
  undated.add(person("e", "A", {0.1, 0.2}));
  EXPECT_THROW(undated.trends(), InputError);
}

}  // namespace
}  // namespace affect::understand::corpus
