// affect dict: tables, forms, errors.
#include <string>

#include <gtest/gtest.h>

#include "cli/run.h"

namespace affect::cli {
namespace {

using test::content;
using test::Folder;

constexpr const char* kTalk =
    "Ann: I am not happy, Bo. The kind of day that nobody likes!\nBo: Happy? You are never happy.\nAnn: So be it.\n";
constexpr const char* kMoods = "word,category,weight\nhapp*,joy,2\nkind of,hedge,1\nlike*,joy,1\n";

class Dict : public testing::Test {
 protected:
  Dict() {
    folder_.write("talk.txt", kTalk);
    folder_.write("moods.csv", kMoods);
  }
  Folder folder_;
};

TEST_F(Dict, TidyTableBySubject) {
  const auto outcome = folder_.run("$affect dict talk.txt --dictionary moods.csv -o out.csv");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(content(folder_ / "out.csv"),
            "episode,subject,turn,category,value,count,negated,weight\n"
            "talk,Ann,,WC,15,15,,\n"
            "talk,Ann,,WPS,5,3,,\n"
            "talk,Ann,,Sixltr,0,0,,\n"
            "talk,Ann,,Dic,26.666666666666668,4,,\n"
            "talk,Ann,,joy,13.333333333333334,2,,1.5\n"
            "talk,Ann,,hedge,6.666666666666667,1,,1\n"
            "talk,Bo,,WC,5,5,,\n"
            "talk,Bo,,WPS,2.5,2,,\n"
            "talk,Bo,,Sixltr,0,0,,\n"
            "talk,Bo,,Dic,40,2,,\n"
            "talk,Bo,,joy,40,2,,2\n"
            "talk,Bo,,hedge,0,0,,\n");
}

TEST_F(Dict, NegationAndUnits) {
  const auto outcome = folder_.run("$affect dict talk.txt --dictionary moods.csv --negation --by episode --json");
  EXPECT_NE(outcome.out.find(R"("category":"joy","value":5,"count":1,"negated":3,"weight":2})"), std::string::npos)
      << outcome.out;
  const auto turns = folder_.run("$affect dict talk.txt --dictionary moods.csv --by turn --json | grep -c WC");
  EXPECT_EQ(turns.out, "3\n");
}

TEST_F(Dict, ForPeople) {
  const auto outcome = folder_.run("$affect dict talk.txt --dictionary moods.csv");
  EXPECT_EQ(outcome.out,
            "talk: percent of words, by moods; WC words, WPS words a sentence\n"
            "          Ann     Bo\n"
            "WC         15      5\n"
            "WPS      5.00   2.50\n"
            "Sixltr   0.00   0.00\n"
            "Dic     26.67  40.00\n"
            "joy     13.33  40.00\n"
            "hedge    6.67   0.00\n");
}

TEST_F(Dict, Concordance) {
  const auto outcome = folder_.run("$affect dict talk.txt --concordance 'happ*' --window 2 -o out.csv");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(content(folder_ / "out.csv"),
            "episode,turn,subject,before,match,after,negated\n"
            "talk,0,Ann,am not ,happy,\", Bo. The\",\n"
            "talk,1,Bo,,Happy,? You are,\n"
            "talk,1,Bo,are never ,happy,.,\n");
  const auto people = folder_.run("$affect dict talk.txt --concordance negate");
  EXPECT_NE(people.out.find("I am not happy, Bo. The kind of"), std::string::npos) << people.out;
}

TEST_F(Dict, Terms) {
  const auto outcome = folder_.run("$affect dict talk.txt --terms --stop-words function_words_en -o out.csv");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(content(folder_ / "out.csv"),
            "episode,subject,turn,term,count\ntalk,Ann,,bo,1\ntalk,Ann,,day,1\ntalk,Ann,,happy,1\n"
            "talk,Ann,,kind,1\ntalk,Ann,,likes,1\ntalk,Bo,,happy,2\n");
  EXPECT_EQ(folder_.run("$affect dict talk.txt --terms --min-count 2 --json").out,
            R"({"episode":"talk","subject":"Bo","term":"happy","count":2})"
            "\n");
}

TEST_F(Dict, StyleMatching) {
  const auto outcome = folder_.run("$affect dict talk.txt $examples/quarrel.txt --style-matching --json");
  EXPECT_NE(outcome.out.find(R"("a":"Ann","b":"Bo","words_a":15,"words_b":5,"status":"too_short"})"), std::string::npos)
      << outcome.out;
  EXPECT_NE(outcome.out.find(R"("a":"Mara","b":"Jonas","words_a":138,"words_b":129,"status":"given","score":0.7)"),
            std::string::npos)
      << outcome.out;
}

TEST_F(Dict, RedactCoversSpeakers) {
  const auto outcome = folder_.run("$affect dict talk.txt --redact --terms --json");
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(outcome.out.find("Ann"), std::string::npos) << outcome.out;
}

TEST_F(Dict, FaultsSayWhereAndLeaveNothing) {
  const auto fails = [&](const std::string& options, const std::string& what) {
    const auto outcome = folder_.run("$affect dict talk.txt " + options + " -o out.csv");
    EXPECT_EQ(outcome.code, 2) << options;
    EXPECT_NE(outcome.err.find(what), std::string::npos) << outcome.err;
    EXPECT_FALSE(folder_.has("out.csv"));
  };
  folder_.write("broken.csv", "word,category,weight\nhappy,joy,many\n");
  fails("--dictionary broken.csv", "broken.csv:2:11: 'many' is no weight");
  fails("--dictionary missing.csv", "missing.csv");
  fails("--dictionary function_words_xx", "did you mean function_words_en?");
  fails("--dictionary talk.txt", "the ending does not say");
  fails("--by hour", "turn, subject or episode");
  fails("--terms --style-matching", "one table at a time");
  fails("--style-matching --dictionary moods.csv", "style matching needs the category ppron");
  EXPECT_EQ(folder_.run("$affect dict talk.txt -o out.html").code, 2);
}

TEST_F(Dict, WarnsOnceAKind) {
  folder_.write("twice.csv", "word,category\nhappy,joy\nhappy,joy\n:),joy\n");
  const auto outcome = folder_.run("$affect dict talk.txt --dictionary twice.csv --json");
  EXPECT_EQ(outcome.code, 0);
  EXPECT_NE(outcome.err.find("'happy' stands twice in joy (twice.csv:3:1)"), std::string::npos) << outcome.err;
  EXPECT_NE(outcome.err.find("is no word"), std::string::npos) << outcome.err;
}

}  // namespace
}  // namespace affect::cli
