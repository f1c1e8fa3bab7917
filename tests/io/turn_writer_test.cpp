#include "io/turn_writer.h"

#include <gtest/gtest.h>

#include "io/reading.h"

namespace affect::io {
namespace {

using test::Lines;
using test::Reading;
using test::spoken;

constexpr Clock kCalendar{.type = Clock::Type::calendar};

class TurnWriterTest : public testing::Test {
 protected:
  Turn turn(std::string speaker, std::string text, std::string id = {}, std::string reply_to = {}) {
    Turn made;
    made.speaker = std::move(speaker);
    made.text = std::move(text);
    made.id = std::move(id);
    made.reply_to = std::move(reply_to);
    return made;
  }
  std::optional<std::int64_t> write(TurnWriter& turns, Turn&& made) {
    context_.piece();
    return turns.write(std::move(made), {"chat", 1});
  }
  Lines relations() const {
    Lines lines;
    for (const Relation& relation : reading_.relations)
      lines.push_back(relation.from + " " + relation.type + " " + relation.to);
    return lines;
  }

  Reading reading_;
  ReadContext context_ = reading_.context();
  TurnWriter turns_{context_, "chat", "test", reading_};
};

TEST_F(TurnWriterTest, PeopleOfOneNameStayApart) {
  turns_.open("chat", {});
  EXPECT_EQ(turns_.speaker("1", "Alex"), "Alex");
  EXPECT_EQ(turns_.speaker("2", "Alex"), "Alex (2)");
  EXPECT_EQ(turns_.speaker("3", "Alex"), "Alex (3)");
  EXPECT_EQ(turns_.speaker("1", "Alexandra"), "Alex");
  EXPECT_EQ(turns_.speaker("4", ""), "4");
  EXPECT_EQ(turns_.speaker("", " Bo "), "Bo");
  EXPECT_EQ(reading_.diagnostics.count("duplicate_name"), 2u);
  EXPECT_EQ(reading_.diagnostics.count("anonymous"), 1u);
  turns_.close();
}

TEST_F(TurnWriterTest, RepliesBecomeRelations) {
  turns_.open("chat", {});
  write(turns_, turn("Ann", "one", "a"));
  write(turns_, turn("Bob", "two", "b", "a"));
  write(turns_, turn("Ann", "three", "c", "d"));  // answers what comes later
  write(turns_, turn("Bob", "four", "d"));
  write(turns_, turn("Bob", "five", "e", "gone"));
  turns_.close();
  EXPECT_EQ(relations(), (Lines{"turn:1 reply turn:0", "turn:2 reply turn:3"}));
  EXPECT_EQ(reading_.diagnostics.count("dangling_reply"), 1u);
  EXPECT_EQ(reading_.turns[4].reply_to, "gone");
}

TEST_F(TurnWriterTest, NoReplyClosesACircle) {
  turns_.open("chat", {});
  write(turns_, turn("Ann", "one", "a", "a"));
  write(turns_, turn("Bob", "two", "b", "d"));
  write(turns_, turn("Ann", "three", "c", "b"));
  write(turns_, turn("Bob", "four", "d", "c"));
  turns_.close();
  EXPECT_EQ(relations(), (Lines{"turn:2 reply turn:1", "turn:3 reply turn:2"}));
  EXPECT_EQ(reading_.diagnostics.count("cyclic_reply"), 2u);
}

TEST_F(TurnWriterTest, ManyAnswersToTheEndOfALongChainAreRead) {
  turns_.open("chat", {});
  constexpr int kTurns = 20000;
  for (int i = 0; i < kTurns; ++i) write(turns_, turn("Ann", "x", std::to_string(i), std::to_string(2 * kTurns - 1)));
  for (int i = kTurns; i < 2 * kTurns; ++i) write(turns_, turn("Ann", "x", std::to_string(i), std::to_string(i - 1)));
  turns_.close();
  // The first of the chain answers a turn that answers the chain's end: that circle alone is opened.
  EXPECT_EQ(reading_.diagnostics.count("cyclic_reply"), 1u);
  EXPECT_EQ(reading_.relations.size(), 2 * kTurns - 1u);
}

TEST_F(TurnWriterTest, ALongChainOfForwardRepliesIsRead) {
  turns_.open("chat", {});
  constexpr int kTurns = 20000;
  for (int i = 0; i < kTurns; ++i) write(turns_, turn("Ann", "x", std::to_string(i), std::to_string(i + 1)));
  turns_.close();
  EXPECT_EQ(reading_.relations.size(), kTurns - 1u);
}

TEST_F(TurnWriterTest, EmptyTurnsAreLeftOutAndAccountedFor) {
  turns_.open("chat", {});
  EXPECT_EQ(write(turns_, turn("Ann", "")), std::nullopt);
  EXPECT_EQ(write(turns_, turn("Ann", "hi")), 0);
  turns_.close();
  EXPECT_EQ(reading_.ledger.kept(), 1u);
  EXPECT_TRUE(reading_.ledger.balances());
}

TEST_F(TurnWriterTest, DatesWaitForTheOneThatTells) {
  turns_.open("chat", kCalendar);
  write(turns_, turn("Ann", "undated"));
  const auto dated = [&](NumericDate date, const char* text) {
    context_.piece();
    return turns_.write(turn("Ann", text), date, 3600, {"chat", 7}, "raw");
  };
  dated({.first = 3, .second = 4, .third = 24, .first_digits = 2, .third_digits = 2, .mark = '.'}, "a");
  turns_.occur({.type = "reaction", .subject = "Bob", .turn = 1});
  EXPECT_EQ(reading_.turns.size(), 1u);  // the date may be of March or April
  dated({.first = 13, .second = 4, .third = 24, .first_digits = 2, .third_digits = 2, .mark = '.'}, "b");
  EXPECT_EQ(reading_.turns.size(), 3u);
  EXPECT_EQ(reading_.turns[1].time->start, *parse_iso_time("2024-04-03T01:00"));
  EXPECT_EQ(reading_.occurrences.size(), 1u);
  EXPECT_EQ(dated({.first = 4, .second = 14, .third = 24, .first_digits = 2, .third_digits = 2, .mark = '.'}, "c"),
            std::nullopt);
  turns_.close();
  EXPECT_EQ(reading_.rejects.size(), 1u);
  EXPECT_EQ(reading_.diagnostics.count("date_order"), 1u);
  EXPECT_TRUE(reading_.ledger.balances());
}

TEST_F(TurnWriterTest, TimesOfAPlaceBecomeUtcAndTheRepeatedHourGoesOn) {
  context_.zone = "Europe/Berlin";
  turns_.open("chat", kCalendar);
  EXPECT_EQ(reading_.episodes.front().clock.zone, "Europe/Berlin");
  for (const char* time : {"2024-10-27T02:50", "2024-10-27T02:10", "2024-10-27T01:00"}) {
    Turn made = turn("Ann", "hi");
    made.time = TimeRange{*parse_iso_time(time), *parse_iso_time(time)};
    write(turns_, std::move(made));
  }
  turns_.close();
  EXPECT_EQ(reading_.turns[0].time->start, *parse_iso_time("2024-10-27T00:50"));
  EXPECT_EQ(reading_.turns[1].time->start, *parse_iso_time("2024-10-27T01:10"));
  EXPECT_EQ(reading_.diagnostics.count("time_back"), 1u);
}

TEST_F(TurnWriterTest, NulIsNoText) {
  turns_.open("chat", {});
  write(turns_, turn("Ann", std::string("a\0b", 3)));
  turns_.close();
  EXPECT_EQ(spoken(reading_), Lines{"Ann: a\xEF\xBF\xBD"
                                    "b"});
}

}  // namespace
}  // namespace affect::io
