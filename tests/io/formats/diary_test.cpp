#include <gtest/gtest.h>

#include "io/markdown.h"
#include "io/reading.h"
#include "io/written_date.h"

namespace affect::io {
namespace {

using test::error_of;
using test::Lines;
using test::read_text;
using test::spoken;

TEST(WrittenDate, ReadsWhatPeopleWrite) {
  const Seconds day = *parse_iso_time("2024-05-01");
  for (const char* text :
       {"2024-05-01", "2024/05/01", "2024.5.1", "1 May 2024", "1st May 2024", "1st of May, 2024", "May 1, 2024",
        "May 1st 2024", "Wednesday, 1 May 2024", "Wed 2024-05-01", "Wednesday, May 1, 2024", "01.05.2024",
        "1. Mai 2024", "Mittwoch, den 1. Mai 2024", "1er mai 2024", "mercredi 1 mai 2024", "MAY 1, 2024",
        "2024-05-01T18:30:00Z", "2024-05-01 18:30"}) {
    const auto date = take_date(text);
    ASSERT_TRUE(date) << text;
    EXPECT_DOUBLE_EQ(date->day, day) << text;
    EXPECT_TRUE(date->rest.empty()) << text;
  }
  EXPECT_DOUBLE_EQ(take_date("14 ao\xC3\xBBt 2023")->day, *parse_iso_time("2023-08-14"));
  EXPECT_DOUBLE_EQ(take_date("3. M\xC3\xA4rz 2023")->day, *parse_iso_time("2023-03-03"));
  EXPECT_EQ(take_date("2024-05-01: the quarrel")->rest, ": the quarrel");
  for (const char* text : {"", "Morning", "5/1/2024", "31 February 2024", "2024", "May 2024", "1 May", "May the force",
                           "2024-13-01", "2024-05-011", "123 May 2024", "Sunday"}) {
    EXPECT_FALSE(take_date(text)) << text;
  }
}

TEST(Markdown, StripsMarksAndKeepsWords) {
  const auto plain = [](std::string_view line) {
    std::string out;
    append_without_marks(line, out);
    return out;
  };
  EXPECT_EQ(plain("a *bad* and **worse** _day_ __at__ `work`"), "a bad and worse day at work");
  EXPECT_EQ(plain("2 * 3, snake_case, 5*"), "2 * 3, snake_case, 5");
  EXPECT_EQ(plain("see [the note](http://a.b/c_d_e) ![sad cat](x.png) [kept]"), "see the note sad cat [kept]");
  EXPECT_EQ(plain("\\*not\\* \\_this\\_"), "*not* _this_");
}

TEST(Diary, ReadsDaysAndParagraphs) {
  const auto reading = read_text(
      "# My year\n\n## 1 May 2024\n\nA *good* day\nwith sun.\n\nThen rain.\n\n## Thursday, 2 May 2024\n- one\n- two\n",
      {}, "diary.md");
  EXPECT_EQ(spoken(reading), (Lines{"author: A good day with sun.", "author: Then rain.", "author: one\ntwo"}));
  const Clock& clock = reading.episodes.front().clock;
  EXPECT_EQ(clock.type, Clock::Type::calendar);
  EXPECT_EQ(clock.precision, Clock::Precision::day);
  EXPECT_DOUBLE_EQ(*clock.start, *parse_iso_time("2024-05-01"));
  EXPECT_EQ(reading.episodes.front().title, "My year");
  EXPECT_DOUBLE_EQ(reading.turns[2].time->start, *parse_iso_time("2024-05-02"));
  EXPECT_EQ(reading.subjects, (Lines{"author"}));
  EXPECT_EQ(read_text("# 2024-05-01\nhi\n", {}, {}, {}, "Ann").subjects, (Lines{"Ann"}));
}

TEST(Diary, NewestFirstIsPutInOrderAndCounted) {
  const auto reading = read_text("# 2024-05-02\nlater\n\n# 2024-05-01\nearlier\n");
  EXPECT_EQ(spoken(reading), (Lines{"author: earlier", "author: later"}));
  EXPECT_EQ(reading.diagnostics.count("date_back"), 1u);
}

TEST(Diary, KnowsFrontMatterCodeAndOtherHeadings) {
  const auto reading = read_text(
      "---\ntitle: \"Notes\"\ndate: 2024-05-01\n---\n\nfirst\n\n### Evening\n\n> quoted\n\n```\ncode: 1\n```\n\n"
      "<!-- hidden -->\n***\n- [x] slept\n\n## 2024-05-02 - a bad day\nsecond\n");
  EXPECT_EQ(spoken(reading), (Lines{"author: first", "author: quoted", "author: slept", "author: second"}));
  EXPECT_EQ(reading.episodes.front().title, "Notes");
  EXPECT_EQ(reading.diagnostics.count("heading_left_out"), 2u);
  EXPECT_EQ(reading.diagnostics.count("code_left_out"), 1u);
  EXPECT_EQ(reading.diagnostics.count("comment_left_out"), 1u);
}

TEST(Diary, ADateMayStandInTheFilesName) {
  EXPECT_DOUBLE_EQ(read_text("Slept badly.\n", {}, "notes/2024-05-01.md").turns.at(0).time->start,
                   *parse_iso_time("2024-05-01"));
}

TEST(Diary, SaysWhatToDo) {
  EXPECT_NE(error_of("# Monday\n\ntext\n", "diary", "d.md").find("d.md:1: no heading has a date"), std::string::npos);
  EXPECT_NE(error_of("# 2024-05-01\n", "diary").find("has dates and no text"), std::string::npos);
  const auto reading = read_text("lost\n\n# 2024-05-01\nkept\n");
  EXPECT_EQ(reading.diagnostics.count("text_before_first_date"), 1u);
}

}  // namespace
}  // namespace affect::io
