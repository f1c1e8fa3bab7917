// The command line that people already know: GNU's long options, bundled letters, the end of options.
#include <gtest/gtest.h>

#include "cli/run.h"

namespace affect::cli {
namespace {

using test::content;
using test::Folder;

TEST(CommandLine, LongOptionsTakeTheirValueAfterAnEqualsSign) {
  const Folder folder;
  EXPECT_EQ(folder.run("$affect track $examples/diary.md --output=a.jsonl --without=state_space").code, 0);
  EXPECT_EQ(folder.run("$affect track --without state_space $examples/diary.md --output b.jsonl").code, 0);
  EXPECT_EQ(folder.run("$affect track $examples/diary.md -ob.jsonl --without state_space").code, 0);
  EXPECT_FALSE(content(folder / "a.jsonl").empty());
  EXPECT_EQ(content(folder / "a.jsonl"), content(folder / "b.jsonl"));
}

TEST(CommandLine, LettersAreBundled) {
  const Folder folder;
  folder.write("odd.csv", "speaker,text\nAnn,hello\nBo,\n");
  EXPECT_NE(folder.run("$affect track odd.csv -o a.jsonl").err, "");
  const auto ran = folder.run("$affect track odd.csv -qo a.jsonl");
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.err, "");
  EXPECT_TRUE(folder.has("a.jsonl"));
}

TEST(CommandLine, TwoDashesEndTheOptions) {
  const Folder folder;
  folder.write("--odd.txt", "Ann: hello\nBo: what a day\n");
  EXPECT_EQ(folder.run("$affect track -- --odd.txt").code, 0);
  EXPECT_EQ(folder.run("$affect track --odd.txt").code, 2);
  EXPECT_EQ(folder.run("AFFECT_TRACK_WITHOUT=state_space $affect track --json -- --odd.txt").code, 0);
}

TEST(CommandLine, AnOptionIsNamedByItsNearest) {
  const Folder folder;
  for (const auto& [typed, meant] : std::initializer_list<std::pair<std::string, std::string>>{
           {"track a.txt --outptu b.html", "affect track has no option --outptu (did you mean --output?)"},
           {"track a.txt --outptu=b.html", "affect track has no option --outptu (did you mean --output?)"},
           {"agree a.csv --level-of ordinal", "did you mean --level?"},
           {"version --quite", "did you mean --quiet?"},
           {"track a.txt --xyzzyplugh", "affect track has no option --xyzzyplugh (affect help track)"},
           {"track a.txt -z", "affect track has no option -z (affect help track)"},
           {"version now", "affect version takes no now here"}}) {
    const auto ran = folder.run("$affect " + typed);
    EXPECT_EQ(ran.code, 2);
    EXPECT_NE(ran.err.find(meant), std::string::npos) << typed << "\n" << ran.err;
  }
}

}  // namespace
}  // namespace affect::cli
