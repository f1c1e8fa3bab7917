#include "affect/learn/data/gold_texts.h"

#include <cmath>
#include <set>

#include <gtest/gtest.h>

#include "affect/error.h"
#include "support/data.h"

namespace affect::io {
void register_all(Engine& engine);
}
namespace affect::learn {
namespace {

TEST(GoldTextsTest, ALanguageHasTheColumnsThatItKnows) {
  GoldTexts gold;
  gold.texts = {"a", "b", "c"};
  gold.ids = {"1", "2", "3"};
  gold.people = {"x", "y", "x"};
  gold.languages = {"en", "fr", "en"};
  gold.kinds = {"", "", "news"};
  gold.columns["t:both"] = {1, 0, 1};
  gold.columns["t:french"] = {std::nan(""), 1, std::nan("")};
  const auto english = gold.only_language("en");
  EXPECT_EQ(english.texts, (std::vector<std::string>{"a", "c"}));
  EXPECT_EQ(english.kinds, (std::vector<std::string>{"", "news"}));
  EXPECT_EQ(english.column("t:both"), (std::vector<double>{1, 1}));
  EXPECT_FALSE(english.has("t:french")) << "absent is not zero";
  EXPECT_TRUE(gold.only_language("fr").has("t:french"));
  EXPECT_EQ(gold.only_language("de").size(), 0u);
  EXPECT_THROW(gold.column("t:none"), ConfigError);
}

TEST(GoldTextsTest, FoldsDependOnTheKeyAlone) {
  std::size_t counts[5] = {};
  for (int i = 0; i < 5000; ++i) ++counts[fold_of("key " + std::to_string(i), 5)];
  for (const std::size_t count : counts) EXPECT_NEAR(static_cast<double>(count), 1000, 120);
  // The first 15 hexadecimal digits of the SHA-256 of "abc".
  EXPECT_EQ(fold_of("abc", 5), 0xba7816bf8f01cfeULL % 5);
}

class GoldTextsOfSets : public testing::Test {
 protected:
  GoldTextsOfSets() { io::register_all(engine_); }
  GoldTexts read(const char* set, const char* split) {
    return read_gold_texts(engine_, std::getenv("AFFECT_DATA"), set, split);
  }
  Engine engine_;
};

TEST_F(GoldTextsOfSets, EmoBankHasThreeViewsOfEachSentence) {
  AFFECT_NEEDS_DATA(folder, "text/emobank");
  const auto gold = read("emobank", "dev");
  EXPECT_EQ(gold.size(), 1000u);
  for (const std::string view : {"expressed", "evoked", "perceived"}) {
    for (const char* name : {"valence", "arousal", "dominance"}) {
      const auto& column = gold.column(view + ":" + name);
      ASSERT_EQ(column.size(), gold.size());
      for (const double value : column) EXPECT_TRUE(std::isnan(value) || (value >= -1 && value <= 1));
    }
  }
  EXPECT_GT(std::set<std::string>(gold.kinds.begin(), gold.kinds.end()).size(), 3u);
}

TEST_F(GoldTextsOfSets, WhatALanguageWasNotAskedIsAbsent) {
  AFFECT_NEEDS_DATA(folder, "text/semeval2025-task11");
  const auto gold = read("semeval2025", "track_a_dev");
  EXPECT_EQ(gold.size(), 8505u);
  EXPECT_FALSE(gold.only_language("en").has("ekman:disgust"));
  EXPECT_FALSE(gold.only_language("af").has("ekman:surprise"));
  EXPECT_TRUE(gold.only_language("de").has("ekman:disgust"));
  EXPECT_TRUE(read("semeval2025", "track_b_dev").has("ekman:joy:intensity"));
}

}  // namespace
}  // namespace affect::learn
