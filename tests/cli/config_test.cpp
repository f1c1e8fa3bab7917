// Where options get their values, as affect config shows it and as the verbs act on it.
#include <set>

#include <gtest/gtest.h>

#include "affect/affect.h"
#include "cli/run.h"
#include "cli/settings.h"
#include "report/unpacked_page.h"

namespace affect::cli {
namespace {

using test::Folder;
using test::Outcome;

class Config : public testing::Test {
 protected:
  void user_file(const std::string& text) const {
    std::filesystem::create_directories(folder / "settings/affect");
    folder.write("settings/affect/config.toml", text);
  }
  std::string config(const std::string& arguments, const std::string& before = "") const {
    const Outcome ran = folder.run(before + " $affect config " + arguments);
    EXPECT_EQ(ran.code, 0) << ran.err;
    return ran.out;
  }
  void expect_complaint(const std::string& command, const std::string& what) const {
    const Outcome ran = folder.run(command);
    EXPECT_EQ(ran.code, 2) << command << ran.out;
    EXPECT_NE(ran.err.find(what), std::string::npos) << command << "\n" << ran.err;
    EXPECT_EQ(ran.err.find('\n'), ran.err.size() - 1) << ran.err;
  }

  Folder folder;
};

bool has_line(const std::string& text, const std::string& value, const std::string& origin) {
  const auto at = text.find("\n" + value + " ");
  return (at != std::string::npos || text.starts_with(value + " ")) &&
         text.substr(text.find(value), text.find('\n', text.find(value)) - text.find(value)).ends_with("# " + origin);
}

TEST_F(Config, TheCommandLineBeatsTheEnvironmentBeatsTheFileBeatsTheDefault) {
  const std::string file = (folder / "settings/affect/config.toml").string();
  EXPECT_TRUE(has_line(config("--show-origin"), "threads = 1", "default"));
  user_file("threads = 2\n[track]\nthreads = 3\n");
  EXPECT_TRUE(has_line(config("--show-origin"), "threads = 2", file + ":1"));
  EXPECT_TRUE(has_line(config("track --show-origin"), "threads = 3", file + ":3")) << "a verb's table is nearer";
  EXPECT_TRUE(has_line(config("--show-origin", "AFFECT_THREADS=4"), "threads = 4", "environment AFFECT_THREADS"));
  EXPECT_TRUE(has_line(config("track --show-origin", "AFFECT_THREADS=4 AFFECT_TRACK_THREADS=5"), "threads = 5",
                       "environment AFFECT_TRACK_THREADS"));
  EXPECT_TRUE(has_line(config("track --show-origin --threads 6", "AFFECT_THREADS=4"), "threads = 6", "command line"));
  EXPECT_TRUE(has_line(config("track --zone Asia/Tokyo --show-origin"), "zone = \"Asia/Tokyo\"", "command line"));
}

TEST_F(Config, ASettingActsAsItsOptionDoes) {
  const std::string plain = folder.run("$affect track $examples/diary.md --json").out;
  const std::string without = folder.run("$affect track $examples/diary.md --json --without state_space").out;
  ASSERT_NE(plain, without);
  user_file("[track]\nwithout = [\"state_space\"]\n");
  EXPECT_EQ(folder.run("$affect track $examples/diary.md --json").out, without);
  EXPECT_EQ(folder.run("AFFECT_TRACK_WITHOUT=turning_points $affect track $examples/diary.md --json").out,
            folder.run("$affect track $examples/diary.md --json --without turning_points").out);
  user_file("[track]\njson = true\nkeep-going = true\n");
  EXPECT_EQ(folder.run("$affect track $examples/diary.md").out, plain);
  EXPECT_NE(folder.run("$affect track $examples/diary.md --json=false").out, plain) << "a flag can be taken back";
  EXPECT_NE(folder.run("AFFECT_TRACK_JSON=no $affect track $examples/diary.md").out, plain);
}

TEST_F(Config, ColourIsAWord) {
  user_file("color = \"always\"\n");
  EXPECT_NE(folder.run("$affect track $examples/diary.md").out.find('\x1b'), std::string::npos);
  for (const std::string never : {"--no-color", "--color=never", "--color --no-color"}) {
    EXPECT_EQ(folder.run("$affect track $examples/diary.md " + never).out.find('\x1b'), std::string::npos) << never;
  }
  EXPECT_EQ(folder.run("AFFECT_COLOR=never $affect track $examples/diary.md").out.find('\x1b'), std::string::npos);
  expect_complaint("$affect track $examples/diary.md --color=often", "often");
}

TEST_F(Config, TheReportNamesWhatSettingsDid) {
  user_file("[track]\nwithout = [\"state_space\"]\n");
  const auto ran = folder.run("$affect track $examples/diary.md --names -o a.html && cat a.html");
  EXPECT_NE(test::page_part(ran.out, "index").find("affect track --without state_space "), std::string::npos);
}

TEST_F(Config, WrongSettingsAreNamedByLine) {
  const std::string file = (folder / "settings/affect/config.toml").string();
  const std::string track = "$affect track $examples/diary.md";
  for (const auto& [text, place, what] : std::initializer_list<std::tuple<std::string, std::string, std::string>>{
           {"treads = 2\n", ":1", "did you mean threads?"},
           {"\n[trakc]\nzone = \"UTC\"\n", ":2", "did you mean track?"},
           {"[track]\n\nzoen = \"UTC\"\n", ":3", "did you mean zone?"},
           {"[doctor]\nzoen = \"UTC\"\n", ":2", "affect doctor has no option zoen"},
           {"threads = true\n", ":1", "threads is not given by true or false"},
           {"threads = \"two\"\n", ":1", "two"},
           {"threads = 0\n", ":1", "1 to 1024"},
           {"threads = [1, 2]\n", ":1", "not a list"},
           {"quiet = \"yes\"\n", ":1", "neither true nor false"},
           {"threads = 2024-05-01\n", ":1", "no text, number"},
           {"[track]\nwithout = [[\"a\"]]\n", ":2", "no text, number"},
           {"threads = \n", ":1", "parsing"},
           {"[track]\noutput = \"all.html\"\n", ":2", "command line alone"},
           {"[track]\nredact-key = \"/tmp/key\"\n", ":2", "command line alone"},
           {"[track]\nFILE = \"chat.txt\"\n", ":2", "command line alone"},
           {"config = \"other.toml\"\n", ":1", "command line alone"},
           {"data-dir = \"data\"\n", ":1", "not the whole path"},
           {"[dict]\ndictionary = \"moods.csv\"\n", ":2", "not the whole path"},
       }) {
    user_file(text);
    expect_complaint(track, file + place);
    expect_complaint(track, what);
  }
  user_file("");
  expect_complaint("AFFECT_THREADS=two " + track, "AFFECT_THREADS");
  expect_complaint("AFFECT_QUIET=perhaps " + track, "neither yes nor no");
}

TEST_F(Config, WhatItDoesNotKnowIsRefused) {
  expect_complaint("$affect config --outptu", "has no option --outptu");
  expect_complaint("$affect config track --outptu", "affect track has no option --outptu (did you mean --output?)");
  expect_complaint("$affect config trakc", "did you mean track?");
}

TEST_F(Config, WrongSettingsDoNotTakeHelpAway) {
  user_file("treads = 2\n");
  for (const std::string verb : {"help", "help track", "version", "config --path", "track --help"}) {
    EXPECT_EQ(folder.run("$affect " + verb).code, 0) << verb;
  }
}

TEST_F(Config, OnlyANamedFileIsReadWhereTheProgramIsStarted) {
  folder.write("affect.toml", "threads = 7\n");
  folder.write("config.toml", "threads = 7\n");
  EXPECT_EQ(config("").find("threads = 7"), std::string::npos);
  EXPECT_NE(config("--config affect.toml").find("threads = 7"), std::string::npos);
  EXPECT_NE(config("", "AFFECT_CONFIG=affect.toml").find("threads = 7"), std::string::npos);
  // XDG Base Directory Specification: a path that is not absolute is ignored.
  folder.run("mkdir -p here/affect && cp affect.toml here/affect/config.toml");
  EXPECT_EQ(config("", "HOME= XDG_CONFIG_HOME=here").find("threads = 7"), std::string::npos);
  EXPECT_EQ(folder.run("$affect config --config missing.toml").code, 2);
  user_file("threads = 3\n");
  EXPECT_EQ(config("--config /dev/null --path"), "/dev/null\n");
  EXPECT_NE(config("--config /dev/null").find("threads = 1"), std::string::npos) << "in place of the user's file";
}

TEST_F(Config, ThePathFollowsTheHome) {
  EXPECT_EQ(config("--path"), (folder / "settings/affect/config.toml").string() + "\n");
  EXPECT_EQ(config("--path", "XDG_CONFIG_HOME= HOME=/home/ann"), "/home/ann/.config/affect/config.toml\n");
}

TEST_F(Config, WhatItPrintsIsASettingsFile) {
  for (const std::string verb : {"", "track", "novelty", "agree", "compare", "validate", "dict"}) {
    const auto ran = folder.run("$affect config " + verb + " > a.toml && $affect config " + verb +
                                " --config a.toml > b.toml && diff a.toml b.toml && python3 -c '"
                                "import tomllib; print(tomllib.load(open(\"a.toml\", \"rb\"))[\"threads\"])'");
    EXPECT_EQ(ran.out, "1\n") << verb << ran.err;
  }
}

TEST_F(Config, JsonSaysWhereEachValueComesFrom) {
  user_file("seed = 9\n");
  const auto ran = folder.run(
      "AFFECT_TRACK_ZONE=UTC $affect config track --json --threads 2 | python3 -c 'import json,sys; "
      "of = {o[\"name\"]: o for o in json.load(sys.stdin)[\"options\"]}; "
      "print(of[\"seed\"][\"value\"], of[\"seed\"][\"origin\"], of[\"seed\"][\"line\"], of[\"zone\"][\"variable\"], "
      "of[\"threads\"][\"origin\"], of[\"with\"][\"value\"], of[\"redact\"][\"value\"])'");
  EXPECT_EQ(ran.out, "9 file 1 AFFECT_TRACK_ZONE command_line [] False\n") << ran.err;
}

TEST(Settings, NoVariableNamesTwoOptions) {
  Engine engine;
  register_all(engine);
  std::set<std::string> variables{"AFFECT_DATA", "AFFECT_CACHE", "AFFECT_MODELS", "AFFECT_CONFIG", "AFFECT_YES"};
  bool common = true;
  for (const auto& verb : engine.components<Verb>()) {
    CommandLine line(engine, verb);
    for (const CLI::Option* option : settable_options(line)) {
      auto names = variables_of(verb.entry.name, *option);
      if (is_common(*option) && !common) names.pop_back();
      for (const std::string& name : names) EXPECT_TRUE(variables.insert(name).second) << name;
    }
    common = false;
  }
}

TEST(Settings, WhatWritesIsNeverASetting) {
  Engine engine;
  register_all(engine);
  for (const auto& verb : engine.components<Verb>()) {
    CommandLine line(engine, verb);
    for (const CLI::Option* option : settable_options(line)) {
      const std::string about = option->get_description();
      EXPECT_EQ(about.find("write"), std::string::npos) << verb.entry.name << " " << about;
      EXPECT_EQ(about.find("then written"), std::string::npos) << verb.entry.name << " " << about;
      EXPECT_EQ(option->get_type_name().find("OUT"), std::string::npos) << verb.entry.name << " " << about;
    }
  }
}

}  // namespace
}  // namespace affect::cli
