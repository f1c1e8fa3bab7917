#include <gtest/gtest.h>

#include "cli/run.h"

namespace affect::cli {
namespace {

using test::content;
using test::Folder;

/// Long enough that its records fill a pipe.
constexpr const char* kLongChat =
    "for i in $(seq 20000); do echo \"Ann: what a good day, number $i\"; done > long.txt; ";

bool is_one_line(const std::string& text) { return text.starts_with("affect: ") && text.find('\n') == text.size() - 1; }

TEST(Program, AloneItSaysWhereToStart) {
  const Folder folder;
  const auto ran = folder.run("$affect");
  EXPECT_EQ(ran.code, 0);
  EXPECT_NE(ran.out.find("affect track chat.txt"), std::string::npos);
  EXPECT_EQ(folder.run("$affect help").out, ran.out);
  EXPECT_EQ(folder.run("$affect --help").out, ran.out);
  EXPECT_EQ(folder.run("$affect version").out, folder.run("$affect --version").out);
}

TEST(Program, BadCommandLinesExitWithTwoAndOneLine) {
  const Folder folder;
  folder.write("chat.txt", "Ann: hello there\nBo: hello\n");
  for (const std::string command : {"trakc x", "track --bogus", "track missing.txt", "track chat.txt/x", "help nothing",
                                    "run", "track chat.txt --format nothing", "track chat.txt --map speaker",
                                    "track chat.txt --threads 0", "track chat.txt --data-dir missing", "chat.txt",
                                    "understand chat.txt", "track chat.txt -o out.jsonl --with nothing"}) {
    const auto ran = folder.run("$affect " + command);
    EXPECT_NE(ran.code, 0) << command;
    EXPECT_TRUE(is_one_line(ran.err)) << command << "\n" << ran.err;
    EXPECT_EQ(ran.out, "") << command;
  }
  EXPECT_EQ(folder.run("$affect trakc x").code, 2);
  EXPECT_NE(folder.run("$affect trakc x").err.find("track"), std::string::npos);
  EXPECT_NE(folder.run("$affect chat.txt").err.find("affect track chat.txt"), std::string::npos);
  EXPECT_EQ(folder.files(), 1u);
}

TEST(Program, AConversationWhereRecordsBelongIsSentToTrack) {
  const Folder folder;
  const auto ran = folder.run("$affect report $examples/quarrel.txt");
  EXPECT_EQ(ran.code, 2);
  EXPECT_NE(ran.err.find("affect track reads a conversation"), std::string::npos) << ran.err;
}

TEST(Program, MessagesCannotSteerTheTerminal) {
  const Folder folder;
  const auto ran = folder.run("$affect track $'\\x1b[2Jmissing.txt'");
  EXPECT_NE(ran.code, 0);
  EXPECT_EQ(ran.err.find('\x1b'), std::string::npos);
}

TEST(Program, AReaderThatGoesAwayIsNoError) {
  const Folder folder;
  const auto ran = folder.run(std::string(kLongChat) + "$affect perceive long.txt | head -1");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.err, "");
  EXPECT_EQ(folder.run("$affect components | head -1").err, "");
}

TEST(Program, AFullDiskIsAFailure) {
  const Folder folder;
  for (const std::string verb : {"track $examples/call.srt --json", "track $examples/call.srt", "components", "help"}) {
    const auto ran = folder.run("$affect " + verb + " > /dev/full");
    EXPECT_EQ(ran.code, 1) << verb;
    EXPECT_TRUE(is_one_line(ran.err)) << ran.err;
  }
  EXPECT_EQ(folder.run("$affect track $examples/call.srt -o /dev/full").code, 1);
}

TEST(Program, ADirectoryIsNoOutput) {
  const Folder folder;
  const auto ran = folder.run("mkdir d.jsonl && $affect track $examples/call.srt -o d.jsonl");
  EXPECT_EQ(ran.code, 1);
  EXPECT_TRUE(is_one_line(ran.err)) << ran.err;
  EXPECT_EQ(folder.run("$affect track $examples/call.srt -o missing/out.jsonl").code, 1);
}

TEST(Program, AnInputIsNeverOverwritten) {
  const Folder folder;
  const auto ran = folder.run(
      "$affect track $examples/call.srt -o a.jsonl && cp a.jsonl b.jsonl; "
      "$affect track a.jsonl -o ./a.jsonl");
  EXPECT_EQ(ran.code, 2);
  EXPECT_EQ(content(folder / "a.jsonl"), content(folder / "b.jsonl"));
}

TEST(Program, AnInterruptLeavesNothingHalfWritten) {
  const Folder folder;
  const auto ran = folder.run(
      "mkfifo slow; (echo 'Ann: good'; echo 'Bo: bad'; sleep 20) > slow & writer=$!; "
      "$affect track slow --format transcript -o out.jsonl & reader=$!; sleep 0.5; "
      "kill -INT $reader; wait $reader; code=$?; kill $writer; exit $code");
  EXPECT_EQ(ran.code, 130) << ran.err;
  EXPECT_EQ(folder.files(), 1u) << "only the pipe remains";
}

TEST(Program, ACutStreamIsAnError) {
  const Folder folder;
  const auto ran = folder.run(
      "$affect perceive $examples/call.srt > a.jsonl; head -n -1 a.jsonl > cut.jsonl; "
      "$affect understand cut.jsonl -o out.jsonl");
  EXPECT_EQ(ran.code, 2);
  EXPECT_TRUE(is_one_line(ran.err)) << ran.err;
  EXPECT_FALSE(folder.has("out.jsonl"));
}

TEST(Program, TheWidthIsTheTerminals) {
  const Folder folder;
  const auto narrow = folder.run("COLUMNS=50 $affect track $examples/call.srt | wc -L");
  EXPECT_LE(std::stoi(narrow.out), 50);
  const auto wide = folder.run("COLUMNS=120 $affect track $examples/call.srt | wc -L");
  EXPECT_GT(std::stoi(wide.out), 80);
}

TEST(Program, DoctorAccountsForEveryPiece) {
  const Folder folder;
  const auto ran = folder.run("$affect doctor $examples/call.srt");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(ran.out.find("read 22 cues\n"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("       22  in all: none is lost\n"), std::string::npos) << ran.out;
  EXPECT_NE(ran.out.find("       22  turns with text"), std::string::npos) << ran.out;
  EXPECT_EQ(folder.run("$affect doctor").code, 0);
  const auto table = folder.run(
      "printf 'Wer,Was,Wann\nAnn,hi,5/4/24 10:00\nBo,,5/4/24 10:01\n' > t.csv; printf 'speaker = \"Wer\"\ntext = "
      "\"no\"\n"
      "time = \"Wann\"' > m.toml; $affect doctor t.csv --mapping m.toml --map text=Was --zone Europe/Berlin "
      "--date-order mdy");
  EXPECT_EQ(table.code, 0) << table.err;
  for (const std::string line :
       {"clock       calendar, Europe/Berlin, 2024-05-04T08:00:00Z to 2024-05-04T08:00:00Z\n", "encoding    UTF-8\n",
        "read 2 rows\n        1  kept\n        1  skipped\n        0  rejected\n",
        "skipped\n        1  a turn has no text and is left out\n", "        1  Ann\n"}) {
    EXPECT_NE(table.out.find(line), std::string::npos) << line << table.out;
  }
}

TEST(Program, WhatIsSaidOfAnInputIsChecked) {
  const Folder folder;
  folder.write("chat.txt", "Ann: hi\nBo: ho\n");
  folder.write("m.toml", "text = \"a\"\nspeeker = \"b\"\n");
  for (const auto& [option, complaint] : std::initializer_list<std::pair<std::string, std::string>>{
           {"--zone Europe/Nowhere", "no time zone is called"},
           {"--date-order dym", "dmy is 31/12/24"},
           {"--encoding klingon", "no encoding is called"},
           {"--mapping m.toml", "m.toml:2"},
           {"--mapping none.toml", "none.toml: cannot be opened"}}) {
    for (const std::string verb : {"track", "perceive", "convert", "doctor"}) {
      const auto ran = folder.run("$affect " + verb + " chat.txt " + option);
      EXPECT_EQ(ran.code, 2) << verb << option;
      EXPECT_TRUE(is_one_line(ran.err)) << ran.err;
      EXPECT_NE(ran.err.find(complaint), std::string::npos) << ran.err;
    }
  }
}

TEST(Program, FormatsAreListedOnceWithAnExample) {
  const Folder folder;
  const auto all = folder.run("$affect formats");
  EXPECT_EQ(all.code, 0) << all.err;
  for (const std::string name : {"records", "transcript", "subtitles", "slack", "convokit", "telegram"}) {
    const auto at = all.out.find("\n  " + name + " ");
    ASSERT_NE(at, std::string::npos) << name;
    EXPECT_EQ(all.out.find("\n  " + name + " ", at + 1), std::string::npos) << name;
  }
  const auto one = folder.run("$affect formats slack");
  EXPECT_NE(one.out.find("general/2024-05-01.json"), std::string::npos) << one.out;
  const auto none = folder.run("$affect formats telegrm");
  EXPECT_EQ(none.code, 2);
  EXPECT_NE(none.err.find("did you mean telegram?"), std::string::npos) << none.err;
}

TEST(Program, TheCatalogueIsJson) {
  const Folder folder;
  const auto ran = folder.run(
      "$affect components --json | python3 -c 'import json,sys; "
      "print(sorted(c[\"name\"] for c in json.load(sys.stdin) if c[\"room\"]==\"cli\")[0])'");
  EXPECT_EQ(ran.out, "agree\n") << ran.err;
  EXPECT_EQ(folder.run("$affect systems --json | python3 -c 'import json,sys; json.load(sys.stdin)'").code, 0);
}

TEST(Program, HoldsNoLibtorch) {
  const test::Folder folder;
  const auto ran = folder.run("ldd $affect");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_FALSE(test::says(ran.out, "libtorch")) << "only affect-learn trains";
}

}  // namespace
}  // namespace affect::cli
