// --json is JSON: every verb that has it, read by a parser that is not ours.
#include <cstdlib>

#include <gtest/gtest.h>

#include "affect/affect.h"
#include "cli/command_line.h"
#include "cli/run.h"

namespace affect::cli {
namespace {

using test::Folder;

/// Reads standard input as JSON, or as JSON lines, and prints how many values that were.
constexpr const char* kParse =
    " | python3 -c 'import json,sys; text=sys.stdin.read()\n"
    "try: json.loads(text); print(1)\n"
    "except json.JSONDecodeError: print(len([json.loads(line) for line in text.splitlines()]))'";

/// What a verb needs beside --json to have something to say.
const std::map<std::string, std::string>& arguments() {
  static const std::map<std::string, std::string> kArguments{
      {"agree", "$examples/raters.csv"},
      {"compare", "$examples/meetings --same-names --fewest 2"},
      {"components", ""},
      {"config", "track"},
      {"dict", "$examples/quarrel.txt"},
      {"doctor", ""},
      {"formats", ""},
      {"novelty", "$examples/brutus_and_cassius.txt --least-words 20 --permutations 99"},
      {"shapes", "$examples/meetings --fewest 4 --bins 4"},
      {"systems", ""},
      {"track", "$examples/quarrel.txt"},
      {"trend", "$examples/diary.md --bin day"},
      {"understand", "--list"},
      {"validate", "$examples/hand_codes.csv --scale 1,9"},
      {"version", ""},
  };
  return kArguments;
}

void expect_json(const Folder& folder, const std::string& command) {
  const auto ran = folder.run(command + kParse);
  EXPECT_EQ(ran.code, 0) << command << "\n" << ran.err;
  EXPECT_GE(std::atoi(ran.out.c_str()), 1) << command;
}

TEST(Json, EveryVerbThatHasItWritesIt) {
  Engine engine;
  register_all(engine);
  const char* data = std::getenv("AFFECT_DATA");
  const Folder folder;
  ASSERT_EQ(folder.run("$affect track $examples/call.srt -o out.jsonl").code, 0);
  for (const auto& verb : engine.components<Verb>()) {
    const std::string& name = verb.entry.name;
    CommandLine line(engine, verb);
    if (line.app().get_option_no_throw("--json") == nullptr) continue;
    if (name == "data" || name == "run") {
      if (data == nullptr || *data == '\0') continue;
      for (const std::string what : {"data list", "data path", "data check emotionlines", "run 021 --quick"}) {
        if (what.starts_with(name)) expect_json(folder, "$affect " + what + " --json");
      }
    } else if (name == "report" || name == "methods") {
      expect_json(folder, "$affect " + name + " out.jsonl --json");
    } else if (const auto known = arguments().find(name); known != arguments().end()) {
      expect_json(folder, "$affect " + name + " --json " + known->second);
    } else {
      // A verb that came later shows what it can by its examples.
      for (const Example& example : line.verb().help().examples) {
        if (example.command.find("--json") == std::string::npos || example.needs != Example::Needs::nothing) continue;
        expect_json(folder, "ln -sfn \"$examples\" examples; affect() { command \"$affect\" \"$@\"; }; affect " +
                                example.command);
      }
    }
  }
}

TEST(Json, TheAccountOfAFileIsJsonToo) {
  const Folder folder;
  const auto ran = folder.run(
      "$affect doctor $examples/call.srt --json | python3 -c 'import json,sys; a=json.load(sys.stdin); "
      "print(a[\"read\"], a[\"kept\"], a[\"unit\"], a[\"balances\"], a[\"turns\"], sum(a[\"speakers\"].values()))'");
  EXPECT_EQ(ran.out, "22 22 cues True 22 22\n") << ran.err;
  EXPECT_EQ(folder.run("$affect doctor $examples/call.srt --redact --json").out.find("call.srt"), std::string::npos);
}

TEST(Json, AFormatIsFoundByItsName) {
  const Folder folder;
  const auto ran = folder.run(
      "$affect formats slack --json | python3 -c 'import json,sys; a=json.load(sys.stdin); "
      "print(len(a), a[0][\"name\"])'");
  EXPECT_EQ(ran.out, "1 slack\n") << ran.err;
  EXPECT_EQ(folder.run("$affect formats slak --json").code, 2);
}

}  // namespace
}  // namespace affect::cli
