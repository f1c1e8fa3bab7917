#include <algorithm>

#include <gtest/gtest.h>

#include "cli/run.h"

namespace affect::cli {
namespace {

using test::content;
using test::Folder;

TEST(Compare, FoldersOfTheSamePeople) {
  const Folder folder;
  const auto ran = folder.run("$affect compare $examples/meetings --same-names --fewest 2 --json");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\n'), 1) << ran.out;
  for (const std::string part : {"\"dimension\":\"valence\"", "\"first\":\"summer\",\"second\":\"winter\"",
                                 "\"people_first\":14,\"people_second\":14", "\"design\":\"within\"",
                                 "\"units_first\":7,\"units_second\":7", "\"status\":\"given\""}) {
    EXPECT_NE(ran.out.find(part), std::string::npos) << part << " in " << ran.out;
  }
  const auto between = folder.run("$affect compare $examples/meetings");
  EXPECT_EQ(between.code, 0);
  EXPECT_NE(between.out.find("summer and winter: 7 and 7 units, whose labels are permuted."), std::string::npos)
      << between.out;
}

TEST(Compare, ScoresOfRecordsGiveTheSameAndTheSameSeedTheSameBytes) {
  const Folder folder;
  const auto ran = folder.run(
      "$affect compare $examples/meetings -o a.csv && $affect track $examples/meetings -o t.jsonl && "
      "$affect compare t.jsonl -o b.csv && cmp a.csv b.csv && head -1 a.csv | cut -d, -f1-7");
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_EQ(ran.out, "perspective,target,dimension,measure,source,first,second\n");
}

TEST(Compare, ATableAndALink) {
  const Folder folder;
  const auto ran = folder.run(
      "printf \"subject,group\\nAnn,x\\nCem,x\\nEli,x\\nGus,x\\nIan,x\\nBo,y\\nDora,y\\nFay,y\\nHana,y\\nJoy,y\\n\" > "
      "g.csv && "
      "$affect compare $examples/meetings --groups g.csv --json");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("\"design\":\"within\",\"units_first\":5"), std::string::npos)
      << "partners talk to each other: " << ran.out;
  EXPECT_NE(ran.out.find("\"status\":\"too_short\""), std::string::npos) << ran.out;
  const auto linked = folder.run(
      "(echo winter,summer; for i in $(seq 40); do echo 0.$((i % 7)),0.$((i % 7)); done) > link.csv && "
      "$affect compare $examples/meetings --link link.csv");
  EXPECT_EQ(linked.code, 0) << "levels are of one scale, so that no link is needed: " << linked.err;
}

TEST(Compare, SaysWhatIsWrongAndLeavesNothing) {
  const Folder folder;
  folder.write("dull.txt", "Ann: the bus\nBo: the door\n");
  folder.write("three.csv", "a,b,c\n1,2,3\n");
  folder.write("few.csv", "a,b\n1,2\n2,3\n");
  folder.write("words.csv", "a,b\nred,2\n");
  folder.write("groups.csv", "subject,team\nAnn,x\n");
  struct Wrong {
    std::string command, says;
  };
  for (const Wrong& wrong : std::vector<Wrong>{
           {"dull.txt", "nothing here has a score"},
           {"$examples/call.srt", "nobody is in a group"},
           {"$examples/meetings/winter", "nobody is in a group"},
           {"$examples/meetings --by day", "--by day (folder or subject; --groups FILE.csv for anything else)"},
           {"$examples/meetings --by subject", "14 groups; 8 is the most"},
           {"$examples/meetings --by folder --groups groups.csv", "--groups and --by say two things"},
           {"$examples/meetings --groups groups.csv", "group"},
           {"$examples/meetings --measure joy", "--measure joy: there is none"},
           {"$examples/meetings --dimension joy", "--dimension joy"},
           {"$examples/meetings --link three.csv", "3 columns; a link has two"},
           {"$examples/meetings --link few.csv", "no link between the scales: 2 items; 30 is the least"},
           {"$examples/meetings --link words.csv", "words.csv:2: a score is no number"},
           {"missing", "missing"}}) {
    const auto ran = folder.run("$affect compare " + wrong.command + " -o out.csv");
    EXPECT_EQ(ran.code, 2) << wrong.command;
    EXPECT_NE(ran.err.find(wrong.says), std::string::npos) << wrong.command << ": " << ran.err;
    EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
    EXPECT_FALSE(folder.has("out.csv")) << wrong.command;
  }
}

TEST(Shapes, OfACorpus) {
  const Folder folder;
  const auto ran = folder.run(
      "mkdir corpus && for i in $(seq 12); do for t in $(seq 6); do echo \"Ann: good $i\"; echo \"Bo: bad\"; done; "
      "for t in $(seq 6); do echo \"Ann: awful\"; echo \"Bo: great\"; done; done > one.txt; "
      "for i in $(seq 12); do head -$((20 + i % 3)) one.txt > corpus/$i.txt; done; "
      "$affect shapes corpus --fewest 8 --bins 8 && $affect shapes corpus --fewest 8 --bins 8 -o s.csv && "
      "cut -d, -f5 s.csv | sort -u");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("valence, lexicon@1: 24 curves"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("  kind 2"), std::string::npos) << "Ann falls, Bo rises: " << ran.out;
  EXPECT_NE(ran.out.find("component\ncurve\nkinds\nmean\nperson\nscore\n"), std::string::npos) << ran.out;
}

TEST(Shapes, SaysWhatIsWrong) {
  const Folder folder;
  for (const auto& [command, says] :
       std::vector<std::pair<std::string, std::string>>{{"--bins 3", "--bins 3 (4 to 100)"},
                                                        {"--bins 30", "--fewest 20: fewer scores than the 30 bins"},
                                                        {"--band 2", "--band 2 (0 to 1)"},
                                                        {"--components 0", "--components 0"}}) {
    const auto ran = folder.run("$affect shapes $examples/meetings " + command);
    EXPECT_EQ(ran.code, 2) << command;
    EXPECT_NE(ran.err.find(says), std::string::npos) << ran.err;
  }
  const auto few = folder.run("$affect shapes $examples/meetings --fewest 4 --bins 4");
  EXPECT_EQ(few.code, 0) << few.err;
  EXPECT_NE(few.out.find("too_short"), std::string::npos) << few.out;
}

/// Forty days; the second twenty are brighter.
constexpr const char* kForty =
    "(echo speaker,text,time; for i in $(seq 0 39); do d=$(date -u -d \"2024-01-01 +$i days\" +%F); "
    "if [ $i -lt 20 ]; then echo \"Ann,a bad day and a nice $((i % 3 == 0 ? 1 : 2)),${d}T10:00\"; "
    "[ $((i % 2)) = 0 ] && echo \"Ann,awful,${d}T11:00\"; "
    "else echo \"Ann,a good day,${d}T10:00\"; [ $((i % 2)) = 0 ] && echo \"Ann,great,${d}T11:00\"; fi; done; true) > "
    "d.csv";

TEST(Trend, AChangeAtADate) {
  const Folder folder;
  const auto ran = folder.run(std::string(kForty) +
                              " && $affect trend d.csv --bin day --event 2024-01-21 --json && "
                              "$affect trend d.csv --bin day --by person -o t.csv && cut -d, -f5-10 t.csv");
  ASSERT_EQ(ran.code, 0) << ran.err;
  for (const std::string part :
       {"\"bins\":40,\"missing\":0", "\"level_change\":", "\"placebo_p\":", "\"status\":\"given\"",
        "who,people,bin,first,last,bins\nAnn,1,day,2024-01-01,2024-02-09,40\n"}) {
    EXPECT_NE(ran.out.find(part), std::string::npos) << part << " in " << ran.out;
  }
}

TEST(Trend, SaysWhatIsWrong) {
  const Folder folder;
  for (const auto& [command, says] : std::vector<std::pair<std::string, std::string>>{
           {"$examples/call.srt", "no score here has a date"},
           {"$examples/diary.md --bin year", "--bin year (day, week or month)"},
           {"$examples/diary.md --event soon", "--event soon is no date (as 2020-03-01)"},
           {"$examples/diary.md --by folder", "--by folder"}}) {
    const auto ran = folder.run("$affect trend " + command);
    EXPECT_EQ(ran.code, 2) << command;
    EXPECT_NE(ran.err.find(says), std::string::npos) << ran.err;
  }
}

}  // namespace
}  // namespace affect::cli
