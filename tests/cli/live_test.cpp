#include <fstream>

#include <gtest/gtest.h>

#include "cli/run.h"

namespace affect::cli {
namespace {

using test::Folder;

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

}  // namespace
}  // namespace affect::cli
