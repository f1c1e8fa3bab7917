#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "cli/run.h"

namespace affect::cli {
namespace {

using test::content;
using test::Folder;
using test::says;

constexpr const char* kValidate = "$affect validate $examples/hand_codes.csv --scale 1,9 ";

TEST(Validate, SaysAgreementRecalibrationAndGroups) {
  const Folder folder;
  const auto ran = folder.run(std::string(kValidate) + "--group setting");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "60 coded texts; engine: lexicon; scale of the codes 1 to 9")) << ran.out;
  EXPECT_TRUE(says(ran.out, "valence beside lexicon@1 expressed: 50 texts; on 10 more the engine gave nothing"));
  for (const char* part : {"Pearson's r", "concordance (CCC)", "mean absolute error", "bias (engine - codes)",
                           "recalibration", "line: code = ", "home", "work", "bootstrap over 10 persons"}) {
    EXPECT_TRUE(says(ran.out, part)) << part;
  }
  EXPECT_FALSE(says(ran.out, "nan"));
  EXPECT_FALSE(says(ran.out, "birthday")) << "texts are not repeated";
  EXPECT_EQ(ran.out, folder.run(std::string(kValidate) + "--group setting").out);
}

TEST(Validate, CorrectsTheMeanOfMoreTexts) {
  const Folder folder;
  const auto ran = folder.run(std::string(kValidate) + "--estimate $examples/more_texts.csv");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "mean of the 40 other texts")) << ran.out;
  for (const char* part : {"engine as it is", "codes alone", "engine, corrected", "random part of all"}) {
    EXPECT_TRUE(says(ran.out, part)) << part;
  }
  const auto same = folder.run(std::string(kValidate) +
                               "--estimate $examples/hand_codes.csv --json | python3 -c '"
                               "import json,sys; d=json.load(sys.stdin); print(d[\"left_out\"], d[\"others\"])'");
  EXPECT_EQ(same.out, "60 0\n") << same.err;
}

TEST(Validate, WritesTheCalibration) {
  const Folder folder;
  EXPECT_EQ(folder.run(std::string(kValidate) + "-o c.toml").code, 0);
  const std::string toml = content(folder / "c.toml");
  EXPECT_TRUE(says(toml, "scale = [1, 9]")) << toml;
  EXPECT_TRUE(says(toml, "curve = \"line\"") && says(toml, "slope = 0.8") && says(toml, "rmse_after = 1.8")) << toml;
}

TEST(Validate, TooFewCodesAreTooShort) {
  const Folder folder;
  folder.write("few.csv", "text,valence\nso happy,1\nso sad,-1\nthe bus,0\n");
  folder.write("more.csv", "text\nI am glad\nI am sad\n");
  const auto ran = folder.run("$affect validate few.csv --estimate more.csv");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "too_short: 20 are needed")) << ran.out;
  EXPECT_FALSE(says(ran.out, "Pearson"));
  EXPECT_EQ(folder.run("$affect validate few.csv -o c.toml").code, 2);
  EXPECT_FALSE(folder.has("c.toml"));
}

TEST(Validate, TurnsOfConversationsMayBeCoded) {
  const Folder folder;
  std::string chat, codes = "turn,valence\n";
  for (int i = 0; i < 30; ++i) {
    chat += fmt::format("{}, said line {}\n", i % 2 == 0 ? "One: what a good day" : "Two: I hate this mess", i);
    codes += fmt::format("{},{}\n", i, i % 2 == 0 ? 0.5 : -0.6);
  }
  folder.write("talk.txt", chat);
  folder.write("codes.csv", codes);
  const auto ran = folder.run("$affect validate codes.csv --in talk.txt");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "valence beside lexicon@1 expressed: 30 texts")) << ran.out;
  folder.write("codes.csv", codes + "30,0\n");
  const auto gone = folder.run("$affect validate codes.csv --in talk.txt");
  EXPECT_EQ(gone.code, 2);
  EXPECT_TRUE(says(gone.err, "codes.csv:32: no turn 30 with words in episode \"talk\"")) << gone.err;
}

TEST(Validate, WhatNothingWritesIsSaid) {
  const Folder folder;
  folder.write("codes.csv", "text,arousal,label\nso happy,1,joy\n");
  const auto ran = folder.run("$affect validate codes.csv --without lexicon");
  EXPECT_EQ(ran.code, 2);
  EXPECT_TRUE(says(ran.err, "nothing that runs gives arousal, label")) << ran.err;
}

TEST(Validate, HostileTablesAreRefusedInOneLine) {
  const Folder folder;
  folder.write("empty.csv", "");
  folder.write("words.csv", "words,valence\nhi,0\n");
  folder.write("none.csv", "text,mood\nhi,fine\n");
  folder.write("text.csv", "text,valence\nhi,much\n");
  folder.write("blank.csv", "text,valence\n,0\n");
  folder.write("good.csv", "text,valence\nhi,0\n");
  folder.write("people.csv", "text,valence,person\nso happy,0,p\n");
  const std::pair<const char*, const char*> kBad[] = {{"validate empty.csv", "empty.csv"},
                                                      {"validate words.csv", "no column \"text\""},
                                                      {"validate none.csv", "no column of codes"},
                                                      {"validate text.csv", "text.csv:2"},
                                                      {"validate blank.csv", "blank.csv:2"},
                                                      {"validate gone.csv", "gone.csv"},
                                                      {"validate", "no LABELS"},
                                                      {"validate $examples/hand_codes.csv", "--scale 1,9"},
                                                      {"validate good.csv --scale 9,1", "--scale"},
                                                      {"validate good.csv --value joy=valence", "no such dimension"},
                                                      {"validate good.csv --with nobody", "nobody"},
                                                      {"validate good.csv --set lexicon.mode=odd", "mode"},
                                                      {"validate good.csv -o c.csv", "c.csv"},
                                                      {"validate good.csv --group where", "where"},
                                                      {"validate good.csv --resamples 0", "--resamples"},
                                                      {"validate people.csv --estimate good.csv", "who wrote them"}};
  for (const auto& [command, what] : kBad) {
    const std::size_t files = folder.files();
    const auto ran = folder.run(std::string("$affect ") + command);
    EXPECT_EQ(ran.code, 2) << command << ran.out << ran.err;
    EXPECT_EQ(ran.out, "") << command;
    EXPECT_TRUE(says(ran.err, what)) << command << ": " << ran.err;
    EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
    EXPECT_EQ(folder.files(), files) << command;
  }
}

}  // namespace
}  // namespace affect::cli
