// affect novelty: forms, joining, errors.
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "cli/run.h"

namespace affect::cli {
namespace {

using test::content;
using test::Folder;

/// Forty days: from the twentieth on a new thing is spoken of.
std::string forty_days() {
  std::string rows = "time,speaker,text\n";
  for (int day = 0; day < 40; ++day) {
    rows += fmt::format("2024-{:02}-{:02},me,", 1 + day / 20, 1 + day % 20);
    for (int word = 0; word < 30; ++word) rows += fmt::format("w{} ", (day * 7 + word * word) % 23);
    rows += day < 20 ? "rain rain mud\n" : "harbour sail sail\n";
  }
  return rows;
}

class NoveltyVerbTest : public testing::Test {
 protected:
  NoveltyVerbTest() { folder_.write("days.csv", forty_days()); }
  Folder folder_;
};

TEST_F(NoveltyVerbTest, FindsTheDayAndItsWords) {
  const auto outcome = folder_.run("$affect novelty days.csv --least-words 1 --window 8 --permutations 199");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_NE(outcome.out.find("40 documents, 1320 words, 27 different; by date\n"), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("(2024-02-01): "), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("  more: sail* harbour*"), std::string::npos) << outcome.out;
  EXPECT_NE(outcome.out.find("  less: rain* mud*"), std::string::npos) << outcome.out;
}

TEST_F(NoveltyVerbTest, TidyRows) {
  const auto outcome = folder_.run("$affect novelty days.csv --least-words 1 --window 8 --permutations 99 -o out.csv");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  const std::string table = content(folder_ / "out.csv");
  EXPECT_EQ(table.substr(0, table.find('\n')), "document,time,measure,word,value,by_chance,p,status,reason");
  EXPECT_NE(table.find("days:20,2024-02-01,shift,,"), std::string::npos) << table;
  EXPECT_NE(table.find("days:20,2024-02-01,rising_word,sail,"), std::string::npos);
  EXPECT_NE(table.find(",resonance_slope,,"), std::string::npos);
  EXPECT_NE(table.find("days:20,2024-02-01,resonance,,"), std::string::npos);
  const auto again =
      folder_.run("$affect novelty days.csv --least-words 1 --window 8 --permutations 99 -o - | head -c 90");
  EXPECT_EQ(again.out.substr(0, 12), R"({"measure":")") << again.out;
}

TEST_F(NoveltyVerbTest, TooShortSaysSo) {
  const auto outcome = folder_.run("$affect novelty days.csv --least-words 500 --json");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_NE(outcome.out.find(R"("measure":"shift","status":"too_short","reason":"2 documents, 12 needed")"),
            std::string::npos)
      << outcome.out;
}

TEST_F(NoveltyVerbTest, Errors) {
  for (const std::string wrong : {"--by word", "--space moon", "--documents 5000", "--block 0", "--permutations 9"}) {
    const auto outcome = folder_.run("$affect novelty days.csv " + wrong);
    EXPECT_EQ(outcome.code, 2) << wrong;
    EXPECT_NE(outcome.err.find(wrong), std::string::npos) << outcome.err;
  }
}

}  // namespace
}  // namespace affect::cli
