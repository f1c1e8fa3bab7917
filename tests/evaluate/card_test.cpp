#include "affect/evaluate/card.h"

#include <set>
#include <string>

#include <gtest/gtest.h>

#include "affect/error.h"
#include "affect/evaluate/results.h"
#include "affect/evaluate/system.h"

namespace affect::evaluate {
void register_all(Engine& engine);
namespace {

const std::string kPlanned = R"(number = 7
name = "example"
title = "A Title"
room = "perceive/text"
contribution = "One line."
tasks = ["sentiment"]
methods = ["corpus"]
parts = []
data = "Some."
metric = "Macro-F1."
protocol = "Beside the majority."
differences = []
status = "planned"
)";

std::string with(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

ConfigError fault_of(const std::string& text, const std::string& file = "systems/007-example.toml") {
  try {
    read_card(text, file);
  } catch (const ConfigError& error) {
    return error;
  }
  ADD_FAILURE() << "accepted:\n" << text;
  return ConfigError("");
}

TEST(Card, ReadsEveryKey) {
  std::string text = with(kPlanned, "parts = []", "system = \"example\"\nparts = [\"lexicon\"]");
  text = with(text, "differences = []", "differences = [\"Other data.\"]");
  text = with(text, "\"planned\"", "\"partial\"");
  text += "[[published]]\nname = \"F1\"\nvalue = 88\nunit = \"%\"\nwhere = \"table 2\"\nrecalled = true\n";
  const Card card = read_card(text, "systems/007-example.toml");
  EXPECT_EQ(card.id(), "007");
  EXPECT_EQ(card.status, CardStatus::partial);
  EXPECT_EQ(card.parts, std::vector<std::string>{"lexicon"});
  EXPECT_EQ(card.tasks, std::vector<std::string>{"sentiment"});
  EXPECT_EQ(card.methods, std::vector<std::string>{"corpus"});
  EXPECT_EQ(card.differences, std::vector<std::string>{"Other data."});
  ASSERT_EQ(card.published.size(), 1u);
  EXPECT_EQ(card.published[0].value, 88);
  EXPECT_TRUE(card.published[0].recalled);
}

TEST(Card, TheSchemaIsACardItself) {
  const Engine engine;
  const Card card = read_card(engine.data("schema/card.toml"), "systems/001-example.toml");
  EXPECT_EQ(card.status, CardStatus::partial);
  EXPECT_EQ(card.published.size(), 1u);
}

TEST(Card, NamesTheLineOfAFault) {
  const auto unknown = fault_of(with(kPlanned, "metric =", "metrik ="));
  EXPECT_NE(unknown.message().find("\"metric\" is missing"), std::string::npos);
  const auto extra = fault_of(kPlanned + "ours = 0.5\n");
  EXPECT_EQ(extra.place().line, 14u);
  EXPECT_NE(extra.message().find("no key \"ours\""), std::string::npos);
  const auto status = fault_of(with(kPlanned, "\"planned\"", "\"done\""));
  EXPECT_EQ(status.place().line, 13u);
  EXPECT_EQ(status.place().file, "systems/007-example.toml");
  EXPECT_EQ(fault_of(with(kPlanned, "title = \"A Title\"", "title = ")).place().line, 3u);
  EXPECT_EQ(fault_of(with(kPlanned, "data = \"Some.\"", "data = 3")).place().line, 9u);
}

TEST(Card, RefusesWhatContradictsItself) {
  EXPECT_NE(fault_of(kPlanned, "systems/008-example.toml").message().find("007-example.toml"), std::string::npos);
  fault_of(with(kPlanned, "number = 7", "number = 120"));
  fault_of(with(kPlanned, "number = 7", "number = 7.5"));
  fault_of(with(kPlanned, "parts = []", "parts = [\"lexicon\"]"));
  fault_of(with(kPlanned, "\"planned\"", "\"works\""));
  fault_of(kPlanned + "[[published]]\nname = \"F1\"\nvalue = \"88\"\nwhere = \"table\"\n");
  fault_of(with(kPlanned, "contribution = \"One line.\"", "contribution = \"\""));
  fault_of(with(kPlanned, "tasks = [\"sentiment\"]\n", ""));
  fault_of(with(kPlanned, "methods = [\"corpus\"]", "methods = []"));
}

TEST(Cards, ThereIsOneForEverySystem) {
  const Engine engine;
  const auto cards = read_cards(engine);
  ASSERT_EQ(cards.size(), 119u);
  std::set<std::string> names, lines;
  for (std::size_t i = 0; i < cards.size(); ++i) {
    EXPECT_EQ(cards[i].number, static_cast<int>(i + 1));
    EXPECT_TRUE(names.insert(cards[i].name).second) << cards[i].name;
    EXPECT_TRUE(lines.insert(cards[i].contribution).second) << cards[i].name;
    EXPECT_EQ(cards[i].contribution.find('\n'), std::string::npos) << cards[i].name;
  }
}

TEST(Cards, WhatIsNotPlannedCanBeRunAndIsMeasured) {
  Engine engine;
  register_all(engine);
  for (const Card& card : read_cards(engine)) {
    if (card.status == CardStatus::planned) {
      EXPECT_FALSE(find_result(engine, card).has_value()) << card.name;
      continue;
    }
    EXPECT_NO_THROW(engine.find<System>(card.system)) << card.name;
    EXPECT_TRUE(find_result(engine, card).has_value()) << card.name;
  }
}

TEST(Cards, AreFoundByNumberAndName) {
  const Engine engine;
  EXPECT_EQ(find_card(engine, "21").name, "emotionlines");
  EXPECT_EQ(find_card(engine, "021").name, "emotionlines");
  EXPECT_EQ(find_card(engine, "emotionlines").number, 21);
  EXPECT_THROW(find_card(engine, "120"), ConfigError);
  try {
    find_card(engine, "emotionline");
    FAIL();
  } catch (const ConfigError& error) {
    EXPECT_NE(error.hint().find("emotionlines"), std::string::npos);
  }
}

TEST(Cards, MayBeReplacedByTheConfiguration) {
  Engine::Configuration configuration;
  configuration.data["systems/007-videmo.toml"] = with(kPlanned, "\"example\"", "\"videmo\"");
  const Engine engine(std::move(configuration));
  EXPECT_EQ(find_card(engine, "7").title, "A Title");
}

TEST(Cards, PlannedOnesSayThatThereIsNothingToRun) {
  const Engine engine;
  Diagnostics diagnostics;
  EXPECT_THROW(run_card(engine, find_card(engine, "1"), {}, diagnostics), ConfigError);
}

}  // namespace
}  // namespace affect::evaluate
