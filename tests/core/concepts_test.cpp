#include <gtest/gtest.h>

#include "affect/assessment.h"
#include "affect/diagnostics.h"
#include "affect/occurrence.h"
#include "affect/record.h"

namespace affect {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

TEST(Concepts, ASeriesHasARateOrTimesNotBoth) {
  Series series{.name = "eda", .rate_hz = 4, .start = 10, .channels = {{"eda", "uS", {0.1, 0.2, kNaN}}}};
  EXPECT_FALSE(series.violation());
  EXPECT_EQ(series.time(2), 10.5);
  series.times = {0, 1, 2};
  EXPECT_TRUE(series.violation());
  series.rate_hz = 0;
  EXPECT_FALSE(series.violation());
  series.times = {0, 2, 1};
  EXPECT_EQ(series.violation(), "times go back");
  series.times = {0, 1};
  EXPECT_TRUE(series.violation());
}

TEST(Concepts, SeriesChunksJoinOnlyWhereTheyFit) {
  Series series{.name = "eda", .rate_hz = 4, .channels = {{"eda", "uS", {0.1, 0.2}}}};
  Series next = series;
  next.start = 0.5;
  EXPECT_TRUE(series.append(next));
  EXPECT_EQ(series.size(), 4u);
  next.start = 7;
  EXPECT_FALSE(series.append(next)) << "a gap";
  next.start = 1;
  next.channels[0].unit = "mS";
  EXPECT_FALSE(series.append(next)) << "another unit";
  EXPECT_EQ(series.size(), 4u);
}

TEST(Concepts, ATurnHasTextOrAnEvent) {
  EXPECT_FALSE((Turn{.text = "hello"}.violation()));
  EXPECT_FALSE((Turn{.event = "media"}.violation()));
  EXPECT_TRUE((Turn{.text = "hello", .event = "media"}.violation()));
  EXPECT_TRUE((Turn{.time = TimeRange{2, 1}}.violation()));
  EXPECT_TRUE((Turn{.turn = -1}.violation()));
}

TEST(Concepts, SegmentsStayInsideTheirMedium) {
  EXPECT_FALSE((Segment{.region = Region{0.5, 0, 0.5, 1}}.violation()));
  EXPECT_TRUE((Segment{.region = Region{0.6, 0, 0.5, 1}}.violation()));
  EXPECT_TRUE((Segment{.bytes = ByteRange{5, 4}}.violation()));
}

TEST(Concepts, FindingsAssessmentsAndRelationsAreChecked) {
  Finding finding{.type = "turning_point", .p = 0.01};
  EXPECT_FALSE(finding.violation());
  finding.p = 1.5;
  EXPECT_TRUE(finding.violation());
  finding.p = kNaN;
  EXPECT_TRUE(finding.violation());
  EXPECT_TRUE((Finding{.type = "turning_point", .reason = "why"}.violation())) << "a reason needs a status";
  Finding measured{.type = "dynamics", .measure = "sd", .value = 0.9, .low = 0.2, .high = 0.4};
  EXPECT_FALSE(measured.violation()) << "a corrected value may lie outside its interval";
  measured.high = 0.1;
  EXPECT_TRUE(measured.violation());
  measured.high = kNaN;
  EXPECT_TRUE(measured.violation());
  EXPECT_TRUE((Relation{.type = "cause", .from = "turn:1"}.violation()));
  Assessment assessment{.instrument = "PHQ-8", .subject = "Ann", .score = 5, .low = 3, .high = 7};
  EXPECT_FALSE(assessment.violation());
  assessment.low = 6;
  EXPECT_TRUE(assessment.violation());
  EXPECT_TRUE((Occurrence{}.violation()));
  EXPECT_TRUE((Subject{}.violation()));
}

TEST(Concepts, EveryNameReadsBack) {
  for (const auto d : kDimensions) EXPECT_EQ(dimension(to_string(d)), d);
  for (const auto p : {Perspective::felt, Perspective::intended}) EXPECT_EQ(perspective(to_string(p)), p);
  for (const auto s : {Status::given, Status::too_short, Status::unknown}) EXPECT_EQ(status(to_string(s)), s);
  EXPECT_FALSE(status("fine"));
  EXPECT_EQ(subject_type("audience"), Subject::Type::audience);
  EXPECT_EQ(grade("candidate"), Grade::candidate);
  EXPECT_EQ(kind(Record{"a", Finding{}, {}}), "finding");
  EXPECT_EQ(kind(Record{"a", OtherRecord{"mood"}, {}}), "mood");
  EXPECT_EQ(violation(Record{"", End{}, {}}), "record has no episode id");
}

TEST(Diagnostics, CountsAKindAndKeepsItsFirstPlace) {
  Diagnostics diagnostics;
  diagnostics.add("empty_turn", "empty turn", {"a.txt", 3, 1});
  diagnostics.add("bad_encoding", "bytes are not UTF-8", {"a.txt", 4, 1});
  diagnostics.add("empty_turn", "empty turn", {"a.txt", 9, 1});
  ASSERT_EQ(diagnostics.kinds().size(), 2u);
  EXPECT_EQ(diagnostics.kinds()[0].count, 2u);
  EXPECT_EQ(diagnostics.kinds()[0].place.line, 3u);
  EXPECT_EQ(diagnostics.count("none"), 0u);
}

}  // namespace
}  // namespace affect
