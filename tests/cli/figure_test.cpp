#include <gtest/gtest.h>

#include "cli/run.h"

namespace affect::cli {
namespace {

using test::content;
using test::Folder;

/// A folder of programs that stand in for those of the machine: only `name` is found, and runs `script`.
std::string path_with(const Folder& folder, const std::string& name, const std::string& script) {
  folder.write(name, "#!/bin/bash\n" + script);
  return "chmod +x " + name + " && mkdir -p bin && mv " + name + " bin && PATH=$PWD/bin ";
}

std::string story() {
  std::string text;
  for (int i = 0; i < 24; ++i) text += i < 12 ? "Ann: what an awful day\n" : "Ann: what a lovely day\n";
  return text;
}

TEST(Figure, DrawsEveryKind) {
  const Folder folder;
  for (const std::string show : {"trajectory", "plane", "labels", "shape"}) {
    // Nobody in the examples has the 20 scores that a shape needs.
    folder.write("story.txt", story());
    const std::string file = show == "shape" ? "story.txt" : "$examples/quarrel.txt";
    const std::string with = show == "plane" || show == "labels" ? " --with emotion" : "";
    const auto ran =
        folder.run("$affect figure " + file + with + " --show " + show + " --width-mm 85 -o fig.svg --data fig.csv");
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_TRUE(content(folder / "fig.svg").starts_with("<svg ")) << show;
    EXPECT_TRUE(content(folder / "fig.csv").starts_with("panel,series,x,y,low,high,label\n\"P1, ")) << show;
  }
}

TEST(Figure, TheExtensionSaysWhatIsWritten) {
  const Folder folder;
  const auto printed = folder.run("$affect figure $examples/call.srt");
  EXPECT_EQ(printed.code, 0) << printed.err;
  EXPECT_EQ(folder.run("$affect figure $examples/call.srt -o a.svg --data b.csv").code, 0);
  EXPECT_EQ(folder.run("$affect figure $examples/call.srt -o a.csv").code, 0);
  EXPECT_EQ(content(folder / "a.svg"), printed.out);
  EXPECT_EQ(content(folder / "a.csv"), content(folder / "b.csv"));
  EXPECT_EQ(folder.run("$affect track $examples/call.srt -o c.svg").code, 0);
  EXPECT_EQ(content(folder / "c.svg"), printed.out) << "track draws the same";
  const auto page = folder.run("$affect figure $examples/call.srt -o a.html");
  EXPECT_EQ(page.code, 2);
  EXPECT_NE(page.err.find("use .svg, .png or .csv"), std::string::npos) << page.err;
}

TEST(Figure, ScoresThatAreThereAreDrawnAsTheyAre) {
  const Folder folder;
  EXPECT_EQ(folder.run("$affect track $examples/quarrel.txt -o out.jsonl").code, 0);
  const auto records = folder.run("$affect figure out.jsonl --names --subject Mara");
  EXPECT_EQ(records.code, 0) << records.err;
  EXPECT_EQ(records.out, folder.run("$affect figure $examples/quarrel.txt --names --subject Mara").out);
  EXPECT_NE(records.out.find(">Mara</text>"), std::string::npos);
  EXPECT_EQ(records.out.find(">Jonas</text>"), std::string::npos);
}

TEST(Figure, RefusesWhatCannotBe) {
  const Folder folder;
  for (const auto& [arguments, message] : std::vector<std::pair<std::string, std::string>>{
           {"--show pie", "no figure is called pie (use trajectory, plane, labels, shape)"},
           {"--width-mm 10", "a figure cannot be 10 mm wide (40 to 400;"},
           {"--font \"<x>\"", "--font <x>: is no name of a font"},
           {"--subject Marah --names", "nobody called Marah is scored (did you mean Mara?)"},
           {"--column arousal", "no arousal is scored"},
           {"--data $examples/quarrel.txt", "is read and written at once"}}) {
    const auto ran = folder.run("$affect figure $examples/quarrel.txt " + arguments);
    EXPECT_EQ(ran.code, 2) << arguments;
    EXPECT_NE(ran.err.find(message), std::string::npos) << ran.err;
  }
  EXPECT_EQ(folder.files(), 0u);
}

TEST(Figure, APngIsMadeByTheFirstProgramThatIsThere) {
  const Folder folder;
  const std::string png = R"(printf "\x89PNG\r\n\x1a\n$*")";
  const auto ran = folder.run(
      path_with(folder, "rsvg-convert", "while [ $1 != --output ]; do shift; done\nout=$2\n" + png + " > $out\n") +
      "$affect figure $examples/quarrel.txt -o a.png --dpi 150");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(content(folder / "a.png").starts_with("\x89PNG")) << content(folder / "a.png");
}

TEST(Figure, AProgramThatFailsIsReported) {
  const Folder folder;
  const auto failed = folder.run(path_with(folder, "inkscape", "echo \"no display\" >&2; exit 3\n") +
                                 "$affect figure $examples/quarrel.txt -o a.png");
  EXPECT_EQ(failed.code, 1);
  EXPECT_NE(failed.err.find("inkscape: made no PNG (exit 3): no display (write .svg"), std::string::npos) << failed.err;
  EXPECT_FALSE(folder.has("a.png"));
  const auto silent =
      folder.run(path_with(folder, "inkscape", "exit 0\n") + "$affect figure $examples/quarrel.txt -o a.png");
  EXPECT_EQ(silent.code, 1) << "it said that it had made one";
}

TEST(Figure, WithoutAProgramItSaysWhichToInstall) {
  const Folder folder;
  const auto ran = folder.run("PATH=$PWD $affect figure $examples/quarrel.txt -o a.png");
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("no program here makes a PNG of an SVG (install rsvg-convert (librsvg2-bin)"),
            std::string::npos)
      << ran.err;
  EXPECT_FALSE(folder.has("a.png"));
}

}  // namespace
}  // namespace affect::cli
