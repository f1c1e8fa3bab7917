#include "affect/understand/corpus/cohort_comparison.h"

#include <string>

#include <gtest/gtest.h>

#include "understand/corpus/people.h"

namespace affect::understand::corpus {
namespace {

/// Ten conversations of two in each of two folders; the second is happier by `shift`.
void add_folders(CohortComparison& comparison, double shift) {
  Rng rng(1);
  for (int call = 0; call < 10; ++call) {
    for (const std::string folder : {"calm", "glad"}) {
      const std::string episode = "study/" + folder + "/" + std::to_string(call);
      const double level = 0.1 * rng.normal() + (folder == "glad" ? shift : 0);
      comparison.add(person(episode, "A", scores_around(level, 6, rng)));
      comparison.add(person(episode, "B", scores_around(level, 6, rng)));
    }
  }
}

io::CsvDocument table(std::vector<std::string> columns, const std::vector<std::vector<std::string>>& rows) {
  io::CsvDocument document("table.csv", std::move(columns));
  for (std::size_t i = 0; i < rows.size(); ++i) document.append(i + 2, rows[i]);
  return document;
}

TEST(CohortComparison, AFolderIsAGroupAndAConversationAUnit) {
  CohortComparison comparison({});
  add_folders(comparison, 0.5);
  const auto rows = comparison.differences();
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].first, "calm");
  EXPECT_EQ(rows[0].second, "glad");
  EXPECT_EQ(rows[0].people_first, 20u);
  EXPECT_EQ(rows[0].found.units_first, 10u) << "two people of a conversation depend on each other";
  EXPECT_EQ(rows[0].found.design, GroupDesign::between);
  EXPECT_LT(rows[0].found.p, 0.001);
  EXPECT_NEAR(rows[0].found.difference, 0.5, 0.15);
}

TEST(CohortComparison, TheSamePersonInBothFoldersIsComparedWithHerself) {
  CohortOptions options;
  options.same_names = true;
  CohortComparison comparison(options);
  Rng rng(2);
  for (int who = 0; who < 9; ++who) {
    const std::string name = "p" + std::to_string(who);
    const double level = rng.normal();
    comparison.add(person("before/" + name, name, scores_around(level, 8, rng)));
    comparison.add(person("after/" + name, name, scores_around(level + 0.3, 8, rng)));
  }
  const auto rows = comparison.differences();
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].found.design, GroupDesign::within);
  EXPECT_EQ(rows[0].found.units_first, 9u);
  EXPECT_NEAR(rows[0].found.difference, -0.3, 0.08) << "after comes first by name";
}

TEST(CohortComparison, RolesOfAConversationAreComparedWithinIt) {
  CohortOptions options;
  options.by = GroupBy::subject;
  CohortComparison comparison(options);
  add_folders(comparison, 0.5);
  const auto rows = comparison.differences();
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].found.design, GroupDesign::within);
  EXPECT_EQ(rows[0].found.units_first, 20u);
  EXPECT_GT(rows[0].found.p, 0.05);
}

TEST(CohortComparison, ATableSaysWhoIsInWhichGroup) {
  CohortOptions options;
  options.by = GroupBy::table;
  options.table.emplace(table({"subject", "group"}, {{"p0", "x"}, {"p1", "x"}, {"p2", "y"}, {"p3", "y"}, {"p4", ""}}));
  CohortComparison comparison(options);
  Rng rng(3);
  for (int who = 0; who < 6; ++who) {
    const std::string name = "p" + std::to_string(who);
    comparison.add(person("e" + name, name, scores_around(0, 8, rng)));
  }
  const auto rows = comparison.differences();
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].people_first + rows[0].people_second, 4u);
  EXPECT_EQ(rows[0].found.status, Status::too_short);
  EXPECT_FALSE(rows[0].p_holm);
  EXPECT_THROW(GroupTable(table({"subject", "group"}, {{"p0", "x"}, {"p0", "y"}})), InputError);
  EXPECT_THROW(GroupTable(table({"name", "group"}, {{"p0", "x"}})), InputError);
}

TEST(CohortComparison, PAreAdjustedOverAllRows) {
  CohortOptions options;
  options.measures = {"mean", "sd"};
  CohortComparison comparison(options);
  Rng rng(4);
  for (int call = 0; call < 24; ++call) {
    const std::string folder = call % 2 == 0 ? "a/" : "b/";
    comparison.add(person(folder + std::to_string(call), "A", scores_around(call % 2 == 0 ? 0 : 0.05, 12, rng)));
  }
  const auto rows = comparison.differences();
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[1].measure, "sd");
  for (const auto& row : rows) EXPECT_GE(row.p_holm.value(), row.found.p);
}

std::string refusal(const CohortComparison& comparison) {
  try {
    comparison.differences();
  } catch (const InputError& error) {
    return error.message();
  }
  return "no refusal";
}

/// `other` is the scale of folder b.
void add_scales(CohortComparison& comparison, const ScoreScale& other, double slope, double shift) {
  Rng rng(5);
  for (int call = 0; call < 40; ++call) {
    const bool in_b = call % 2 == 1;
    auto made = person((in_b ? "b/" : "a/") + std::to_string(call), "A", scores_around(0.2 * rng.normal(), 9, rng));
    if (in_b) {
      made.scale = other;
      for (double& score : made.series.scores) score = shift + slope * score;
    }
    comparison.add(made);
  }
}

TEST(CohortComparison, LevelsOfTwoScalesAreRefused) {
  const ScoreScale own{"lexicon@1", {}, "en", {}};
  for (const auto& [other, says] : std::vector<std::pair<ScoreScale, std::string>>{
           {{"linear@1", {}, "en", {}}, "a has lexicon@1, en; b has linear@1, en"},
           {{"lexicon@1", {}, "fr", {}}, "a has lexicon@1, en; b has lexicon@1, fr"},
           {{"lexicon@1", {}, "en", "meld"}, "no refusal"}}) {
    CohortComparison comparison({});
    add_scales(comparison, other, 1, 0);
    EXPECT_NE(refusal(comparison).find(says), std::string::npos) << refusal(comparison);
  }
  CohortComparison mixed({});
  add_scales(mixed, {"lexicon@1", {}, "fr", {}}, 1, 0);
  for (int call = 0; call < 3; ++call) mixed.add(person("b/e" + std::to_string(call), "A", {0.1, 0.2, 0.3}));
  EXPECT_NE(refusal(mixed).find("levels of one group cannot be compared"), std::string::npos) << refusal(mixed);
}

io::CsvDocument link_table(double slope, double shift) {
  Rng rng(6);
  std::vector<std::vector<std::string>> rows;
  for (int item = 0; item < 200; ++item) {
    const double score = rng.normal();
    rows.push_back({std::to_string(shift + slope * score + 0.05 * rng.normal()), std::to_string(score)});
  }
  return table({"linear", "lexicon"}, rows);
}

TEST(CohortComparison, ALinkPutsOneGroupOnTheOthersScale) {
  CohortOptions options;
  options.link = read_link(link_table(0.5, 0.3), {});
  CohortComparison comparison(options);
  add_scales(comparison, {"linear@1", {}, "en", {}}, 0.5, 0.3);
  const auto rows = comparison.differences();
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_TRUE(rows[0].is_linked);
  EXPECT_EQ(rows[0].source, "lexicon@1");
  EXPECT_GT(rows[0].found.p, 0.05);
  EXPECT_NEAR(rows[0].found.difference, 0, 0.15);
  CohortComparison other(options);
  add_scales(other, {"words@1", {}, "en", {}}, 0.5, 0.3);
  EXPECT_NE(refusal(other).find("the link goes from linear to lexicon"), std::string::npos) << refusal(other);
  options.measures = {"relative_sd"};
  EXPECT_THROW(CohortComparison{options}, ConfigError);
}

TEST(CohortComparison, SaysWhatIsMissing) {
  CohortComparison empty({});
  EXPECT_EQ(refusal(empty), "nothing here has a score");
  CohortComparison one({});
  one.add(person("a/1", "A", {0.1, 0.2, 0.3}));
  EXPECT_EQ(refusal(one), "nobody is in a group");
  CohortOptions by_subject;
  by_subject.by = GroupBy::subject;
  CohortComparison many(by_subject);
  for (int who = 0; who < 9; ++who) many.add(person("e", "p" + std::to_string(who), {0.1, 0.2, 0.3}));
  EXPECT_EQ(refusal(many), "9 groups; 8 is the most");
  CohortOptions unknown;
  unknown.measures = {"joy"};
  EXPECT_THROW(CohortComparison{unknown}, ConfigError);
}

}  // namespace
}  // namespace affect::understand::corpus
