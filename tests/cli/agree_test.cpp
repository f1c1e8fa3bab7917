#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "cli/run.h"

namespace affect::cli {
namespace {

using test::content;
using test::Folder;

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(Agree, SaysLevelCoefficientsReadingAndHardItems) {
  const Folder folder;
  const auto ran = folder.run("$affect agree $examples/raters.csv");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(holds(ran.out, "36 items, 3 raters (rater_1, rater_2, rater_3), wide")) << ran.out;
  EXPECT_TRUE(holds(ran.out, "Level: nominal (labels, 5 different; --level decides)"));
  for (const char* name :
       {"observed agreement", "Krippendorff's alpha (nominal)", "Light's kappa", "Fleiss' kappa", "Gwet's AC1"}) {
    EXPECT_TRUE(holds(ran.out, name)) << name;
  }
  EXPECT_TRUE(holds(ran.out, "below 0.67"));
  EXPECT_TRUE(holds(ran.out, "farthest apart on: text 24"));
  EXPECT_FALSE(holds(ran.out, "rater_1=")) << "labels are shown on request";
  EXPECT_TRUE(holds(folder.run("$affect agree $examples/raters.csv --show").out, "rater_2=NA") ||
              holds(folder.run("$affect agree $examples/raters.csv --show").out, "rater_1=neutral  rater_3=joy"));
}

TEST(Agree, TheSameSeedGivesTheSameBytesInEveryForm) {
  const Folder folder;
  for (const char* form : {"", "--json", "-o - "}) {
    const auto once = folder.run(std::string("$affect agree $examples/raters.csv ") + form);
    EXPECT_EQ(once.code, 0) << once.err;
    EXPECT_EQ(once.out, folder.run(std::string("$affect agree $examples/raters.csv ") + form).out);
  }
  EXPECT_NE(folder.run("$affect agree $examples/raters.csv").out,
            folder.run("$affect agree $examples/raters.csv --seed 2").out);
}

TEST(Agree, JsonAndCsvHoldWhatTheTableSays) {
  const Folder folder;
  const auto json = folder.run(
      "$affect agree $examples/raters.csv --json | python3 -c '"
      "import json,sys; d=json.load(sys.stdin); "
      "c={x[\"name\"]: x for x in d[\"coefficients\"]}; a=c[\"Krippendorff'\"'\"'s alpha (nominal)\"]; "
      "print(d[\"items\"], d[\"level\"], a[\"units\"], a[\"low\"] < a[\"value\"] < a[\"high\"])'");
  EXPECT_EQ(json.out, "36 nominal 36 True\n") << json.err;
  EXPECT_EQ(folder.run("$affect agree $examples/raters.csv -o out.csv").code, 0);
  const std::string csv = content(folder / "out.csv");
  EXPECT_TRUE(csv.starts_with("coefficient,value,low,high,status,units,raters,ratings\nobserved agreement,0.6")) << csv;
}

TEST(Agree, ConsensusIsWrittenAItemALine) {
  const Folder folder;
  const auto ran = folder.run("$affect agree $examples/raters.csv --consensus labels.csv");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(holds(ran.out, "Dawid-Skene (converged")) << ran.out;
  const std::string csv = content(folder / "labels.csv");
  EXPECT_TRUE(csv.starts_with("item,label,probability,anger,fear,joy,neutral,sadness\ntext 1,joy,")) << csv;
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 37);
  EXPECT_EQ(folder.run("$affect agree $examples/raters.csv --interchangeable --consensus labels.csv").code, 2);
}

TEST(Agree, SaysThatPrevalenceMakesKappaLow) {
  const Folder folder;
  std::string text = "id,r1,r2\n";
  for (int i = 0; i < 90; ++i) text += fmt::format("{},neutral,neutral\n", i);
  for (int i = 0; i < 10; ++i) text += fmt::format("x{},{}\n", i, i % 2 == 0 ? "neutral,anger" : "anger,neutral");
  folder.write("rare.csv", text);
  const auto ran = folder.run("$affect agree rare.csv");
  EXPECT_TRUE(holds(ran.out, "Prevalence: 95 % of the ratings are \"neutral\"")) << ran.out;
  EXPECT_FALSE(holds(folder.run("$affect agree $examples/raters.csv").out, "Prevalence"));
}

TEST(Agree, NoVarianceIsNoAgreementOfOne) {
  const Folder folder;
  folder.write("same.csv", "id,r1,r2\n1,joy,joy\n2,joy,joy\n3,joy,joy\n");
  const auto ran = folder.run("$affect agree same.csv");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(holds(ran.out, "No alpha")) << ran.out;
  EXPECT_TRUE(holds(ran.out, "not_estimable"));
  EXPECT_FALSE(holds(ran.out, "nan"));
}

TEST(Agree, NumbersHaveIccAndLevelsMayBeSaid) {
  const Folder folder;
  folder.write("n.csv", "id,r1,r2,r3\n1,9,2,5\n2,6,1,3\n3,8,4,6\n4,7,1,2\n5,10,5,6\n6,6,2,4\n");
  const auto found = folder.run("$affect agree n.csv --level interval");
  EXPECT_TRUE(holds(found.out, "ICC(2,1)") && holds(found.out, "ICC(3,k)")) << found.out;
  EXPECT_TRUE(holds(folder.run("$affect agree n.csv").out, "Level: ordinal (whole numbers, 10 different"));
  EXPECT_TRUE(holds(folder.run("$affect agree n.csv --level nominal").out, "Gwet's AC1"));
}

TEST(Agree, BestWorstAnswersBecomeScores) {
  const Folder folder;
  std::string text = "item1,item2,item3,item4,best,worst\n";
  for (int i = 0; i < 10; ++i)
    text += "awful,bad,good,great,great,awful\nbad,fine,good,great,great,bad\nawful,bad,fine,good,good,awful\n";
  folder.write("bws.csv", text);
  const auto ran = folder.run("$affect agree bws.csv -o scores.csv && $affect agree bws.csv");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(holds(ran.out, "split-half reliability")) << ran.out;
  EXPECT_TRUE(content(folder / "scores.csv").starts_with("item,score\ngreat,1\n")) << content(folder / "scores.csv");
}

TEST(Agree, HostileTablesAreRefusedInOneLine) {
  const Folder folder;
  folder.write("empty.csv", "");
  folder.write("head.csv", "id,r1,r2\n");
  folder.write("short.csv", "id,r1,r2\n1,joy\n");
  folder.write("twice.csv", "item,rater,label\na,r,x\na,r,y\n");
  folder.write("one.csv", "id,r1\n1,joy\n");
  folder.write("gone.csv", "id,r1,r2\n1,NA,\n");
  folder.write("bytes.csv", std::string("id,r1,r2\n1,\x00\xff,joy\n", 19));
  folder.write("quote.csv", "id,r1,r2\n1,\"joy,sad\n");
  const std::pair<const char*, const char*> kBad[] = {{"agree empty.csv", "empty.csv"},
                                                      {"agree head.csv", "no rows"},
                                                      {"agree short.csv", "short.csv:2"},
                                                      {"agree twice.csv", "twice.csv:3"},
                                                      {"agree one.csv", "agreement needs two"},
                                                      {"agree gone.csv", "every rating is missing"},
                                                      {"agree nothing.csv", "nothing.csv"},
                                                      {"agree head.csv --level so", "--level so"},
                                                      {"agree", "no FILE"},
                                                      {"agree $examples/raters.csv -o a.html", "a.html"},
                                                      {"agree $examples/raters.csv --level ratio", "is no number"},
                                                      {"agree $examples/raters.csv --step 0", "--step"},
                                                      {"agree quote.csv", "quote.csv"}};
  for (const auto& [command, what] : kBad) {
    const std::size_t files = folder.files();
    const auto ran = folder.run(std::string("$affect ") + command);
    EXPECT_EQ(ran.code, 2) << command << ran.out << ran.err;
    EXPECT_TRUE(holds(ran.err, what)) << command << ": " << ran.err;
    EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
    EXPECT_EQ(folder.files(), files) << command;
  }
  EXPECT_LE(folder.run("$affect agree bytes.csv").code, 2);
}

}  // namespace
}  // namespace affect::cli
