#include "core/cited_work.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "affect/engine.h"
#include "core/bibliography.h"

namespace affect {
namespace {

TEST(CitedWork, SaysAuthorYearTitleAndVenue) {
  const CitedWork work = cited_work(
      "@article{ay,\n  author  = {{\\AA}gren, Siem Jan and Yb{\\'a}{\\~n}ez, J.-P.},\n  title   = {A {BIG} end},\n"
      "  journal = {Paper \\& Pen},\n  volume  = {8},\n  number  = {1},\n  pages   = {2--4},\n  year    = {2014},\n"
      "  doi     = {10.1/x_y}\n}\n");
  EXPECT_EQ(work.cited, "Ågren and Ybáñez 2014");
  EXPECT_EQ(work.text, "Ågren, S. J. and Ybáñez, J. P. (2014). A BIG end. Paper & Pen, 8(1), 2–4.");
  EXPECT_EQ(work.doi, "10.1/x_y");
}

TEST(CitedWork, ShortensManyAuthorsAndKeepsOrganizationsWhole) {
  const auto cited = [](const std::string& authors) {
    return cited_work("@misc{k,\n  author = {" + authors + "},\n  year = {1999}\n}\n").cited;
  };
  EXPECT_EQ(cited("Ann, A. and Bo, B. and Cy, C."), "Ann et al. 1999");
  EXPECT_EQ(cited("Ann, A. and others"), "Ann et al. 1999");
  EXPECT_EQ(cited("{Office of Pens, Paper and Ink}"), "Office of Pens, Paper and Ink 1999");
}

TEST(CitedWork, WithoutAnAuthorTheTitleStandsForIt) {
  const CitedWork work = cited_work("@software{k,\n  title = {{Pen}},\n  version = {0.1}\n}\n");
  EXPECT_EQ(work.cited, "Pen");
  EXPECT_EQ(work.text, "Pen. version 0.1.");
  EXPECT_EQ(cited_work("").text, "");
  EXPECT_EQ(cited_work("@misc{k, author = {Ann").cited, "Ann");
}

TEST(CitedWork, EveryPaperOnFileCanBeRead) {
  const Engine engine;
  const Bibliography papers(engine.data("references.bib"));
  for (const auto& [key, bibtex] : papers.entries()) {
    const CitedWork work = cited_work(bibtex);
    ASSERT_GT(work.cited.size(), 6u) << key;
    EXPECT_TRUE(std::all_of(work.cited.end() - 4, work.cited.end(), [](char c) { return c >= '0' && c <= '9'; }))
        << key << ": " << work.cited;
    EXPECT_GE(std::count(work.text.begin(), work.text.end(), '.'), 3) << key << ": " << work.text;
    EXPECT_EQ((work.cited + work.text + work.doi).find_first_of("{}\\"), std::string::npos) << work.text;
  }
}

}  // namespace
}  // namespace affect
