#include <gtest/gtest.h>

#include "cli/run.h"
#include "report/unpacked_page.h"

namespace affect::cli {
namespace {

using test::content;
using test::Folder;
using test::unpacked_page;

TEST(Track, ShowsTheTrajectoryWithoutColourInAPipe) {
  const Folder folder;
  const auto ran = folder.run("$affect track $examples/quarrel.txt");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("Mara  valence, expressed, by lexicon@"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("significant, p = "), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("too short"), std::string::npos) << "Lena has four turns";
  EXPECT_EQ(ran.out.find('\x1b'), std::string::npos);
  EXPECT_EQ(ran.err, "");
  EXPECT_NE(folder.run("$affect track $examples/quarrel.txt --color").out.find("\x1b["), std::string::npos);
}

TEST(Track, EveryExampleHasATrajectory) {
  const Folder folder;
  for (const std::string name : {"call.srt", "diary.md", "chat.csv", "eda.csv", "brutus_and_cassius.txt"}) {
    const auto ran = folder.run("$affect track $examples/" + name);
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_NE(ran.out.find(", mean "), std::string::npos) << ran.out;
  }
}

TEST(Track, TheExtensionSaysWhatIsWritten) {
  const Folder folder;
  EXPECT_EQ(folder.run("$affect track $examples/call.srt -o a.jsonl").code, 0);
  EXPECT_EQ(folder.run("$affect track $examples/call.srt -o a.csv").code, 0);
  EXPECT_EQ(folder.run("$affect track $examples/call.srt -o a.html").code, 0);
  EXPECT_NE(content(folder / "a.jsonl").find("\"kind\":\"end\""), std::string::npos);
  EXPECT_NE(content(folder / "a.jsonl").find("\"turning_point\""), std::string::npos);
  EXPECT_TRUE(content(folder / "a.csv").starts_with("episode,subject,turn,time,perspective,source,column,value,se\n"));
  EXPECT_TRUE(content(folder / "a.html").starts_with("<!DOCTYPE html>"));
  const auto json = folder.run("$affect track $examples/call.srt --json");
  EXPECT_EQ(json.out, content(folder / "a.jsonl"));
  const auto odd = folder.run("$affect track $examples/call.srt -o a.docx");
  EXPECT_EQ(odd.code, 2);
  EXPECT_NE(odd.err.find(".jsonl, .csv or .html"), std::string::npos) << odd.err;
  EXPECT_EQ(folder.run("$affect track $examples/call.srt --json -o b.html").code, 2);
  EXPECT_EQ(folder.run("$affect perceive $examples/call.srt -o b.csv").code, 2);
  EXPECT_EQ(folder.files(), 3u);
}

TEST(Track, PagesUsePseudonymsUnlessNamesAreAskedFor) {
  const Folder folder;
  EXPECT_EQ(
      folder
          .run("$affect track $examples/quarrel.txt -o a.html && $affect track $examples/quarrel.txt --names -o b.html")
          .code,
      0);
  EXPECT_EQ(unpacked_page(content(folder / "a.html")).find("Mara"), std::string::npos);
  EXPECT_EQ(unpacked_page(content(folder / "a.html")).find("Lena"), std::string::npos);
  EXPECT_NE(unpacked_page(content(folder / "b.html")).find("Mara"), std::string::npos);
}

TEST(Track, IsWhatThePipesGive) {
  const Folder folder;
  for (const std::string name : {"call.srt", "diary.md", "eda.csv"}) {
    const auto whole = folder.run("$affect track $examples/" + name + " --json");
    const auto piped = folder.run("$affect perceive $examples/" + name + " | $affect understand");
    EXPECT_EQ(whole.code, 0) << whole.err;
    EXPECT_EQ(piped.code, 0) << piped.err;
    // Smoothed tracks and findings end the episode in both; only their order with the last turns may differ.
    const auto sorted = [&](const std::string& text) {
      folder.write("lines", text);
      return folder.run("LC_ALL=C sort lines").out;
    };
    EXPECT_EQ(sorted(whole.out), sorted(piped.out));
    const auto drawn = folder.run("$affect track $examples/" + name);
    const auto reported = folder.run("$affect perceive $examples/" + name + " | $affect understand | $affect report");
    EXPECT_EQ(drawn.out, reported.out);
  }
}

TEST(Track, RunningAgainChangesNothing) {
  const Folder folder;
  const auto once = folder.run("$affect track $examples/call.srt --json | tee a.jsonl");
  const auto twice = folder.run("$affect track a.jsonl --json");
  const auto sorted = [&](const std::string& text) {
    folder.write("lines", text);
    return folder.run("LC_ALL=C sort lines").out;
  };
  EXPECT_EQ(sorted(once.out), sorted(twice.out));
}

TEST(Track, SettingsReachTheirComponent) {
  const Folder folder;
  const auto unknown = folder.run("$affect track $examples/call.srt --set lexicon.volume=3");
  EXPECT_EQ(unknown.code, 2);
  EXPECT_NE(unknown.err.find("volume"), std::string::npos) << unknown.err;
  const auto elsewhere = folder.run("$affect track $examples/call.srt --set tuba.volume=3");
  EXPECT_EQ(elsewhere.code, 2);
  EXPECT_NE(elsewhere.err.find("lexicon, state_space, turning_points"), std::string::npos) << elsewhere.err;
  const auto less = folder.run("$affect track $examples/call.srt --without turning_points,state_space --json");
  EXPECT_EQ(less.code, 0) << less.err;
  EXPECT_EQ(less.out.find("turning_point"), std::string::npos);
}

TEST(Track, SeveralFilesAreSeveralEpisodes) {
  const Folder folder;
  const auto ran = folder.run("cp $examples/call.srt . && $affect track $examples/call.srt call.srt --json");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("\"e\":\"call\""), std::string::npos);
  EXPECT_NE(ran.out.find("\"e\":\"call-2\""), std::string::npos);
}

TEST(Track, KeepsGoingPastWhatCannotBeRead) {
  const Folder folder;
  folder.write("bad.srt",
               "1\n00:00:01,000 --> 00:00:02,000\nAnn: good\n\n2\n00:00:0x,000 --> oops\nAnn: bad\n\n"
               "3\n00:00:05,000 --> 00:00:06,000\nAnn: fine\n");
  const auto strict = folder.run("$affect track bad.srt -o out.jsonl");
  EXPECT_EQ(strict.code, 2);
  EXPECT_NE(strict.err.find("affect: bad.srt:6"), std::string::npos) << strict.err;
  EXPECT_FALSE(folder.has("out.jsonl"));
  const auto lenient = folder.run("$affect track bad.srt --keep-going -o out.jsonl");
  EXPECT_EQ(lenient.code, 0) << lenient.err;
  EXPECT_TRUE(folder.has("out.jsonl"));
  EXPECT_NE(content(folder / "out.jsonl.rejects.jsonl").find("\"line\":6"), std::string::npos);
  EXPECT_NE(lenient.err.find("warning: "), std::string::npos);
  EXPECT_EQ(folder.run("$affect track bad.srt --keep-going -q -o out.jsonl").err, "");
}

TEST(Track, WhereNothingIsLeftItSaysWhatWasSkipped) {
  const Folder folder;
  folder.write("open.csv", "speaker,text\nAnn,\"hi\n");
  const auto ran = folder.run("$affect track open.csv --keep-going -o out.jsonl");
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("first: a quoted field has no end (open.csv:2:5)"), std::string::npos) << ran.err;
}

}  // namespace
}  // namespace affect::cli
