// The known faults of VADER, one test each: what the parity rules say, and what the default rules say instead.
#include <cmath>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "affect/engine.h"
#include "affect/perceive/text/lexicon.h"

namespace affect::perceive::text {
namespace {

class LexiconFaults : public testing::Test {
 protected:
  double vader(std::string_view text) { return vader_.score(text).valence; }
  double mended(std::string_view text) { return mended_.score(text).valence; }
  std::size_t known(std::string_view text) { return mended_.score(text).known_words; }

  Engine engine_;
  LexiconScorer vader_{Lexicon::vader(engine_, Lexicon::Rules::vader)};
  LexiconScorer mended_{Lexicon::vader(engine_, Lexicon::Rules::mended)};
};

TEST_F(LexiconFaults, ALongTextDoesNotRunToOne) {
  const std::string sentence = "We took the road along the river and it was nice to walk there in the morning light . ";
  std::string text;
  for (int i = 0; i < 200; ++i) text += sentence;
  EXPECT_GT(vader(text), 0.99);
  EXPECT_LT(mended(text), 0.55);
  EXPECT_NEAR(mended(text), mended(sentence), 0.1);
}

TEST_F(LexiconFaults, AShortSentenceKeepsItsScore) {
  for (const auto* text :
       {"VADER is smart, handsome, and funny.", "Today SUX!", "The book was good.", "A terrible day"}) {
    EXPECT_NEAR(mended(text), vader(text), 1e-3) << text;
  }
}

TEST_F(LexiconFaults, NotTheWorstIsFaintPraise) {
  EXPECT_GT(vader("It was not the worst film."), 0.5);
  EXPECT_GT(mended("It was not the worst film."), 0.05);
  EXPECT_LT(mended("It was not the worst film."), 0.3);
  EXPECT_LT(mended("It isn't the worst."), 0.3);
  EXPECT_LT(mended("It was not the best film."), -0.05);
  EXPECT_GT(mended("It was not the best film."), -0.3);
}

TEST_F(LexiconFaults, NoProblemIsACourtesy) {
  for (const auto* text : {"No problem", "no problem!", "No problem at all.", "Not a problem"}) {
    EXPECT_GT(mended(text), 0.1) << text;
    EXPECT_LT(mended(text), 0.3) << text;
  }
  EXPECT_LT(mended("That is a problem"), -0.3);
}

TEST_F(LexiconFaults, NoWorriesAndItsKin) {
  EXPECT_LT(vader("It is no big deal and no trouble whatsoever"), 0.1);
  for (const auto* text :
       {"no worries", "No worries mate.", "no big deal", "Don't worry", "no hard feelings", "no harm done"}) {
    EXPECT_GT(mended(text), 0.05) << text;
    EXPECT_LT(mended(text), 0.4) << text;
  }
}

TEST_F(LexiconFaults, CannotComplainAndCannotWaitArePositive) {
  EXPECT_GT(mended("I can't complain"), 0.2);
  EXPECT_GT(mended("I can’t wait to see you"), 0.3);
  EXPECT_LT(mended("I can't stand this"), -0.3);
  EXPECT_EQ(vader("I can't stand this"), 0.0) << "a key of two words is never found by VADER";
}

TEST_F(LexiconFaults, CurlyAndMisreadApostrophesNegate) {
  const double straight = mended("This isn't good");
  EXPECT_LT(straight, 0);
  EXPECT_GT(vader("This isn’t good"), 0);
  EXPECT_DOUBLE_EQ(mended("This isn’t good"), straight);
  EXPECT_DOUBLE_EQ(mended("This isnʼt good"), straight);
  EXPECT_DOUBLE_EQ(mended("This isn\xC2\x92t good"), straight) << "C1 control, a Windows-1252 apostrophe";
}

TEST_F(LexiconFaults, NegationEndsWithTheClause) {
  EXPECT_LT(vader("I do not. Great idea"), 0);
  EXPECT_GT(mended("I do not. Great idea"), 0.3);
  EXPECT_GT(mended("Not now - great idea"), 0.3);
  EXPECT_GT(mended("No, great idea"), 0.3);
  EXPECT_LT(mended("not smart, handsome"), 0) << "a list stays negated";
}

TEST_F(LexiconFaults, StretchedWordsAreKnown) {
  EXPECT_EQ(vader("soooo goood"), 0.0);
  EXPECT_GT(mended("soooo goood"), mended("so good"));
  EXPECT_LT(mended("I haaaate it"), -0.3);
}

TEST_F(LexiconFaults, PrettyBadIsBad) {
  EXPECT_GT(vader("pretty bad"), -0.1);
  EXPECT_LT(mended("pretty bad"), mended("bad"));
  EXPECT_LT(mended("super sad"), mended("sad"));
  EXPECT_GT(mended("a pretty house"), 0.3);
}

TEST_F(LexiconFaults, KindOfDampensBothWays) {
  EXPECT_LT(vader("It is really sort of awful"), vader("It is really awful"));
  EXPECT_GT(mended("It is sort of awful"), mended("It is awful"));
  EXPECT_LT(mended("It is kind of nice"), mended("It is nice"));
  EXPECT_LT(mended("kind of nice"), mended("nice")) << "also where the text begins with it";
}

TEST_F(LexiconFaults, LikeComparesAndLikes) {
  EXPECT_GT(vader("it feels like rain"), 0.3);
  EXPECT_EQ(mended("it feels like rain"), 0.0);
  EXPECT_GT(mended("I like rain"), 0.3);
}

TEST_F(LexiconFaults, ButReachesOverItsOwnSentenceOnly) {
  const double alone = mended("The food was good.");
  EXPECT_GT(vader("I came but left. The food was good."), vader("The food was good."));
  EXPECT_NEAR(mended("I came but left. The food was good."), alone, 1e-9);
  EXPECT_LT(mended("The food was good but the service was bad."), 0);
}

TEST_F(LexiconFaults, ButWeighsEqualWordsAlike) {
  // VADER looks a value up by its first equal, so that of two equal words one is halved twice and one never.
  const auto& score = mended_.score("good food and good wine but noise");
  ASSERT_EQ(score.words.size(), 2u);
  EXPECT_DOUBLE_EQ(score.words[0].weight, score.words[1].weight);
  const auto& parity = vader_.score("good food and good wine but noise");
  ASSERT_EQ(parity.words.size(), 2u);
  EXPECT_NE(parity.words[0].weight, parity.words[1].weight);
}

TEST_F(LexiconFaults, EmojiNeedsNoSpace) {
  EXPECT_EQ(vader("😍good"), vader("😍")) << "written out, the last word of the name runs into the next";
  EXPECT_GT(mended("😍good"), mended("😍"));
  EXPECT_DOUBLE_EQ(mended("good😍"), mended("good 😍"));
  EXPECT_DOUBLE_EQ(mended("😍,good"), mended("good 😍"));
  EXPECT_GT(mended("😍😘"), mended("😍"));
}

TEST_F(LexiconFaults, VariationSelectorsAndSkinTonesAreSeenThrough) {
  EXPECT_EQ(vader("❤\uFE0F"), 0.0);
  EXPECT_GT(mended("❤\uFE0F"), 0.3);
  EXPECT_DOUBLE_EQ(mended("❤\uFE0F"), mended("❤"));
  EXPECT_GT(mended("👍🏽"), 0.3);
  EXPECT_DOUBLE_EQ(mended("👍🏽"), mended("👍"));
}

TEST_F(LexiconFaults, JoinedEmojiIsOneSign) {
  for (const std::string_view text : {"❤\uFE0F\u200D🔥", "👩\u200D❤\uFE0F\u200D💋\u200D👨", "🤦🏽\u200D♀\uFE0F"}) {
    const auto& score = mended_.score(text);
    ASSERT_EQ(score.words.size(), 1u) << text;
    EXPECT_EQ(score.words[0].bytes, (ByteRange{0, text.size()})) << text;
  }
  EXPECT_LT(mended("🤦🏽\u200D♀\uFE0F"), 0) << "a joined sign that is not listed is known by its first part";
}

TEST_F(LexiconFaults, EmojiWhoseNamesMislead) {
  EXPECT_GT(vader("💔"), 0);
  EXPECT_LT(mended("💔"), -0.4);
  EXPECT_EQ(vader("👍"), 0.0);
  EXPECT_GT(mended("👍"), 0.3);
}

TEST_F(LexiconFaults, RepeatedEmojiFadeOut) {
  EXPECT_GT(vader("😍😍😍😍😍😍😍😍😍😍"), 0.98);
  EXPECT_GT(mended("😍😍"), mended("😍"));
  EXPECT_LT(mended("😍😍😍😍😍😍😍😍😍😍"), 0.86);
}

TEST_F(LexiconFaults, EmoticonsAtPunctuation) {
  EXPECT_EQ(vader("See you :)."), 0.0);
  EXPECT_GT(mended("See you :)."), 0.3);
  EXPECT_GT(mended("See you:)"), 0.3);
  EXPECT_EQ(known("note:(see below) at 8:30, 2:3, http://example.org/"), 0u);
}

TEST_F(LexiconFaults, WordsEndAtPunctuation) {
  EXPECT_EQ(vader("good/bad...great,terrible"), 0.0);
  EXPECT_EQ(known("good/bad...great,terrible"), 4u);
}

TEST_F(LexiconFaults, AddressesAndNamesAreNoFeelings) {
  EXPECT_NE(vader("@happy http://love.example"), 0.0);
  EXPECT_EQ(known("@happy http://love.example"), 0u);
  EXPECT_EQ(known("#happy"), 1u);
}

TEST_F(LexiconFaults, NotOnlyDoesNotNegate) {
  EXPECT_LT(vader("not only good"), 0);
  EXPECT_GT(mended("not only good"), 0.3);
  EXPECT_GT(mended("no doubt great"), 0.3);
}

}  // namespace
}  // namespace affect::perceive::text
