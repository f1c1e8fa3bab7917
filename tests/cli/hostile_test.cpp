#include <gtest/gtest.h>
#include <unistd.h>

#include "cli/run.h"

namespace affect::cli {
namespace {

using test::content;
using test::Folder;
using test::Outcome;

class Hostile : public ::testing::Test {
 protected:
  void write(const std::string& name, const std::string& bytes) const { folder_.write(name, bytes); }
  /// A bash command that makes inputs.
  void make(const std::string& command) const {
    const auto made = folder_.run(command);
    ASSERT_EQ(made.code, 0) << command << "\n" << made.err;
  }
  void python(const std::string& program) const {
    write("make.py", program);
    make("python3 make.py && rm make.py");
  }

  Outcome track(const std::string& arguments) const { return folder_.run("$affect track " + arguments); }

  /// Exit code 2, one line that begins with `place` and holds `what`, and nothing written.
  void refuses(const std::string& arguments, const std::string& place, const std::string& what) const {
    const std::size_t files = folder_.files();
    const auto ran = track(arguments + " -o out.jsonl");
    EXPECT_EQ(ran.code, 2) << arguments << "\n" << ran.err;
    EXPECT_EQ(ran.out, "") << arguments;
    EXPECT_TRUE(ran.err.starts_with("affect: " + place)) << ran.err;
    EXPECT_NE(ran.err.find(what), std::string::npos) << ran.err;
    EXPECT_EQ(ran.err.find('\n'), ran.err.size() - 1) << ran.err;
    EXPECT_EQ(folder_.files(), files) << arguments << ": something is left";
  }

  /// Exit code 0, `warning` said (or nothing), and every piece accounted for.
  void reads(const std::string& arguments, const std::string& warning = {}) const {
    const auto ran = track(arguments + " -o out.jsonl");
    EXPECT_EQ(ran.code, 0) << arguments << "\n" << ran.err;
    EXPECT_TRUE(folder_.has("out.jsonl"));
    if (warning.empty()) {
      EXPECT_EQ(ran.err, "") << arguments;
    } else {
      EXPECT_NE(ran.err.find("warning: "), std::string::npos) << ran.err;
      EXPECT_NE(ran.err.find(warning), std::string::npos) << ran.err;
    }
    balances(arguments.substr(0, arguments.find(" --keep-going")));
  }

  void balances(const std::string& arguments) const {
    const auto ran = folder_.run("$affect doctor " + arguments);
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_NE(ran.out.find("in all: none is lost"), std::string::npos) << ran.out;
  }

  /// Nobody is told that all was read; the sums hold all the same.
  void accountsForARest(const std::string& arguments) const {
    const auto ran = folder_.run("$affect doctor " + arguments);
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_EQ(ran.out.find("none is lost"), std::string::npos) << ran.out;
    EXPECT_NE(ran.out.find("        1  rejected"), std::string::npos) << ran.out;
    EXPECT_NE(ran.out.find("not read"), std::string::npos) << ran.out;
  }

  /// Runs a command as somebody who owns nothing, where we may; else it is skipped.
  /// Root may read all: it becomes somebody who may not.
  static std::string as_nobody() {
    const std::string nobodys = "env LD_LIBRARY_PATH=libraries ./nobodys ";
    return geteuid() == 0 ? "setpriv --reuid=65534 --clear-groups " + nobodys : nobodys;
  }
  Outcome run_as_nobody(const std::string& arguments) const {
    // Libraries of its own lie in the cache of whoever built it.
    make(
        "cp $affect nobodys && mkdir libraries && ldd nobodys | awk '$3 ~ /openvino/ {print $3}' | xargs -r cp -t "
        "libraries && chmod -R go+rX libraries && chmod 755 . nobodys && mkdir -m 777 out");
    return folder_.run(as_nobody() + arguments);
  }

  const Folder folder_;
};

std::string records() {
  return "{\"e\":\"a\",\"kind\":\"episode\",\"affect\":1,\"clock\":{\"type\":\"media\"}}\n"
         "{\"e\":\"a\",\"kind\":\"turn\",\"turn\":0,\"speaker\":\"Ann\",\"text\":\"hi\",\"start\":NaN,\"end\":1}\n"
         "{\"e\":\"a\",\"kind\":\"end\"}\n";
}

std::string telegram(const std::string& messages) {
  return "{\"name\": \"Ann\", \"type\": \"personal_chat\", \"id\": 1, \"messages\": [" + messages + "]}\n";
}

std::string message(const std::string& fields) {
  return "{\"id\": 1, \"type\": \"message\", \"date\": \"2024-05-01T18:30:00\", \"date_unixtime\": \"1714588200\", "
         "\"from\": \"Ann\", \"from_id\": \"user1\", \"text_entities\": [], " +
         fields + "}";
}

TEST_F(Hostile, OtherEncodings) {
  write("latin.txt", "Ann: sch\xF6n, sch\xF6n\nBo: gr\xFC\xDF dich\n");
  reads("latin.txt", "read as windows-1252");
  write("mixed.txt",
        "Ann: sch\xC3\xB6n\nBo: \xC3\xA4hnlich\nAnn: gr\xFC\xDF dich\nBo: sch\xC3\xB6n sch\xC3\xB6n sch\xC3\xB6n\n");
  reads("mixed.txt", "bytes that are not UTF-8 became U+FFFD");
  write("mark.txt",
        "\xEF\xBB\xBF"
        "Ann: hi\nBo: ho\n");
  reads("mark.txt");
  python(R"(open("wide.csv", "wb").write("speaker,text\nAnn,schön\n".encode("utf-16")))");
  reads("wide.csv");
  refuses("latin.txt --encoding klingon", "no encoding is called klingon", "UTF-16LE");
}

TEST_F(Hostile, HalfCharactersAndZeroBytes) {
  write("half.json", telegram(message("\"text\": \"a \\ud800 b\"")));
  reads("half.json", "surrogate");
  write("half.txt", "Ann: h\xC3\xB6ren\nBo: a \xED\xA0\x80 b\n");
  reads("half.txt", "bytes that are not UTF-8");
  write("zero.txt", std::string("Ann: hi\nBo: a\0b, ") + std::string("that is it\nAnn: good\n"));
  python(R"(open("zero.txt", "wb").write(b"Ann: hi there\nBo: a\0b\nAnn: good\n"))");
  reads("zero.txt", "NUL");
}

TEST_F(Hostile, AHundredMegabytesInALine) {
  make("(printf 'Ann: hi\\nBo: '; head -c 100M /dev/zero | tr '\\0' a) > long.txt");
  refuses("long.txt", "long.txt:2: ", "longer than");
  make("(printf '{\"messages\":[{\"from\":\"Ann\",\"text\":\"'; head -c 100M /dev/zero | tr '\\0' a) > long.json");
  refuses("long.json --format json_messages", "long.json:1", "");
}

TEST_F(Hostile, CutFiles) {
  make("cp $examples/chat.csv . && gzip -n chat.csv && head -c -20 chat.csv.gz > cut.csv.gz");
  refuses("cut.csv.gz", "cut.csv.gz:", "stops before its end");
  write("cut.csv", "speaker,text\nAnn,hi\nBo,\"ho\n");
  refuses("cut.csv", "cut.csv:3:4: ", "no end");
  const std::string whole = telegram(message("\"text\": \"a\"") + ", " + message("\"text\": \"b\""));
  write("cut.json", whole.substr(0, whole.size() - 20));
  refuses("cut.json", "cut.json:1:", "");
  const auto kept = track("cut.json --keep-going -o out.jsonl");
  EXPECT_EQ(kept.code, 0) << kept.err;
  EXPECT_NE(kept.err.find("is not read"), std::string::npos) << kept.err;
  accountsForARest("cut.json");

  write("early.json", "[{\"speaker\":\"Ann\",\"text\":\"a\"}], {\"speaker\":\"Ann\",\"text\":\"b\"}]\n");
  refuses("early.json", "early.json:1:31: ", "--keep-going");
  accountsForARest("early.json");
}

TEST_F(Hostile, RecordsWithoutAnEnd) {
  make("$affect convert $examples/chat.csv -o whole.jsonl && head -n -1 whole.jsonl > cut.jsonl");
  refuses("cut.jsonl", "cut.jsonl:", "stops without its end record");
  const auto kept = track("cut.jsonl --keep-going -o out.jsonl");
  EXPECT_EQ(kept.code, 0) << kept.err;
  EXPECT_NE(content(folder_ / "out.jsonl").find("\"kind\":\"turn\""), std::string::npos);
  const auto rejects = content(folder_ / "out.jsonl.rejects.jsonl");
  EXPECT_NE(rejects.find("\"line\":"), std::string::npos) << rejects;
  accountsForARest("cut.jsonl");
}

TEST_F(Hostile, ArchivesOfOddShapes) {
  python(R"(
import zipfile
with zipfile.ZipFile("link.zip", "w") as z:
    z.writestr("chat.txt", "Ann: hi\nBo: ho\n")
    link = zipfile.ZipInfo("other.txt"); link.create_system = 3; link.external_attr = 0o120777 << 16
    z.writestr(link, "/etc/passwd")
open("self.zip", "wb").write(b"#!/bin/sh\nexit 1\n" + open("link.zip", "rb").read())
)");
  reads("link.zip", "links");
  const auto prefixed = track("self.zip -o out.jsonl");
  EXPECT_TRUE(prefixed.code == 0 || prefixed.err.find("zip archive") != std::string::npos) << prefixed.err;
}

TEST_F(Hostile, DoctorTakesTheOptionsOfReaders) {
  write("a.txt", "Ann: hi\nBo: ho\n");
  balances("a.txt --keep-going --format transcript --zone Europe/Berlin --date-order dmy --encoding UTF-8");
}

TEST_F(Hostile, WrongTypes) {
  write("number.json", telegram(message("\"text\": 5")));
  refuses("number.json", "number.json:1:", "text");
  write("object.json", "{\"name\": \"Ann\", \"type\": \"personal_chat\", \"id\": 1, \"messages\": {\"a\": 1}}\n");
  refuses("object.json --format telegram", "object.json:1:", "an array should stand here");
  write("both.json", telegram(message("\"text\": 5") + ", " + message("\"text\": \"good\"")));
  reads("both.json --keep-going", "skipped");
  EXPECT_NE(content(folder_ / "out.jsonl.rejects.jsonl").find("\"file\":\"both.json\""), std::string::npos);
}

TEST_F(Hostile, DeepNesting) {
  python(R"(
n = 100000
open("deep.json", "w").write('[' * n + ']' * n)
open("deeper.json", "w").write('{"messages": [{"from": "Ann", "text": ' + '[' * n + ']' * n + '}]}')
open("deep.eaf", "w").write('<?xml version="1.0"?><ANNOTATION_DOCUMENT>' + '<a>' * n)
)");
  refuses("deep.json", "deep.json", "");
  refuses("deeper.json --format json_messages", "deeper.json:1:", "");
  refuses("deeper.json --format telegram", "deeper.json:1", "");
  refuses("deep.eaf", "deep.eaf", "");
}

TEST_F(Hostile, KeysThatStandTwice) {
  write("twice.json", telegram(message("\"text\": \"first\", \"text\": \"second\"")));
  refuses("twice.json", "twice.json:1:", "stands twice");
  write("twice.csv", "speaker,text,text\nAnn,hi,ho\n");
  reads("twice.csv", "text");
}

TEST_F(Hostile, NumbersThatAreNone) {
  write("nan.jsonl", records());
  refuses("nan.jsonl", "nan.jsonl:2", "");
  write("nan.csv", "speaker,text,time\nAnn,hi,1\nBo,ho,NaN\n");
  refuses("nan.csv", "nan.csv:3", "time");
  write("nan.json", telegram(message("\"text\": \"a\", \"edited\": NaN")));
  refuses("nan.json", "nan.json:1:", "");
  write("gap.csv", "time,eda\n0,0.1\n1,NaN\n2,0.3\n");
  reads("gap.csv --subject Ann");
}

TEST_F(Hostile, WildTimes) {
  for (const std::string time : {"-1e300", "1e300", "1e999", "99999-01-01", "2024-13-45", "99999999999999999999"}) {
    write("wild.csv", "speaker,text,time\nAnn,hi,1\nBo,ho," + time + "\nAnn,well,3\n");
    const auto ran = track("wild.csv -o out.jsonl");
    EXPECT_TRUE(ran.code == 2 || ran.err.starts_with("warning: ")) << time << "\n" << ran.err;
    EXPECT_NE(ran.err.find("wild.csv:3"), std::string::npos) << time << "\n" << ran.err;
    balances("wild.csv");
  }
  for (const std::string time : {"-1", "1e300", "99999999999999999", "x", ""}) {
    write("wild.json", telegram("{\"id\": 1, \"type\": \"message\", \"date\": \"99999-01-01T00:00:00\", "
                                "\"date_unixtime\": \"" +
                                time +
                                "\", \"from\": \"Ann\", \"from_id\": \"user1\", "
                                "\"text\": \"hi\", \"text_entities\": []}"));
    const auto ran = track("wild.json -o out.jsonl");
    EXPECT_TRUE(ran.code == 2 || ran.code == 0) << time << "\n" << ran.err;
    const auto doctor = folder_.run("$affect doctor wild.json");
    EXPECT_TRUE(doctor.code == 2 || doctor.code == 0) << doctor.err;
  }
  write("back.srt", "1\n00:00:05,000 --> 00:00:02,000\nAnn: hi\n\n2\n-00:00:01,000 --> 00:00:09,000\nBo: ho\n");
  refuses("back.srt", "back.srt:2", "");
  reads("back.srt --keep-going", "skipped");
}

TEST_F(Hostile, RepliesThatGoRound) {
  write("round.json",
        "[{\"id\":\"a\",\"from\":\"Ann\",\"text\":\"hi\",\"reply_to\":\"b\"},"
        "{\"id\":\"b\",\"from\":\"Bo\",\"text\":\"ho\",\"reply_to\":\"a\"},"
        "{\"id\":\"c\",\"from\":\"Bo\",\"text\":\"ho\",\"reply_to\":\"c\"},"
        "{\"id\":\"d\",\"from\":\"Bo\",\"text\":\"ho\",\"reply_to\":\"none\"}]");
  reads("round.json", "circle");
}

TEST_F(Hostile, AMillionEmptyTurns) {
  make("(echo speaker,text; yes Ann, | head -n 1000000; echo Bo,hi) > empty.csv");
  reads("empty.csv", "1000000 times");
}

TEST_F(Hostile, WhatIsNoText) {
  make("cp $affect program.txt");
  refuses("program.txt", "program.txt: ", "is a program");
  make("head -c 5000 /dev/urandom > noise.txt");
  const auto noise = track("noise.txt -o out.jsonl");
  EXPECT_EQ(noise.code, 2) << noise.err;
  write("page.json", "<!DOCTYPE html>\n<html><body>Sign in</body></html>\n");
  refuses("page.json", "page.json: ", "is a web page (HTML)");
  refuses("page.json --format telegram", "page.json: ", "is a web page (HTML)");
  write("empty.txt", "");
  refuses("empty.txt", "empty.txt: ", "has nothing in it");
  write("blank.txt", "\n \n\t\n");
  refuses("blank.txt", "blank.txt:1: ", "");
  refuses("/dev/null", "/dev/null: ", "has nothing in it");
  refuses("/dev/zero", "/dev/zero: ", "is not text");
}

TEST_F(Hostile, FoldersAndMissingFiles) {
  make("mkdir nothing");
  refuses("nothing", "nothing: ", "holds no files");
  refuses("missing.txt", "missing.txt: cannot be opened: No such file", "check the path");
  write("a.txt", "Ann: hi\nBo: ho\n");
  refuses("a.txt/b.txt", "a.txt/b.txt: cannot be opened", "check the path");
}

TEST_F(Hostile, KeepingOnPassesOverFilesThatCannotBeRead) {
  write("a.txt", "Ann: hi\nBo: ho\n");
  write("bad.json", "<html></html>");
  const auto ran = track("missing.txt a.txt bad.json --keep-going -o out.jsonl");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_NE(content(folder_ / "out.jsonl").find("\"e\":\"a\""), std::string::npos);
  const auto rejects = content(folder_ / "out.jsonl.rejects.jsonl");
  EXPECT_NE(rejects.find("\"file\":\"missing.txt\""), std::string::npos) << rejects;
  EXPECT_NE(rejects.find("\"file\":\"bad.json\""), std::string::npos) << rejects;
  refuses("a.txt missing.txt", "missing.txt: ", "cannot be opened");
  const auto none = track("missing.txt bad.json --keep-going -q -o none.jsonl");
  EXPECT_EQ(none.code, 2);
  EXPECT_TRUE(none.err.starts_with("affect: missing.txt: cannot be opened")) << none.err;
  EXPECT_FALSE(folder_.has("none.jsonl") || folder_.has("none.jsonl.rejects.jsonl"));
}

TEST_F(Hostile, PipesAreReadToTheirEnd) {
  const auto slow =
      folder_.run("mkfifo p; (sleep 0.2; echo 'Ann: hi'; sleep 0.3; echo 'Bo: ho') > p & $affect track p -o out.jsonl");
  EXPECT_EQ(slow.code, 0) << slow.err;
  EXPECT_NE(content(folder_ / "out.jsonl").find("\"ho\""), std::string::npos);
  const auto empty = folder_.run("true > p & $affect track p");
  EXPECT_EQ(empty.code, 2);
  EXPECT_TRUE(empty.err.starts_with("affect: p: has nothing in it")) << empty.err;
}

TEST_F(Hostile, APipeThatNobodyWritesToIsGivenUp) {
  make("mkfifo p");
  refuses("p", "p: nobody writes to this pipe", "start what writes to it first");
}

TEST_F(Hostile, FilesThatGrowShrinkOrVanish) {
  const std::string long_chat =
      "for i in $(seq 20000); do echo \"Ann: what a good day, number $i\"; done > long.txt; mkfifo out; "
      "$affect perceive long.txt > out & reader=$!; exec 3< out; read -r first <&3; ";
  const auto grew = folder_.run(long_chat + "echo 'Ann: late' >> long.txt; cat <&3; wait $reader");
  EXPECT_EQ(grew.code, 0) << grew.err;
  EXPECT_NE(grew.err.find("the file grew while it was read"), std::string::npos) << grew.err;
  EXPECT_NE(grew.out.find("number 20000"), std::string::npos);
  EXPECT_EQ(grew.out.find("late"), std::string::npos);
  const auto shrank =
      folder_.run("rm out; " + long_chat + "truncate -s 10 long.txt; cat <&3 > /dev/null; wait $reader");
  EXPECT_EQ(shrank.code, 2);
  EXPECT_NE(shrank.err.find("became shorter while it was read"), std::string::npos) << shrank.err;
  const auto gone = folder_.run("rm out; " + long_chat + "rm long.txt; cat <&3 > /dev/null; wait $reader");
  EXPECT_EQ(gone.code, 0) << "an open file stays whole: " << gone.err;
}

TEST_F(Hostile, ClosedStandardDescriptorsAreNoOutputs) {
  write("latin.txt", "Ann: sch\xF6n, sch\xF6n\nBo: gr\xFC\xDF dich\n");
  make("$affect convert latin.txt -o whole.jsonl -q");
  const std::string whole = content(folder_ / "whole.jsonl");
  for (const std::string closed : {"2>&-", ">&-", "<&-", "<&- >&- 2>&-"}) {
    const auto ran = folder_.run("$affect convert latin.txt -o out.jsonl " + closed);
    EXPECT_EQ(ran.code, 0) << closed << "\n" << ran.err;
    EXPECT_EQ(content(folder_ / "out.jsonl"), whole) << closed;
  }
  const auto nowhere = folder_.run("$affect convert latin.txt -q >&-");
  EXPECT_EQ(nowhere.code, 1) << "what is not written is no success";
  EXPECT_NE(nowhere.err.find("Bad file descriptor"), std::string::npos) << nowhere.err;
  EXPECT_EQ(folder_.run("$affect convert - <&-").code, 1);
}

TEST_F(Hostile, WhatMayNotBeRead) {
  write("mine.txt", "Ann: hi\nBo: ho\n");
  make("mkdir closed; cp mine.txt closed/; chmod 0 mine.txt closed");
  const auto file = run_as_nobody("track mine.txt -o out/a.jsonl");
  EXPECT_EQ(file.code, 2);
  EXPECT_EQ(file.err, "affect: mine.txt: cannot be opened: Permission denied (check who may read it)\n");
  const std::string nobody = as_nobody();
  const auto folder = folder_.run(nobody + "track closed -o out/a.jsonl");
  EXPECT_EQ(folder.code, 2);
  EXPECT_TRUE(folder.err.starts_with("affect: closed: cannot be opened: Permission denied")) << folder.err;
  const auto within = folder_.run(nobody + "track closed/mine.txt -o out/a.jsonl");
  EXPECT_EQ(within.code, 2) << within.err;
  const auto output = folder_.run("chmod 644 mine.txt; " + nobody + "track mine.txt -o closed/a.jsonl");
  EXPECT_EQ(output.code, 1) << output.err;
  EXPECT_TRUE(std::filesystem::is_empty(folder_ / "out"));
  make("chmod 700 closed");
}

TEST_F(Hostile, AFullDiskLeavesNothing) {
  make(
      "mkdir disk small; for i in $(seq 20000); do echo \"Ann: what a good day, number $i\"; done > long.txt; "
      "echo -n full > disk/full; echo -n full > small/full");
  const auto leaves_nothing = [&](const std::string& before, const std::string& place, const std::string& says) {
    for (const std::string out : {"a.jsonl", "a.html", "a.csv", "a.convokit"}) {
      const auto ran = folder_.run(before + "$affect track long.txt -o " + place + "/" + out);
      EXPECT_EQ(ran.code, 1) << place << " " << out;
      EXPECT_NE(ran.err.find(says), std::string::npos) << ran.err;
      EXPECT_EQ(ran.err.find('\n'), ran.err.size() - 1) << ran.err;
      EXPECT_EQ(folder_.run("ls -A " + place).out, "full\n") << out;
    }
  };
  // A file that may not grow is a full disk that anybody can make.
  leaves_nothing("trap \"\" XFSZ; ulimit -f 100; ", "small", "File too large");
  if (folder_.run("mount -t tmpfs -o size=1m none disk").code != 0) return;
  make("head -c 950k /dev/zero > disk/full");
  leaves_nothing("", "disk", "No space left on device");
  make("umount disk");
}

TEST_F(Hostile, Bombs) {
  make(
      "(echo 'Ann: hi'; yes \"$(printf '%60000s' '')\" | head -c 1M) > piece.txt; gzip -n -c piece.txt > piece.gz; "
      "for i in $(seq 300); do cat piece.gz; done > bomb.txt.gz");
  refuses("bomb.txt.gz", "bomb.txt.gz:", "swells to more than 200 times its size");
  python(R"(
import zipfile
with zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as z:
    z.writestr("chat.txt", b"A" * (201 << 20))
)");
  refuses("bomb.zip", "bomb.zip", "swells");
  // RFC 8878: a frame of 2,400 blocks of one byte repeated 131,072 times, each with a line end behind it.
  python(R"(
block = lambda size, kind, last: (size << 3 | kind << 1 | last).to_bytes(3, "little")
with open("bomb.txt.zst", "wb") as z:
    z.write(b"\x28\xb5\x2f\xfd\x00\x38" + block(8, 0, 0) + b"Ann: hi\n")
    z.write((block(1 << 17, 1, 0) + b" " + block(1, 0, 0) + b"\n") * 2400 + block(0, 0, 1))
)");
  refuses("bomb.txt.zst", "bomb.txt.zst:", "swells to more than 200 times its size");
}

}  // namespace
}  // namespace affect::cli
