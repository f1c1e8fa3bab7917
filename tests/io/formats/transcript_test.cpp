#include <gtest/gtest.h>

#include "io/reading.h"

namespace affect::io {
namespace {

using test::error_of;
using test::Lines;
using test::read_text;
using test::spoken;

TEST(Transcript, ReadsNamesAndText) {
  const auto reading = read_text("Ann: hi\nBob: ho\nAnn: again\n", {}, "talks/call.txt");
  EXPECT_EQ(spoken(reading), (Lines{"Ann: hi", "Bob: ho", "Ann: again"}));
  EXPECT_EQ(reading.subjects, (Lines{"Ann", "Bob"}));
  EXPECT_EQ(reading.records.front().episode, "call");
  EXPECT_EQ(reading.episodes.front().clock.type, Clock::Type::order);
  EXPECT_EQ(reading.turns[2].turn, 2);
  // Each speaker is introduced before the first turn.
  std::vector<std::string> kinds;
  for (const Record& record : reading.records) kinds.emplace_back(kind(record));
  EXPECT_EQ(kinds, (Lines{"episode", "media", "subject", "turn", "subject", "turn", "turn", "end"}));
}

TEST(Transcript, JoinsContinuationLines) {
  const auto reading = read_text("Ann: one\n  two\nthree, without a name\n\n\tBob: four\nBob: five\n");
  EXPECT_EQ(spoken(reading), (Lines{"Ann: one\ntwo\nthree, without a name\nBob: four", "Bob: five"}));
}

TEST(Transcript, BracketsAloneAreNoConversation) {
  EXPECT_NE(test::error_of("(They laugh.)\n[1,2,3]\n", {}, "a.txt").find("nobody speaks"), std::string::npos);
}

TEST(Transcript, ATextFileWithCommasIsNoTable) {
  const std::string text = "[12/05/24, 18:30:01] Anna\n[12/05/24, 18:30:40] Ben\n[12/05/24, 18:31:01] Anna\n";
  EXPECT_NE(test::error_of(text, {}, "chat.txt").find("nobody speaks"), std::string::npos);
}

TEST(Transcript, TellsNamesFromProse) {
  for (const char* line : {"Note: this is none", "http://example.org/a: b", "https://x.y", "10:30 we left",
                           "we met at 10:30", "I left. Then: nothing", "One more thing: stop", "lol :D",
                           "\"Quote: unquote\"", "Well, look: it rains", "(aside: no)", "PS: one more thing",
                           ": nobody", "a sentence that runs on and on until it ends: here", "\xE2\x80\x94 dash: no"}) {
    const auto reading = read_text(std::string("Ann: hi\nBob: ho\nAnn: a\nBob: b\n") + line + "\n");
    EXPECT_EQ(reading.turns.size() - (reading.turns.back().event.empty() ? 0 : 1), 4u) << line;
  }
  for (const char* name :
       {"Ann", "ann", "Dr. Smith", "O'Neil", "Jean-Luc", "Ludwig van Beethoven", "Speaker 1", "2nd Officer", "@ann",
        "+49 151 234", "\xC3\x89lodie", "\xD0\x90\xD0\xBD\xD0\xBD\xD0\xB0", "\xE5\xBC\xA0\xE4\xB8\x89", "Tom & Jerry",
        "ROSS AND RACHEL", "Q", "Guildenstern/Rosencrantz"}) {
    const auto reading = read_text(std::string("Zoe: hi\n") + name + ": ho\n");
    EXPECT_EQ(spoken(reading), (Lines{"Zoe: hi", std::string(name) + ": ho"}));
  }
}

TEST(Transcript, LearnsRepeatedLowerCaseNames) {
  EXPECT_EQ(read_text("speaker one: hi\nspeaker two: ho\nspeaker one: so\n").subjects,
            (Lines{"speaker one", "speaker two"}));
}

TEST(Transcript, KnowsOtherColonsAndMarks) {
  EXPECT_EQ(spoken(read_text("Ann : bonjour\nBob:hello\n**Cleo:** hi\n**Dan**: ho\nEve (whispering): psst\n"
                             "\xE5\xBC\xA0\xEF\xBC\x9A\xE5\xA5\xBD\n")),
            (Lines{"Ann: bonjour", "Bob: hello", "Cleo: hi", "Dan: ho", "Eve: psst", "\xE5\xBC\xA0: \xE5\xA5\xBD"}));
}

TEST(Transcript, ReadsMediaTimes) {
  for (const char* text : {"[00:01:02] Ann: hi\n[0:01:05.5] Bob: ho\n", "00:01:02 Ann: hi\n00:01:05,500 Bob: ho\n",
                           "(1:02) Ann: hi\n(1:05.5) Bob: ho\n", "Ann (1:02): hi\nBob [1:05.5]: ho\n",
                           "1:02 - Ann: hi\n1:05.5 - Bob: ho\n"}) {
    const auto reading = read_text(text);
    ASSERT_EQ(spoken(reading), (Lines{"Ann: hi", "Bob: ho"})) << text;
    EXPECT_EQ(reading.episodes.front().clock.type, Clock::Type::media);
    EXPECT_DOUBLE_EQ(reading.turns[0].time->start, 62);
    EXPECT_DOUBLE_EQ(reading.turns[1].time->start, 65.5);
  }
  const auto range = read_text("[00:00.000 --> 00:02.500]  hello there\n[00:02.500 --> 00:04.000]  and you\n");
  ASSERT_EQ(spoken(range), (Lines{": hello there", ": and you"}));
  EXPECT_DOUBLE_EQ(range.turns[0].time->end, 2.5);
}

TEST(Transcript, ReadsDates) {
  for (const char* text : {"[2024-05-01 18:30:05] Ann: hi\n", "2024-05-01T18:30:05Z Ann: hi\n",
                           "2024-05-01 18:30:05 - Ann: hi\n", "[2024-05-01T20:30:05+02:00] Ann: hi\n"}) {
    const auto reading = read_text(text);
    ASSERT_EQ(spoken(reading), (Lines{"Ann: hi"})) << text;
    EXPECT_EQ(reading.episodes.front().clock.type, Clock::Type::calendar);
    EXPECT_DOUBLE_EQ(reading.turns[0].time->start, *parse_iso_time("2024-05-01T18:30:05")) << text;
  }
  EXPECT_EQ(read_text("2024-05-01 Ann: hi\n").episodes.front().clock.precision, Clock::Precision::day);
  EXPECT_EQ(read_text("[2024-05-01 18:30] Ann: hi\n").episodes.front().clock.precision, Clock::Precision::minute);
}

TEST(Transcript, MixedTimesAreAFaultWithItsPlace) {
  const std::string text = "[0:01] Ann: hi\n[2024-05-01 10:00] Bob: ho\n";
  EXPECT_NE(error_of(text, {}, "a.txt").find("a.txt:2:1: time is told in another way"), std::string::npos);
  const auto reading = read_text(text);
  EXPECT_EQ(reading.rejects.size(), 1u);
  EXPECT_EQ(reading.rejects.front().raw, "[2024-05-01 10:00] Bob: ho");
  EXPECT_EQ(reading.diagnostics.count("rejected"), 1u);
}

TEST(Transcript, KeepsDirectionsAsEventsAndTitles) {
  const auto reading = read_text("# The quarrel\n\nAnn: hi\n(They laugh.)\nBob: ho\n[door slams]\n");
  EXPECT_EQ(spoken(reading), (Lines{"Ann: hi", ": [system]", "Bob: ho", ": [system]"}));
  EXPECT_EQ(reading.episodes.front().title, "The quarrel");
  EXPECT_EQ(reading.diagnostics.count("stage_direction"), 2u);
}

TEST(Transcript, CountsWhatItLeavesOut) {
  const auto reading = read_text("A play in one act\nAnn: hi\nBob:\nCleo: ho\n[0:01] Ann: x\n");
  EXPECT_EQ(reading.diagnostics.count("nobody_speaks"), 1u);
  EXPECT_EQ(reading.diagnostics.count("empty_turn"), 1u);
  const auto back = read_text("[0:05] Ann: hi\n[0:01] Bob: ho\n");
  EXPECT_EQ(back.diagnostics.count("time_back"), 1u);
  EXPECT_EQ(back.turns.size(), 2u);
}

TEST(Transcript, ProseIsAnErrorThatSaysWhatToDo) {
  const std::string error = error_of("It was a dark night.\nNobody said a word.\n", {}, "night.txt");
  EXPECT_NE(error.find("night.txt:1: nobody speaks"), std::string::npos) << error;
  EXPECT_NE(error.find("Name: text"), std::string::npos) << error;
}

TEST(Transcript, PiecesDoNotMatter) {
  const std::string text = "\xEF\xBB\xBF[0:01] Ann: hi\r\n  more\r\n[0:02] \xC3\x89lodie: ho\rBob: so\n";
  const auto whole = read_text(text);
  for (const std::size_t piece : {1u, 2u, 7u}) {
    test::Reading reading;
    test::SlowSource source(text, piece);
    read_source(test::reading_engine(), source, reading.context(), reading);
    EXPECT_EQ(reading.records.size(), whole.records.size());
    EXPECT_EQ(reading.turns, whole.turns);
  }
}

}  // namespace
}  // namespace affect::io
