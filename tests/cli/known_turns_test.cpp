#include <cstdio>
#include <fstream>

#include <gtest/gtest.h>

#include "cli/run.h"

namespace affect::cli {
namespace {

using test::Folder;

constexpr const char* kReadPoints = R"(
import csv, json, random, subprocess, sys, pathlib
program, source = sys.argv[1], pathlib.Path(sys.argv[2])

def points(path):
    """Turning points as (conversation, speaker, turn, grade), and how many people were tested."""
    out, people = [], set()
    run = subprocess.run([program, "track", str(path), "--json"], check=True, stdout=subprocess.PIPE, text=True)
    for line in run.stdout.splitlines():
        record = json.loads(line)
        if record["kind"] == "turn":
            people.add((record["e"], record["speaker"]))
        if record["kind"] == "finding" and record["type"] == "turning_point" and "status" not in record:
            out.append((record["e"].split("/")[-1], record["subject"], record["turn"], record["grade"]))
    return out, len(people)
)";

TEST(KnownTurns, MostAreFoundWhereTheyAre) {
  const Folder folder;
  std::ofstream(folder / "known.py") << kReadPoints << R"(
found, _ = points(source)
known = list(csv.DictReader(open(sys.argv[3])))
hits = [k for k in known if any(c == k["conversation"] and s == k["speaker"] and abs(t - int(k["turn"])) <= 4
                                for c, s, t, g in found)]
print(len(known), len(hits), len(found))
)";
  const auto ran = folder.run(
      "mkdir talks; cp $source/tests/cli/known_turns/*.txt talks; "
      "python3 known.py $affect talks $source/tests/cli/known_turns/known_turns.csv");
  ASSERT_EQ(ran.code, 0) << ran.err;
  int known = 0, hit = 0, found = 0;
  ASSERT_EQ(std::sscanf(ran.out.c_str(), "%d %d %d", &known, &hit, &found), 3) << ran.out;
  EXPECT_EQ(known, 11);
  EXPECT_GE(2 * hit, known) << "within two own turns";
  EXPECT_LE(found, hit + 3) << "others that nobody knows of";
}

TEST(KnownTurns, InAnyOrderThereAreHardlyAny) {
  const Folder folder;
  std::ofstream(folder / "shuffled.py") << kReadPoints << R"(
random.seed(1)
texts = pathlib.Path("texts")
texts.mkdir()
for talk in sorted(source.glob("*.txt")):
    turns = [line.split(": ", 1) for line in talk.read_text().splitlines()]
    for copy in range(12):
        said = {}
        for speaker, text in turns:
            said.setdefault(speaker, []).append(text)
        for own in said.values():
            random.shuffle(own)
        lines = [f"{speaker}: {said[speaker].pop()}" for speaker, _ in turns]
        (texts / f"{talk.stem}-{copy}.txt").write_text("\n".join(lines) + "\n")
found, people = points(texts)
significant = {(c, s) for c, s, t, g in found if g == "significant"}
any_grade = {(c, s) for c, s, t, g in found}
print(people, len(significant), len(any_grade))
)";
  const auto ran = folder.run("python3 shuffled.py $affect $source/tests/cli/known_turns");
  ASSERT_EQ(ran.code, 0) << ran.err;
  int people = 0, significant = 0, any = 0;
  ASSERT_EQ(std::sscanf(ran.out.c_str(), "%d %d %d", &people, &significant, &any), 3) << ran.out;
  EXPECT_EQ(people, 240);
  EXPECT_LE(significant, 14) << "6 % of people";
  EXPECT_LE(any, 48) << "20 % of people";
}

}  // namespace
}  // namespace affect::cli
