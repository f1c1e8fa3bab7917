#include <cmath>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "affect/error.h"
#include "affect/perceive/text/emotion_model.h"
#include "affect/perceive/text/language.h"
#include "perceive/text/tiny_emotion_model.h"

namespace affect::perceive::text {
namespace {

const std::vector<std::string> kThree{"language:aa", "language:bb", "language:cc"};

std::shared_ptr<const model::Safetensors> file_of(const std::string& bytes) {
  return model::Safetensors::of(std::as_bytes(std::span(bytes)), "tiny");
}

TEST(LanguageIdentifierTest, TheBestIsTheLargestLogit) {
  const auto bytes = tiny_model({{.name = "language", .heads = kThree}, {.name = "language_short", .heads = kThree}});
  LanguageIdentifier identifier(file_of(bytes));
  EXPECT_EQ(identifier.languages(), (std::vector<std::string>{"aa", "bb", "cc"}));
  std::set<std::string> seen;
  for (const std::string_view text :
       {"one", "two three", "a much longer text than the others, which goes on until it is long enough to be whole",
        "ሰላም ነው", "你好", "so it goes", "and on", "and on and on"}) {
    const auto guess = identifier.identify(text);
    const auto logits = identifier.logits();
    ASSERT_EQ(logits.size(), 3u);
    const auto best = static_cast<std::size_t>(std::max_element(logits.begin(), logits.end()) - logits.begin());
    EXPECT_EQ(guess.best, identifier.languages()[best]);
    EXPECT_NEAR(guess.probability, 1 / (1 + std::exp(-logits[best])), 1e-12);
    EXPECT_TRUE(guess.language.empty() || guess.language == guess.best);
    seen.emplace(guess.best);
    Ngrams ngrams;
    ngrams.read(text);
    const double before = guess.probability;
    EXPECT_EQ(identifier.identify(ngrams).probability, before);
  }
  EXPECT_GT(seen.size(), 1u);
}

TEST(LanguageIdentifierTest, UnknownIsAnAnswer) {
  const auto bytes = tiny_model({{.name = "language", .heads = kThree}, {.name = "language_short", .heads = kThree}});
  LanguageIdentifier identifier(file_of(bytes));
  for (const std::string_view text : {"", "  ", "\xFF\xFE"}) {
    const auto guess = identifier.identify(text);
    EXPECT_TRUE(guess.language.empty());
    EXPECT_TRUE(guess.best.empty());
    EXPECT_EQ(guess.probability, 0);
  }
  const std::vector<double> sure{-9, 9, -9}, unsure{-9, -8, -9};
  for (const double features : {10.0, 1000.0}) {
    EXPECT_EQ(identifier.guess(sure, features).language, "bb");
    EXPECT_EQ(identifier.guess(unsure, features).language, "");
    EXPECT_EQ(identifier.guess(unsure, features).best, "bb");
  }
}

TEST(LanguageIdentifierTest, WhatIsNotWholeIsRefused) {
  const std::vector<std::string> short_names{"a", "b", "c"}, others{"language:aa", "language:bb", "language:dd"};
  const TinyTable whole{.name = "language", .heads = kThree}, brief{.name = "language_short", .heads = kThree};
  const auto refused = [](const std::vector<TinyTable>& tables) {
    const auto bytes = tiny_model(tables);
    EXPECT_THROW(LanguageIdentifier{file_of(bytes)}, ModelError);
  };
  refused({});
  refused({whole});
  refused({brief});
  refused({{.name = "language", .heads = short_names}, {.name = "language_short", .heads = short_names}});
  refused({whole, {.name = "language_short", .heads = others}});
}

class TrainedLanguages : public testing::Test {
 protected:
  void SetUp() override { identifier_.emplace(open_emotion_text(engine_)); }
  const Engine engine_;
  std::optional<LanguageIdentifier> identifier_;
};

// Written for this test.
TEST_F(TrainedLanguages, PlainSentences) {
  const std::pair<std::string_view, std::string_view> sentences[] = {
      {"en", "We went down to the river and waited for the boat until it was dark."},
      {"fr", "Je ne sais pas pourquoi il est parti sans dire au revoir à sa mère."},
      {"de", "Gestern haben wir den ganzen Nachmittag im Garten gesessen und geredet."},
      {"es", "Ayer estuvimos toda la tarde en el jardín hablando de nuestras cosas."},
      {"ru", "Вчера мы весь день сидели в саду и разговаривали о жизни."},
      {"uk", "Учора ми цілий день сиділи в саду й розмовляли про життя."},
      {"sv", "Igår satt vi hela eftermiddagen i trädgården och pratade om allt möjligt."},
      {"ro", "Ieri am stat toată după-amiaza în grădină și am vorbit despre viață."},
      {"zh", "昨天下午我们一直坐在花园里聊天，谁也不想回家。"},
      {"hi", "कल हम पूरी दोपहर बगीचे में बैठकर बातें करते रहे।"},
      {"am", "ትናንት ከሰዓት በኋላ በአትክልቱ ቦታ ተቀምጠን ስናወራ ነበር።"},
      {"af", "Gister het ons die hele middag in die tuin gesit en gesels."},
      {"sw", "Jana tulikaa bustanini mchana kutwa tukizungumza na marafiki."},
  };
  for (const auto& [language, text] : sentences) EXPECT_EQ(identifier_->identify(text).best, language) << text;
}

TEST_F(TrainedLanguages, HasThoseOfTheModel) {
  EXPECT_EQ(identifier_->languages().size(), 29u);
  for (const std::string& language : identifier_->languages()) EXPECT_NO_THROW(EmotionModel::open(engine_, language));
}

TEST_F(TrainedLanguages, NothingToReadIsUnknown) {
  EXPECT_TRUE(identifier_->identify("").language.empty());
  EXPECT_TRUE(identifier_->identify("\xFF").language.empty());
}

}  // namespace
}  // namespace affect::perceive::text
