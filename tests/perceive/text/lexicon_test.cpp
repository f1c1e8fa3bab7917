#include "affect/perceive/text/lexicon.h"

#include <chrono>
#include <cmath>
#include <numeric>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "affect/engine.h"

namespace affect::perceive::text {
namespace {

constexpr std::string_view kTexts[] = {
    "VADER is VERY SMART, uber handsome, and FRIGGIN FUNNY!!!",
    "The plot was good, but the characters are uncompelling and the dialog is not great.",
    "Not bad at all 😂😂 ❤️ — “wonderful”, isn’t it???",
    "good bad good bad!!!! ??",
    "Ça va très mal, mais j'adore les gens",
};

class LexiconTest : public testing::Test {
 protected:
  std::vector<LexiconScorer> scorers() {
    std::vector<LexiconScorer> all;
    all.emplace_back(Lexicon::vader(engine_, Lexicon::Rules::vader));
    all.emplace_back(Lexicon::vader(engine_, Lexicon::Rules::mended));
    for (const auto* language : {"en", "fr", "da", "sv", "fi"}) all.emplace_back(Lexicon::afinn(engine_, language));
    return all;
  }
  Engine engine_;
};

TEST_F(LexiconTest, WordsAddUpAndLieInTheText) {
  for (auto& scorer : scorers()) {
    for (const auto text : kTexts) {
      const auto& score = scorer.score(text);
      double sum = 0;
      for (const auto& word : score.words) {
        sum += word.weight;
        ASSERT_LT(word.bytes.begin, word.bytes.end);
        ASSERT_LE(word.bytes.end, text.size());
        EXPECT_EQ(word.word, text.substr(word.bytes.begin, word.bytes.end - word.bytes.begin));
      }
      EXPECT_NEAR(sum, score.valence, 1e-9) << text;
    }
  }
}

TEST_F(LexiconTest, NamesTheWordsAndTheirSign) {
  LexiconScorer scorer(Lexicon::vader(engine_, Lexicon::Rules::mended));
  const auto& score = scorer.score("I love it, I hate that!");
  ASSERT_EQ(score.words.size(), 3u);
  EXPECT_EQ(score.words[0].word, "love");
  EXPECT_GT(score.words[0].weight, 0);
  EXPECT_EQ(score.words[1].word, "hate");
  EXPECT_LT(score.words[1].weight, 0);
  EXPECT_EQ(score.words[2].word, "!");
}

TEST_F(LexiconTest, EmojiRangesHoldInParityToo) {
  LexiconScorer scorer(Lexicon::vader(engine_, Lexicon::Rules::vader));
  const std::string_view text = "so 😂good 😁";
  const auto& score = scorer.score(text);
  ASSERT_GE(score.words.size(), 2u);
  EXPECT_EQ(score.words.front().word, "😂");
  EXPECT_EQ(score.words.back().word, "😁");
}

TEST_F(LexiconTest, TheEmptyTextKnowsNothing) {
  for (auto& scorer : scorers()) {
    for (const auto* text : {"", " \n\t", "!!!", "qwzx"}) {
      const auto& score = scorer.score(text);
      EXPECT_EQ(score.valence, 0);
      EXPECT_EQ(score.known_words, 0u);
      EXPECT_TRUE(score.words.empty());
    }
  }
}

TEST_F(LexiconTest, BytesThatAreNoUtf8ArePassedOver) {
  for (auto& scorer : scorers()) {
    for (const std::string_view text :
         {"\xFF good \xC3", "good\xF0\x9F\x98", "\xE2\x80", "\xED\xA0\x80 good", "\xC0\xAF"}) {
      EXPECT_TRUE(std::isfinite(scorer.score(text).valence));
    }
  }
  LexiconScorer scorer(Lexicon::vader(engine_, Lexicon::Rules::mended));
  EXPECT_GT(scorer.score("\xFFgood\xFF").valence, 0.3);
}

TEST_F(LexiconTest, TimeIsLinearInTheText) {
  const std::string_view pieces[] = {"good ",         "but good ", "!",    "a",  "not ",    "😂",
                                     "❤\uFE0F\u200D", "goood",     ":(",   "'",  "n't",     "no ",
                                     "the worst ",    "-",         "\xFF", "@a", "http://", "so this "};
  for (auto& scorer : scorers()) {
    for (const auto piece : pieces) {
      std::string text;
      while (text.size() < 300'000) text += piece;
      const auto start = std::chrono::steady_clock::now();
      const auto& score = scorer.score(text);
      EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(4)) << piece;
      EXPECT_LE(std::abs(score.valence), 1);
    }
  }
}

TEST_F(LexiconTest, OneLexiconServesManyThreads) {
  const auto lexicon = Lexicon::vader(engine_, Lexicon::Rules::mended);
  std::vector<double> sums(4);
  std::vector<std::thread> threads;
  for (auto& sum : sums) {
    threads.emplace_back([&lexicon, &sum] {
      LexiconScorer scorer(lexicon);
      for (int i = 0; i < 200; ++i) {
        for (const auto text : kTexts) sum += scorer.score(text).valence;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  for (const auto sum : sums) EXPECT_EQ(sum, sums[0]);
}

TEST_F(LexiconTest, AfinnKnowsItsLanguages) {
  const auto valence = [&](const char* language, std::string_view text) {
    return LexiconScorer(Lexicon::afinn(engine_, language)).score(text).valence;
  };
  EXPECT_GT(valence("en", "This is utterly excellent!"), 0.4);
  EXPECT_GT(valence("fr", "C'est magnifique, j'adore"), 0.3);
  EXPECT_LT(valence("fr", "Je déteste l'ennui"), -0.3);
  EXPECT_GT(valence("da", "Det er bare vidunderligt"), 0.3);
  EXPECT_GT(valence("sv", "Maten är underbar"), 0.3);
  EXPECT_LT(valence("fi", "Tämä on kauhea"), -0.3);
  EXPECT_THROW(Lexicon::afinn(engine_, "de"), ConfigError);
}

TEST_F(LexiconTest, AfinnNegates) {
  const auto valence = [&](const char* language, std::string_view text) {
    return LexiconScorer(Lexicon::afinn(engine_, language)).score(text).valence;
  };
  EXPECT_LT(valence("en", "This is not excellent"), 0);
  EXPECT_LT(valence("fr", "Ce n'est pas bon"), 0);
  EXPECT_LT(valence("fr", "Je n’adore pas ça"), 0);
  EXPECT_LT(valence("sv", "Jag älskar inte det"), 0);
  EXPECT_LT(valence("da", "Jeg elsker ikke det"), 0);
}

TEST_F(LexiconTest, AfinnFindsPhrases) {
  LexiconScorer scorer(Lexicon::afinn(engine_, "fr"));
  const auto& score = scorer.score("Elle est mal à l'aise ici");
  ASSERT_EQ(score.words.size(), 1u);
  EXPECT_EQ(score.words[0].word, "mal à l'aise");
}

TEST_F(LexiconTest, ALongFamiliarListIsTheConfigurationsOwn) {
  Engine::Configuration configuration;
  configuration.data["lexicons/vader_lexicon.txt"] = "blorf\t3.0\n";
  const Engine engine(configuration);
  EXPECT_GT(LexiconScorer(Lexicon::vader(engine, Lexicon::Rules::vader)).score("what a blorf").valence, 0.3);
  Engine::Configuration broken;
  broken.data["lexicons/vader_lexicon.txt"] = "blorf\tmuch\n";
  const Engine bad(broken);
  EXPECT_THROW(Lexicon::vader(bad, Lexicon::Rules::vader), ConfigError);
}

}  // namespace
}  // namespace affect::perceive::text
