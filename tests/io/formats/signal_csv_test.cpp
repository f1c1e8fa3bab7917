#include <cmath>

#include <gtest/gtest.h>

#include "io/reading.h"
#include "support/data.h"

namespace affect::io {
namespace {

using test::error_of;
using test::read_text;

TEST(SignalCsv, ReadsAWearable) {
  const auto reading = read_text("1644226061.000000\n4.000000\n0.10\n\n0.20\nx\n0.30\n", {}, "S01/EDA.csv");
  ASSERT_EQ(reading.series.size(), 1u);
  const Series& series = reading.series.front();
  EXPECT_EQ(series.name, "eda");
  EXPECT_DOUBLE_EQ(series.rate_hz, 4);
  EXPECT_DOUBLE_EQ(series.start, 1644226061);
  EXPECT_EQ(series.channels.front().unit, "uS");
  ASSERT_EQ(series.size(), 4u);
  EXPECT_TRUE(std::isnan(series.channels.front().values[2]));
  EXPECT_EQ(reading.rejects.size(), 1u);
  EXPECT_EQ(reading.rejects.front().place.line, 6u);
  EXPECT_EQ(reading.episodes.front().clock.type, Clock::Type::calendar);
}

TEST(SignalCsv, ReadsAxesAndIntervals) {
  const auto axes = read_text("1644226061,1644226061,1644226061\n32,32,32\n-2,43,44\n1,2,3\n", {}, "ACC.csv");
  ASSERT_EQ(axes.series.front().channels.size(), 3u);
  EXPECT_EQ(axes.series.front().find("y")->values, (std::vector<double>{43, 2}));
  const auto intervals = read_text("1644226061.0, IBI\n35.5,0.89\n36.25,0.86\n", {}, "IBI.csv");
  EXPECT_EQ(intervals.series.front().times, (std::vector<double>{1644226096.5, 1644226097.25}));
  EXPECT_EQ(intervals.series.front().channels.front().unit, "s");
}

TEST(SignalCsv, ReadsATableWithATimeColumn) {
  const auto reading = read_text("time,EDA,hr,condition\n0,0.1,60,rest\n0.25,,61,rest\n1.5,NaN,62,task\n");
  const Series& series = reading.series.front();
  EXPECT_EQ(series.times, (std::vector<double>{0, 0.25, 1.5}));
  ASSERT_EQ(series.channels.size(), 2u);
  EXPECT_EQ(series.find("EDA")->unit, "uS");
  EXPECT_TRUE(std::isnan(series.find("EDA")->values[2]));
  EXPECT_EQ(reading.diagnostics.count("column_left_out"), 1u);
  EXPECT_EQ(reading.episodes.front().clock.type, Clock::Type::media);
  EXPECT_EQ(read_text("timestamp,eda\n2024-05-01T10:00:00Z,1\n2024-05-01T10:00:01Z,2\n").episodes.front().clock.type,
            Clock::Type::calendar);
}

TEST(SignalCsv, TimeThatGoesBackIsAFault) {
  const std::string text = "time,eda\n0,1\n2,2\n1,3\nlater,4\n3,5\n";
  EXPECT_NE(error_of(text, {}, "a.csv").find("a.csv:4:1: time goes back"), std::string::npos);
  const auto reading = read_text(text);
  EXPECT_EQ(reading.rejects.size(), 2u);
  EXPECT_EQ(reading.series.front().times, (std::vector<double>{0, 2, 3}));
}

TEST(SignalCsv, SaysWhatIsMissing) {
  EXPECT_NE(
      error_of("ECG,PPG\n1,2\n", "signal_csv", "b.csv").find("b.csv:1:1: no column for the time; found: \"ECG, PPG\""),
      std::string::npos);
  EXPECT_NE(error_of("1644226061\n-4\n1\n", "signal_csv").find("not a rate"), std::string::npos);
  EXPECT_NE(error_of("1644226061\n4\n", "signal_csv").find("no samples"), std::string::npos);
}

TEST(SignalCsv, ADecimalCommaIsNamed) {
  const std::string text = "timestamp;EDA (uS)\n2024-05-01T10:00:00Z;0,31\n2024-05-01T10:00:01Z;0,32\n";
  EXPECT_NE(error_of(text, {}, "b.csv").find("b.csv:2:1: no column holds numbers (write decimals with a point: 0.25)"),
            std::string::npos)
      << error_of(text, {}, "b.csv");
}

TEST(SignalCsv, ReadsTheStressPredictRecording) {
  AFFECT_NEEDS_DATA(path, "physio/stress-predict/S01/EDA.csv");
  test::Reading reading;
  ReadContext context{.diagnostics = reading.diagnostics};
  context.subject = "S01";
  read_file(test::reading_engine(), path, context, reading);
  ASSERT_EQ(reading.series.size(), 1u) << "the chunks fit on each other";
  EXPECT_GT(reading.series.front().size(), 10'000u);
  EXPECT_DOUBLE_EQ(reading.series.front().rate_hz, 4);
  EXPECT_EQ(reading.series.front().subject, "S01");
  EXPECT_TRUE(reading.diagnostics.empty());
}

}  // namespace
}  // namespace affect::io
