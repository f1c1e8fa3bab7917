#include "affect/io/terms.h"

#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>

#include "affect/finding.h"
#include "support/place.h"

namespace affect::io {
namespace {

const std::string kTerm =
    "[[terms]]\nname = \"drift\"\nkind = \"measure\"\nis = \"How far it goes.\"\ndocs = \"docs/measure.md\"\n";

std::string terms_error(const std::string& text) {
  const Engine engine;
  try {
    parse_terms(engine, text, "mine.toml");
  } catch (const ConfigError& problem) {
    return problem.what();
  }
  return "none";
}

bool has_term(const std::vector<Term>& terms, std::string_view name, TermKind kind) {
  return std::any_of(terms.begin(), terms.end(), [&](const Term& t) { return t.name == name && t.kind == kind; });
}

TEST(Terms, OfMeasuresSayHowToReadThem) {
  const Engine engine;
  const auto terms = read_terms(engine);
  EXPECT_GT(terms.size(), 100u);
  for (const Term& term : terms) {
    EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(test::source_dir()) / term.docs)) << term.name;
    if (term.kind != TermKind::measure) continue;
    for (const std::string* said : {&term.range, &term.read, &term.beware}) EXPECT_FALSE(said->empty()) << term.name;
  }
}

TEST(Terms, ThereIsOneForEveryNameOfAResult) {
  const Engine engine;
  const auto terms = read_terms(engine);
  for (auto p = Perspective::felt; p <= Perspective::intended; p = Perspective(static_cast<int>(p) + 1)) {
    EXPECT_TRUE(has_term(terms, to_string(p), TermKind::perspective)) << to_string(p);
  }
  for (auto s = Status::given; s <= Status::unknown; s = Status(static_cast<int>(s) + 1)) {
    EXPECT_TRUE(has_term(terms, to_string(s), TermKind::status)) << to_string(s);
  }
  for (const Grade g : {Grade::significant, Grade::candidate}) {
    EXPECT_TRUE(has_term(terms, to_string(g), TermKind::grade)) << to_string(g);
  }
  for (const Dimension d : {Dimension::valence, Dimension::arousal, Dimension::dominance}) {
    EXPECT_TRUE(has_term(terms, to_string(d), TermKind::concept_)) << to_string(d);
  }
}

TEST(Terms, SaysWhereTheFileIsWrong) {
  EXPECT_EQ(terms_error(kTerm), "none");
  EXPECT_NE(terms_error(kTerm + kTerm).find("mine.toml:7:8: term drift stands twice"), std::string::npos);
  EXPECT_NE(terms_error(kTerm + "colour = \"red\"\n").find("a term has no key \"colour\""), std::string::npos);
  EXPECT_NE(terms_error(kTerm + "references = [\"nobody\"]\n").find("mine.toml:6:14"), std::string::npos);
  std::string text = kTerm;
  text.replace(text.find("measure"), 7, "measured");
  EXPECT_NE(terms_error(text).find("mine.toml:3:8"), std::string::npos);
}

}  // namespace
}  // namespace affect::io
