#include "affect/io/rating_table.h"

#include <filesystem>
#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "affect/engine.h"
#include "affect/io/coded_ratings.h"

namespace affect::io {
void register_all(Engine& engine);
namespace {

using measure::Level;

class RatingFiles : public ::testing::Test {
 protected:
  RatingFiles() {
    register_all(engine_);
    std::string pattern = (std::filesystem::temp_directory_path() / "affect-ratings-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~RatingFiles() override { std::filesystem::remove_all(folder_); }

  std::string file(const std::string& name, const std::string& text) const {
    const auto path = folder_ / name;
    std::ofstream(path) << text;
    return path.string();
  }
  RatingTable table(const std::string& text, const RatingColumns& columns = {}) const {
    return std::get<RatingTable>(read_ratings(engine_, file("ratings.csv", text), columns));
  }
  InputError fault(const std::string& text, const RatingColumns& columns = {},
                   const std::string& name = "ratings.csv") const {
    try {
      read_ratings(engine_, file(name, text), columns);
    } catch (const InputError& error) {
      return error;
    }
    ADD_FAILURE() << "nothing is wrong with " << text;
    return InputError("");
  }

  Engine engine_;
  std::filesystem::path folder_;
};

const std::vector<std::string> kCells = {"joy", "joy", "anger", "", "joy", "anger"};

TEST_F(RatingFiles, LongAndWideAreTheSameTable) {
  const auto wide = table("id,r1,r2\na,joy,joy\nb,anger,NA\nc,joy,anger\n");
  EXPECT_EQ(wide.cells, kCells);
  EXPECT_EQ(wide.raters, (std::vector<std::string>{"r1", "r2"}));
  const auto rows = table("item,rater,label\na,r1,joy\na,r2,joy\nb,r1,anger\nc,r1,joy\nc,r2,anger\n");
  EXPECT_EQ(rows.shape, "long");
  EXPECT_EQ(rows.cells, kCells);
  EXPECT_EQ(rows.items, (std::vector<std::string>{"a", "b", "c"}));
}

TEST_F(RatingFiles, SeparatorsQuotesAndNamesOfColumnsAreFound) {
  const auto rows = table("Unit;Coder;Category;Notes\n\"a;1\";x;joy;\na;x;joy;\n\"a;1\";y;anger;\"two\nlines\"\n");
  EXPECT_EQ(rows.items, (std::vector<std::string>{"a;1", "a"}));
  EXPECT_EQ(rows.cells, (std::vector<std::string>{"joy", "anger", "joy", ""}));
  const auto named = table("n\twho\tsays\n1\ta\tx\n1\tb\ty\n", {.item = "n", .rater = "who", .label = "says"});
  EXPECT_EQ(named.raters, (std::vector<std::string>{"a", "b"}));
}

TEST_F(RatingFiles, RatersMayBeChosenAndItemsGrouped) {
  const auto wide = table("id,dialogue,text,r1,r2,r3\n1,d,hello,a,b,a\n2,d,ho,b,b,a\n",
                          {.raters = {"r3", "r1"}, .group = "dialogue"});
  EXPECT_EQ(wide.raters, (std::vector<std::string>{"r3", "r1"}));
  EXPECT_EQ(wide.cells, (std::vector<std::string>{"a", "a", "a", "b"}));
  EXPECT_EQ(rating_groups(wide).size(), 1u);
  EXPECT_EQ(table("id,text,r1,r2\n1,hello,a,b\n").raters.size(), 2u) << "text is no rater";
}

TEST_F(RatingFiles, BestWorstIsKnownByItsColumns) {
  const std::string text = "item1,item2,item3,best,worst\na,b,c,a,c\nb,c,d,b,d\n";
  const auto found = read_ratings(engine_, file("bws.csv", text), {});
  const auto& answers = std::get<BestWorstTable>(found);
  EXPECT_EQ(answers.items, (std::vector<std::string>{"a", "b", "c", "d"}));
  EXPECT_EQ(answers.answers.at(1).worst, 3u);
}

TEST_F(RatingFiles, WhatIsWrongIsSaidWithItsPlace) {
  EXPECT_NE(fault("").message().find("empty"), std::string::npos);
  EXPECT_NE(fault("a,b\n").message().find("no rows"), std::string::npos);
  EXPECT_EQ(fault("item,rater,label\na,r1,joy\na,r1,joy\n").place().line, 3u);
  EXPECT_EQ(fault("item,rater,label\n,r1,joy\n").place().line, 2u);
  EXPECT_EQ(fault("id,r1,r2\n1,a\n").place().line, 2u);
  EXPECT_NE(fault("id,r1,R1\n1,a,b\n").message().find("twice"), std::string::npos);
  EXPECT_NE(fault("id,r1,r2\n1,a,b\n", {.raters = {"r9"}}).message().find("found: id, r1, r2"), std::string::npos);
  EXPECT_NE(fault("id,r1,r2\n1,a,b\n", {.label = "r1"}).message().find("three columns"), std::string::npos);
  std::string alone = "item,rater,label\n";
  for (int i = 0; i < 8000; ++i) alone += fmt::format("i{0},r{0},x\n", i);
  EXPECT_NE(fault(alone).message().find("8000 raters"), std::string::npos);
  EXPECT_EQ(fault("item1,item2,best,worst\na,b,z,a\n").place().line, 2u);
  EXPECT_NE(fault("item1,item2,best,worst\na,b,a,a\n").message().find("same"), std::string::npos);
  EXPECT_NE(fault("best,worst\na,b\n").message().find("were shown"), std::string::npos);
}

/// Two raters cut the same ten seconds where they like.
std::string elan(int cut_of_first, int cut_of_second, int last = 10000) {
  std::string slots, tiers;
  int slot = 0;
  const auto annotation = [&](int start, int end, const char* label) {
    slots += fmt::format(
        R"(<TIME_SLOT TIME_SLOT_ID="ts{}" TIME_VALUE="{}"/><TIME_SLOT TIME_SLOT_ID="ts{}" TIME_VALUE="{}"/>)", slot,
        start, slot + 1, end);
    tiers += fmt::format(
        R"(<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{}" TIME_SLOT_REF1="ts{}" TIME_SLOT_REF2="ts{}">)"
        R"(<ANNOTATION_VALUE>{}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>)",
        slot, slot, slot + 1, label);
    slot += 2;
  };
  int number = 0;
  for (const int cut : {cut_of_first, cut_of_second}) {
    tiers += fmt::format(R"(<TIER LINGUISTIC_TYPE_REF="d" TIER_ID="rater_{}">)", ++number);
    annotation(0, cut, "calm");
    annotation(cut, last, "anger");
    tiers += "</TIER>";
  }
  return R"(<?xml version="1.0" encoding="UTF-8"?><ANNOTATION_DOCUMENT AUTHOR="" DATE="2024-05-01T10:15:00+01:00" FORMAT="3.0" VERSION="3.0">)"
         R"(<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/><TIME_ORDER>)" +
         slots + "</TIME_ORDER>" + tiers +
         R"(<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="d" TIME_ALIGNABLE="true"/></ANNOTATION_DOCUMENT>)";
}

TEST_F(RatingFiles, TiersAreSampledInTheMiddleOfEachStep) {
  const auto found = std::get<RatingTable>(read_ratings(engine_, file("a.eaf", elan(4000, 6000)), {.step_s = 1}));
  EXPECT_EQ(found.raters, (std::vector<std::string>{"rater_1", "rater_2"}));
  ASSERT_EQ(found.items.size(), 10u);
  EXPECT_EQ(found.items.front(), "0.500");
  for (std::size_t i = 0; i < 10; ++i) {
    EXPECT_EQ(found.cell(i, 0), i < 4 ? "calm" : "anger") << i;
    EXPECT_EQ(found.cell(i, 1), i < 6 ? "calm" : "anger") << i;
  }
  EXPECT_EQ(rating_groups(found).size(), 3u) << "moments between two changes belong together";
  EXPECT_EQ(std::get<RatingTable>(read_ratings(engine_, file("a.eaf", elan(4000, 6000)), {.step_s = 0.5})).items.size(),
            20u);
}

TEST_F(RatingFiles, TiersThatAreMissingOrOverlapAreRefused) {
  EXPECT_NE(fault(elan(4000, 6000), {.raters = {"rater_9"}}, "a.eaf").message().find("rater_2"), std::string::npos);
  EXPECT_NE(fault(elan(4000, 6000), {.step_s = 1e-9}, "a.eaf").message().find("too many"), std::string::npos);
  std::string overlapping = elan(4000, 6000);
  const std::string end = R"(TIME_SLOT_ID="ts1" TIME_VALUE="4000")";
  overlapping.replace(overlapping.find(end), end.size(), R"(TIME_SLOT_ID="ts1" TIME_VALUE="5000")");
  EXPECT_NE(fault(overlapping, {}, "a.eaf").message().find("overlap at 4.000 s"), std::string::npos);
}

TEST_F(RatingFiles, TheLevelIsFoundAndSaid) {
  const auto level = [&](const std::string& cells, const RatingScale& scale = {}) {
    return code_ratings(table("id,r1,r2\n" + cells), scale);
  };
  EXPECT_EQ(level("1,joy,anger\n").level, Level::nominal);
  EXPECT_EQ(level("1,0,1\n2,1,1\n").level, Level::nominal);
  EXPECT_EQ(level("1,1,5\n2,3,4\n").level, Level::ordinal);
  EXPECT_EQ(level("1,1,5.5\n2,3,4\n").level, Level::interval);
  EXPECT_EQ(level("1,1,5.5\n2,3,4\n").reason, "broken numbers, 4 different");
  EXPECT_EQ(level("1,1,5\n2,3,4\n", {.level = Level::nominal}).reason, "");
  const auto ordered = level("1,low,high\n2,low,mid\n", {.order = {"low", "mid", "high"}});
  EXPECT_EQ(ordered.level, Level::ordinal);
  EXPECT_EQ(ordered.categories, (std::vector<std::string>{"low", "mid", "high"}));
  EXPECT_EQ(level("1,10,9\n2,9,10\n").categories, (std::vector<std::string>{"9", "10"})) << "by size, not by letters";
}

TEST_F(RatingFiles, RatingsThatDoNotFitTheirLevelAreRefused) {
  const auto code = [&](const std::string& text, const RatingScale& scale = {}) { code_ratings(table(text), scale); };
  EXPECT_THROW(code("id,r1,r2\n1,a,b\n", {.level = Level::ordinal}), ConfigError);
  EXPECT_THROW(code("id,r1,r2\n1,2,b\n", {.level = Level::interval}), InputError);
  EXPECT_THROW(code("id,r1,r2\n1,-2,3\n2,1,3\n", {.level = Level::ratio}), InputError);
  EXPECT_THROW(code("id,r1,r2\n1,a,b\n", {.order = {"a"}}), InputError);
  EXPECT_THROW(code("id,r1,r2\n1,a,b\n", {.order = {"a", "b", "a"}}), ConfigError);
  EXPECT_THROW(code("id,r1\n1,a\n"), InputError);
  EXPECT_THROW(code("id,r1,r2\n1,NA,\n"), InputError);
}

}  // namespace
}  // namespace affect::io
