#include "affect/perceive/text/style_matching.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "affect/error.h"

namespace affect::perceive::text {
namespace {

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

class StyleMatchingTest : public testing::Test {
 protected:
  void say(const std::string& episode, const std::string& speaker, const std::string& text) {
    if (episode != episode_) {
      close();
      episode_ = episode;
      matching_.accept({episode, EpisodeInfo{}, {}});
    }
    Turn turn;
    turn.turn = number_++;
    turn.speaker = speaker;
    turn.text = text;
    matching_.accept({episode, turn, {}});
  }
  void close() {
    if (!episode_.empty()) matching_.accept({episode_, End{}, {}});
    episode_.clear();
  }
  std::vector<StylePair> pairs() {
    close();
    return matching_.pairs();
  }

  Engine engine_;
  StyleMatching matching_{shipped_dictionary(engine_, "function_words_en"), 1};
  std::string episode_;
  std::int64_t number_ = 0;
};

TEST(StyleMatch, IsThePapersFormula) {
  EXPECT_DOUBLE_EQ(style_match(4, 6), 1 - 2 / 10.0001);
  EXPECT_DOUBLE_EQ(style_match(0, 0), 1);
  StyleCounts a{100, {}}, b{200, {}};
  a.hits[2] = 4;
  b.hits[2] = 12;
  const auto matches = *style_matches(a, b);
  EXPECT_DOUBLE_EQ(matches[2], 1 - 2 / 10.0001) << "4 % and 6 %";
  EXPECT_DOUBLE_EQ(matches[0], 1);
  EXPECT_FALSE(style_matches(a, {}));
}

TEST_F(StyleMatchingTest, EqualStylesMatchAndShortOnesAreNotJudged) {
  say("talk", "Ann", repeated("I never saw the house and it was with us. ", 6));
  say("talk", "Bo", repeated("She never met a friend and this is for them. ", 6));
  say("talk", "Cy", "Hello.");
  const auto all = pairs();
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].a, "Ann");
  EXPECT_EQ(all[0].b, "Bo");
  ASSERT_TRUE(all[0].score);
  EXPECT_GT(*all[0].score, 0.9);
  EXPECT_FALSE(all[0].dealt) << "one turn each cannot be dealt anew";
  EXPECT_FALSE(all[0].strangers) << "there is one episode";
  EXPECT_EQ(all[1].status, Status::too_short);
  EXPECT_FALSE(all[1].score);
}

TEST_F(StyleMatchingTest, BaselinesStandBeside) {
  for (int i = 0; i < 10; ++i) {
    say("one", "Ann", "I think that I will not go, and you know it, so we stay with them.");
    say("one", "Bo", "Red brick house, old garden wall, green wooden door, grey slate roof today.");
  }
  for (const char* other : {"two", "three", "four"}) {
    say(other, std::string("Speaker ") + other, repeated("You see the road to the sea, it is far from here. ", 8));
  }
  const auto all = pairs();
  ASSERT_EQ(all.size(), 1u);
  const StylePair& pair = all.front();
  EXPECT_EQ(pair.stranger_pairs, 6u);
  ASSERT_TRUE(pair.score && pair.strangers && pair.dealt);
  EXPECT_LT(*pair.score, 0.5);
  EXPECT_GT(*pair.dealt, *pair.score + 0.2) << "mixed turns are of one style";
}

TEST_F(StyleMatchingTest, LongEpisodesAreDealtInPieces) {
  for (int i = 0; i < 9000; ++i) say("long", i % 2 == 0 ? "Ann" : "Bo", "I am in the garden.");
  const auto all = pairs();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].words_a, 4500u * 5);
  ASSERT_TRUE(all[0].dealt);
  EXPECT_DOUBLE_EQ(*all[0].dealt, 1);
}

TEST(StyleMatchingDictionary, MustHaveTheCategories) {
  Diagnostics diagnostics;
  const auto dictionary = parse_dictionary("word,category\na,joy\n", DictionaryFormat::table, "moods", diagnostics);
  EXPECT_THROW(StyleMatching(dictionary, 1), ConfigError);
}

}  // namespace
}  // namespace affect::perceive::text
