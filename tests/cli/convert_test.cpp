#include <gtest/gtest.h>

#include "cli/run.h"

namespace affect::cli {
namespace {

using test::content;
using test::Folder;

constexpr const char* kFiles[] = {"utterances.jsonl", "speakers.json", "conversations.json", "corpus.json",
                                  "index.json"};

TEST(Convert, AddsNothingToWhatItReads) {
  const Folder folder;
  const auto ran = folder.run("$affect convert $examples/call.srt");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, folder.run("$affect perceive $examples/call.srt --without lexicon").out);
  EXPECT_EQ(folder.run("$affect convert $examples/call.srt | $affect convert").out, ran.out);
}

TEST(Convert, ACorpusComesOutAsItWas) {
  const Folder folder;
  EXPECT_EQ(folder.run("$affect track $examples/call.srt -o one.convokit").code, 0);
  EXPECT_EQ(folder.run("$affect convert one.convokit -o two.convokit/").code, 0);
  EXPECT_EQ(folder.run("$affect convert one.convokit | $affect convert -o three.convokit").code, 0);
  EXPECT_NE(content(folder / "one.convokit/utterances.jsonl").find("\"meta\":{\"valence\":"), std::string::npos);
  for (const std::string file : kFiles) {
    const std::string first = content(folder / ("one.convokit/" + file));
    EXPECT_FALSE(first.empty()) << file;
    EXPECT_EQ(content(folder / ("two.convokit/" + file)), first) << file;
    EXPECT_EQ(content(folder / ("three.convokit/" + file)), first) << file;
  }
}

TEST(Convert, ACorpusIsReplacedAndNothingElse) {
  const Folder folder;
  folder.run(
      "mkdir mine.convokit && echo precious > mine.convokit/file && $affect convert $examples/call.srt -o a.convokit");
  EXPECT_EQ(folder.run("$affect convert $examples/quarrel.txt -o a.convokit").code, 0);
  EXPECT_NE(content(folder / "a.convokit/speakers.json").find("Mara"), std::string::npos);
  EXPECT_EQ(content(folder / "a.convokit/speakers.json").find("Agent"), std::string::npos);
  EXPECT_EQ(folder.run("$affect convert $examples/call.srt -o mine.convokit").code, 1);
  EXPECT_EQ(content(folder / "mine.convokit/file"), "precious\n");
  EXPECT_EQ(folder.run("$affect convert a.convokit -o ./a.convokit/").code, 2)
      << "it would be read and written at once";
  EXPECT_EQ(folder.run("$affect convert missing.txt -o new.convokit").code, 2);
  EXPECT_EQ(folder.files(), 2u) << "nothing is left aside";
}

TEST(Convert, WritesWhatLosesNothing) {
  const Folder folder;
  for (const std::string out : {"x.csv", "x.html", "x.pdf"}) {
    const auto ran = folder.run("$affect convert $examples/call.srt -o " + out);
    EXPECT_EQ(ran.code, 2) << out;
    EXPECT_NE(ran.err.find(".convokit"), std::string::npos) << ran.err;
  }
  EXPECT_EQ(folder.files(), 0u);
}

}  // namespace
}  // namespace affect::cli
