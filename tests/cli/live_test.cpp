#include <fstream>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "cli/run.h"
#include "cli/terminal.h"
#include "support/place.h"

namespace affect::cli {
namespace {

using test::Folder;
using test::Screen;
using test::Terminal;

/// A chat that goes on: what is said goes down a pipe that stays open.
class GoingOn {
 public:
  explicit GoingOn(const Folder& folder) : path_(folder / "chat") {
    mkfifo(path_.c_str(), 0600);
    // Opened both ways: no reader is waited for, and nobody sees an end before it is closed.
    pipe_ = open(path_.c_str(), O_RDWR | O_CLOEXEC);
  }
  ~GoingOn() { end(); }
  GoingOn(const GoingOn&) = delete;
  GoingOn& operator=(const GoingOn&) = delete;
  std::string path() const { return path_.string(); }
  void say(const std::string& line) {
    const std::string text = line + "\n";
    ASSERT_EQ(write(pipe_, text.data(), text.size()), static_cast<ssize_t>(text.size()));
  }
  void end() {
    if (pipe_ >= 0) close(pipe_);
    pipe_ = -1;
  }

 private:
  std::filesystem::path path_;
  int pipe_ = -1;
};

TEST(Live, EachTurnComesBeforeTheNextIsSaid) {
  const Folder folder;
  // Says a turn only once the records of the one before are there: a program that holds back never ends.
  std::ofstream(folder / "say.py") << R"(
import json, subprocess, sys
perceive = subprocess.Popen([sys.argv[1], "perceive", "--live", "--format", "csv"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
understand = subprocess.Popen([sys.argv[1], "understand", "--live"], stdin=perceive.stdout, stdout=subprocess.PIPE)
levels = changes = 0
perceive.stdin.write(b"speaker,text\n")
for turn in range(60):
    word = "terrible and awful news" if turn < 30 else "wonderful and lovely news"
    perceive.stdin.write(f"Ann,é {word} today\n".encode())
    perceive.stdin.flush()
    while turn > 0:  # the head of a table is its first line and two rows
        record = json.loads(understand.stdout.readline())
        levels += record["kind"] == "track" and record["source"].startswith("filtered_level@")
        if record["kind"] == "finding":
            changes += 1
            assert record["type"] == "online_change" and 30 <= record["turn"] <= 32 and turn < 45, record
        if record["kind"] == "turn" and record["turn"] == turn:
            break
perceive.stdin.close()
rest = [json.loads(line)["kind"] for line in understand.stdout]
assert rest[-1] == "end", rest
assert perceive.wait() == 0 and understand.wait() == 0
print(levels, changes)
)";
  const auto ran = folder.run("python3 say.py $affect");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "60 1\n");
}

TEST(Live, RefusesWhatNeedsTheWhole) {
  const Folder folder;
  const auto with = folder.run("$affect track --live --with turning_points $examples/quarrel.txt");
  EXPECT_EQ(with.code, 2);
  EXPECT_NE(with.err.find("--with turning_points: needs the whole episode (leave out --live)"), std::string::npos)
      << with.err;
  const auto file = folder.run("$affect perceive --live $examples/quarrel.txt -o out.jsonl");
  EXPECT_EQ(file.code, 2);
  EXPECT_NE(file.err.find("--live writes to standard output"), std::string::npos) << file.err;
}

TEST(Live, SaysOfAWholeFileWhatBatchSays) {
  const Folder folder;
  const auto live = folder.run("$affect perceive --live $examples/quarrel.txt | $affect convert | grep -c . ");
  EXPECT_EQ(live.code, 0) << live.err;
  EXPECT_EQ(folder
                .run("$affect perceive --live $examples/quarrel.txt > live.jsonl; $affect perceive "
                     "$examples/quarrel.txt -o batch.jsonl; $affect understand live.jsonl -o a.jsonl; "
                     "$affect understand batch.jsonl -o b.jsonl; grep finding a.jsonl > a; grep finding b.jsonl > b; "
                     "test -s a && cmp a b")
                .code,
            0);
}

TEST(Live, ATerminalGetsOnePictureThatGoesOn) {
  const Folder folder;
  GoingOn chat(folder);
  chat.say("speaker,text\nAnn,a lovely day\nBo,what awful news");
  Terminal terminal("$affect track --live --format csv < " + chat.path(), 24, 80);
  chat.say("Ann,a wonderful idea\nBo,\x1b[2J\x1b]0;owned\x07 terrible");
  EXPECT_TRUE(terminal.wait_for("Bo: “[2J]0;owned terrible”")) << terminal.screen().text();
  chat.say("Ann,an awful end");
  EXPECT_TRUE(terminal.wait_for("Ann: “an awful end”")) << terminal.screen().text();
  EXPECT_EQ(terminal.screen().count("Ann  valence, expressed"), 1u) << terminal.screen().text();
  EXPECT_EQ(terminal.screen().scrolled(), 0u);
  EXPECT_TRUE(terminal.screen().unknown().empty()) << "the input steers nothing";

  terminal.resize(14, 50);
  EXPECT_TRUE(terminal.wait_for("5 turns, 2 speakers")) << "another size is another picture";
  for (const std::string& line : terminal.screen().lines()) EXPECT_LT(report::cells(line), 50u) << line;

  chat.end();
  EXPECT_EQ(terminal.status(), 0);
  EXPECT_TRUE(terminal.screen().count("Ann: “an awful end”") == 1) << terminal.screen().text();
  EXPECT_EQ(terminal.screen().count("not a diagnosis"), 1u) << terminal.screen().text();
}

TEST(Live, AnInterruptLeavesAWholePicture) {
  const Folder folder;
  GoingOn chat(folder);
  chat.say("speaker,text\nAnn,a lovely day\nBo,what awful news\nAnn,good");
  Terminal terminal("$affect track --live --format csv < " + chat.path(), 24, 80);
  EXPECT_TRUE(terminal.wait_for("Ann: “good”")) << terminal.screen().text();
  terminal.type("\x03");
  EXPECT_EQ(terminal.status(), 130);
  EXPECT_EQ(terminal.screen().count("Ann: “good”"), 1u) << terminal.screen().text();
  EXPECT_EQ(terminal.screen().count("3 turns, 2 speakers"), 1u) << terminal.screen().text();
  EXPECT_TRUE(terminal.screen().wraps());
}

TEST(Live, ABurstIsDrawnTenTimesASecondAtMost) {
  const Folder folder;
  std::ofstream table(folder / "long.csv");
  table << "speaker,text\n";
  for (int i = 0; i < 20'000; ++i) table << (i % 2 == 0 ? "Ann" : "Bo") << ",a lovely day\n";
  table.close();
  const auto begin = std::chrono::steady_clock::now();
  Terminal terminal("$affect track --live " + (folder / "long.csv").string(), 24, 80);
  EXPECT_EQ(terminal.status(), 0);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  EXPECT_LT(static_cast<double>(terminal.bytes()), (seconds * 10 + 3) * 16'000);
  EXPECT_EQ(terminal.screen().count("20000 turns"), 1u) << terminal.screen().text();
}

TEST(Live, RecordsWhereNobodyLooks) {
  const Folder folder;
  const auto piped = folder.run("$affect track --live $examples/quarrel.txt");
  EXPECT_TRUE(piped.out.starts_with("{\"affect\":1,\"kind\":\"episode\"")) << piped.out.substr(0, 200);
  Terminal json("$affect track --live --json " + test::source_dir() + "/examples/quarrel.txt", 24, 80);
  EXPECT_EQ(json.status(), 0);
  EXPECT_GE(json.screen().count("\"kind\":\"end\""), 1u) << json.screen().text();
}

}  // namespace
}  // namespace affect::cli
