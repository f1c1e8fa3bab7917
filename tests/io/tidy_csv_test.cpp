#include "affect/io/tidy_csv.h"

#include <gtest/gtest.h>

namespace affect {
namespace {

std::string csv(std::vector<Record> records) {
  std::string text;
  const auto output = io::string_output(text);
  io::TidyCsvWriter writer(*output);
  for (auto& record : records) writer.accept(std::move(record));
  return text;
}

constexpr std::string_view kHeader = "episode,subject,turn,time,perspective,source,column,value,se\n";

TEST(TidyCsv, ATrackHasALineAValue) {
  Track track;
  track.key = {"Ann", Perspective::expressed, "", {"lexicon", "1", ""}, ""};
  track.labels = {"joy", "fear"};
  AffectState state;
  state.valence = 0.5;
  state.standard_error[0] = 0.1;
  state.labels = {{"joy", 0.75, 0.5}, {"fear", 0, std::nullopt}};
  track.append(3, TimeRange{2.5, 4}, state);
  track.append(4, std::nullopt, AffectState{});
  AffectState calm;
  calm.arousal = -1;
  track.append(5, std::nullopt, calm);
  EXPECT_EQ(csv({{"call", track, {}}}), std::string(kHeader) +
                                            "call,Ann,3,2.5,expressed,lexicon@1,valence,0.5,0.1\n"
                                            "call,Ann,3,2.5,expressed,lexicon@1,joy,0.75,\n"
                                            "call,Ann,3,2.5,expressed,lexicon@1,fear,0,\n"
                                            "call,Ann,5,,expressed,lexicon@1,arousal,-1,\n");
}

TEST(TidyCsv, TimesAreAsShortAsTheyWereWritten) {
  Series series{"eda", "Ann", "watch", 10, 1.2 + 1.189, {}, {{"eda", "uS", {1}}}};
  ASSERT_NE(1.2 + 1.189, 2.389);
  EXPECT_EQ(csv({{"day", series, {}}}), std::string(kHeader) + "day,Ann,,2.389,,watch,eda.eda,1,\n");
}

TEST(TidyCsv, ASeriesHasALineAValueOfEachChannel) {
  Series series{
      "eda", "Ann", "watch", 4, 10, {}, {{"eda", "uS", {1, Track::kAbsent, 1.25}}, {"temp", "Cel", {31, 32, 33}}}};
  EXPECT_EQ(csv({{"day", series, {}}}), std::string(kHeader) +
                                            "day,Ann,,10,,watch,eda.eda,1,\n"
                                            "day,Ann,,10,,watch,eda.temp,31,\n"
                                            "day,Ann,,10.25,,watch,eda.temp,32,\n"
                                            "day,Ann,,10.5,,watch,eda.eda,1.25,\n"
                                            "day,Ann,,10.5,,watch,eda.temp,33,\n");
}

TEST(TidyCsv, CalendarTimesAreIso) {
  Clock clock;
  clock.type = Clock::Type::calendar;
  clock.precision = Clock::Precision::day;
  Track track;
  track.key = {"author", Perspective::expressed, "", {"lexicon", "1", ""}, ""};
  AffectState state;
  state.valence = -0.25;
  track.append(0, TimeRange{1714521600, 1714521600}, state);
  EXPECT_EQ(csv({{"diary", EpisodeInfo{clock, "", ""}, {}}, {"diary", track, {}}}),
            std::string(kHeader) + "diary,author,0,2024-05-01,expressed,lexicon@1,valence,-0.25,\n");
}

TEST(TidyCsv, FieldsAreQuotedWhereTheyMust) {
  Track track;
  track.key = {"Ann \"A\", Ms", Perspective::felt, "", {"s", "", ""}, ""};
  track.label_kind = LabelKind::open;
  AffectState state;
  state.labels = {{"so\nso", 1, std::nullopt}, {"=plain", 0.5, std::nullopt}};
  track.append(0, std::nullopt, state);
  EXPECT_EQ(csv({{"a,b", track, {}}}), std::string(kHeader) +
                                           "\"a,b\",\"Ann \"\"A\"\", Ms\",0,,felt,s,\"so\nso\",1,\n"
                                           "\"a,b\",\"Ann \"\"A\"\", Ms\",0,,felt,s,=plain,0.5,\n");
}

TEST(TidyCsv, OtherRecordsGiveNoLine) {
  EXPECT_EQ(csv({{"c", EpisodeInfo{}, {}}, {"c", Turn{0, "Ann", "Hi", "", {}, "", ""}, {}}, {"c", End{}, {}}}),
            kHeader);
}

}  // namespace
}  // namespace affect
