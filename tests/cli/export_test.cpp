#include <algorithm>

#include <gtest/gtest.h>

#include "affect/affect.h"
#include "affect/io/analysis_folder.h"
#include "cli/run.h"

namespace affect::cli {
namespace {

using test::content;
using test::Folder;

TEST(Export, BeginsWithTheColumnsOfTheTidyTable) {
  const Folder folder;
  for (const std::string file : {"quarrel.txt", "call.srt", "chat.csv", "diary.md", "eda.csv"}) {
    const auto ran = folder.run("$affect perceive $examples/" + file +
                                " -o p.jsonl && $affect report p.jsonl -o tidy.csv && "
                                "$affect export p.jsonl --for r -o out && cut -d, -f1-9 out/rows.csv | cmp - tidy.csv");
    EXPECT_EQ(ran.code, 0) << file << ran.out << ran.err;
  }
}

TEST(Export, PerceivesWhatBringsNoScores) {
  const Folder folder;
  EXPECT_EQ(folder.run("$affect export $examples/call.srt --for r -o direct").code, 0);
  EXPECT_EQ(folder.run("$affect track $examples/call.srt --json | $affect export --for pandas -o piped").code, 0);
  EXPECT_EQ(content(folder / "direct/rows.csv"), content(folder / "piped/rows.csv")) << "smoothed tracks are left out";
  EXPECT_EQ(content(folder / "direct/codebook.csv"), content(folder / "piped/codebook.csv"));
  EXPECT_TRUE(folder.has("direct/analysis.R") && folder.has("piped/analysis.py"));
}

TEST(Export, TakesScoresAsTheyAre) {
  const Folder folder;
  const auto ran = folder.run(
      "$affect perceive $examples/call.srt --set lexicon.mode=parity | $affect export --for r -o out && "
      "cut -d, -f6 out/rows.csv | sort -u");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(ran.out.starts_with("lexicon@1#") && ran.out.ends_with("\nsource\n")) << ran.out;
  EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\n'), 2) << ran.out;
}

TEST(Export, AFolderIsOneTable) {
  const Folder folder;
  const auto ran = folder.run(
      "mkdir talks && cp $examples/call.srt $examples/chat.csv talks && $affect export talks $examples/quarrel.txt "
      "--for r -o out && cut -d, -f1,10 out/rows.csv | uniq");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "episode,dyad\ntalks/call,Agent & Caller\ntalks/chat,Noor & Tom\nquarrel,\n");
}

TEST(Export, NamesStayUnlessRedacted) {
  const Folder folder;
  EXPECT_EQ(folder.run("$affect export $examples/chat.csv --for r -o out").code, 0);
  EXPECT_NE(content(folder / "out/rows.csv").find("\nchat,Noor,0,"), std::string::npos);
  EXPECT_EQ(folder.run("$affect export $examples/chat.csv --for r -o out --redact").code, 0);
  const std::string rows = content(folder / "out/rows.csv");
  EXPECT_NE(rows.find(",Person 1 & Person 2,Person 2,"), std::string::npos) << rows;
  EXPECT_EQ(rows.find("Noor"), std::string::npos) << rows;
}

TEST(Export, SaysWhatIsWrongAndLeavesNothing) {
  const Folder folder;
  folder.write("dull.txt", "Ann: the bus\nBo: the door\n");
  folder.write("file", "mine\n");
  struct Wrong {
    std::string command, says;
    int code = 2;
  };
  for (const Wrong& wrong : std::vector<Wrong>{
           {"$examples/call.srt -o out", "nothing says what for (--for r, or --for pandas)"},
           {"$examples/call.srt --for spss -o out", "--for spss: nothing is written for that (one of: r, pandas)"},
           {"$examples/call.srt --for r", "nothing says where to write (name a folder: -o FOLDER)"},
           {"$examples/call.srt --for r -o -", "nothing says where to write"},
           {"$examples/call.srt --for r -o out --gap -1", "--gap -1 (seconds, 0 or more)"},
           {"$examples/call.srt --for r -o out --gap nan", "--gap nan (seconds, 0 or more)"},
           {"dull.txt --for r -o out", "nothing here has a score"},
           {"$examples/call.srt --without lexicon --for r -o out", "nothing here has a score"},
           {"missing.txt --for r -o out", "missing.txt: cannot be opened"},
           {"$examples/call.srt --for r -o file", "file: is there and is no folder", 1},
           {"$examples/call.srt --for r -o no/out", "no/out: cannot be written", 1},
       }) {
    const auto ran = folder.run("$affect export " + wrong.command);
    EXPECT_EQ(ran.code, wrong.code) << wrong.command;
    EXPECT_TRUE(ran.err.starts_with("affect: " + wrong.says)) << wrong.command << "\n" << ran.err;
    EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
    EXPECT_EQ(folder.files(), 2u) << wrong.command;
  }
  EXPECT_EQ(content(folder / "file"), "mine\n");
}

TEST(Export, ItsGapIsThatOfTurningPoints) {
  Engine engine;
  register_all(engine);
  const auto& options = engine.find<Stage>("turning_points").entry.options;
  const auto gap = std::find_if(options.begin(), options.end(), [](const auto& one) { return one.name == "gap_s"; });
  ASSERT_NE(gap, options.end());
  EXPECT_EQ(std::stod(gap->standard), io::kSessionGap);
}

}  // namespace
}  // namespace affect::cli
