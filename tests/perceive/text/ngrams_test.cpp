#include "affect/perceive/text/ngrams.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>
#include <string>

#include <gtest/gtest.h>

#include "perceive/text/unicode.h"

namespace affect::perceive::text {
namespace {

std::vector<std::string> tokens_of(std::string_view text) {
  Ngrams ngrams;
  ngrams.read(text);
  std::vector<std::string> tokens;
  for (const auto& token : ngrams.tokens()) {
    tokens.emplace_back(text.substr(token.bytes.begin, token.bytes.end - token.bytes.begin));
  }
  return tokens;
}

using Hashes = std::vector<std::uint32_t>;
struct Features {
  Hashes words, characters;
  bool operator==(const Features&) const = default;
};
Features features_of(std::string_view text) {
  Ngrams ngrams;
  ngrams.read(text);
  return {{ngrams.words().begin(), ngrams.words().end()}, {ngrams.characters().begin(), ngrams.characters().end()}};
}

/// How many runs of 2 to 5 characters a token of so many has between its two spaces.
std::size_t runs_of(std::size_t length) {
  std::size_t runs = 0;
  for (std::size_t n = 2; n <= 5; ++n) runs += length + 2 >= n ? length + 2 - n + 1 : 0;
  return runs;
}

using Words = std::vector<std::string>;

TEST(NgramsTest, TokensAreWordsAndSigns) {
  EXPECT_EQ(tokens_of("I can't wait!"), (Words{"I", "can't", "wait", "!"}));
  EXPECT_EQ(tokens_of("a well-known, 2nd-rate plan..."),
            (Words{"a", "well-known", ",", "2nd-rate", "plan", ".", ".", "."}));
  EXPECT_EQ(tokens_of("'quoted' -- rock'n'roll- don\xE2\x80\x99t"),
            (Words{"'", "quoted", "'", "-", "-", "rock'n'roll", "-", "don\xE2\x80\x99t"}));
  EXPECT_EQ(tokens_of("a@b #tag \"x\""), (Words{"a", "@", "b", "#", "tag", "\"", "x", "\""}));
  EXPECT_EQ(tokens_of(""), Words{});
  EXPECT_EQ(tokens_of(" \t\r\n\xC2\xA0\xE3\x80\x80"), Words{});
}

Words negated_in(std::string_view text) {
  Ngrams ngrams;
  ngrams.read(text);
  Words words;
  for (const auto& token : ngrams.tokens()) {
    if (token.negated) words.emplace_back(text.substr(token.bytes.begin, token.bytes.end - token.bytes.begin));
  }
  EXPECT_EQ(ngrams.negated_words().size(), words.size());
  return words;
}

TEST(NgramsTest, ANegatorReachesThreeWordsInItsClause) {
  EXPECT_EQ(negated_in("The food was not bad at all."), (Words{"bad", "at", "all"}));
  EXPECT_EQ(negated_in("NOBODY was really very badly hurt"), (Words{"was", "really", "very"}));
  EXPECT_EQ(negated_in("She doesn\xE2\x80\x99t hate you, me neither"), (Words{"hate", "you"}));
  EXPECT_EQ(negated_in("not \"good\" then"), (Words{"good", "then"})) << "quotes do not end a clause";
  EXPECT_EQ(negated_in("not good but great"), (Words{"good"}));
  EXPECT_EQ(negated_in("I was never so happy, never this glad"), Words{}) << "praise";
  EXPECT_EQ(negated_in("I have never felt more welcome"), (Words{"felt"}));
  EXPECT_EQ(negated_in("not so well"), (Words{"so", "well"}));
  EXPECT_EQ(negated_in("nothing. Good"), Words{});
  EXPECT_EQ(negated_in("not never mind"), (Words{"mind"}));
  EXPECT_EQ(negated_in("knot a good nob"), Words{});
}

TEST(NgramsTest, TokensOfOtherWritings) {
  EXPECT_EQ(tokens_of("ሰላም ነው።"), (Words{"ሰላም", "ነው", "።"}));
  EXPECT_EQ(tokens_of("मैं खुश हूँ"), (Words{"मैं", "खुश", "हूँ"})) << "marks stay with their letters";
  EXPECT_EQ(tokens_of("我很高兴，真的。"), (Words{"我很高兴", "，", "真的", "。"}));
  EXPECT_EQ(tokens_of("Ça va — très bien…"), (Words{"Ça", "va", "—", "très", "bien", "…"}));
  EXPECT_EQ(tokens_of("😀😀 ok👍🏽"), (Words{"😀", "😀", "ok", "👍"})) << "a skin tone says nothing";
  EXPECT_EQ(tokens_of("❤️"), Words{"❤"}) << "without its variation selector";
}

TEST(NgramsTest, AWordHasALetterOrDigit) {
  Ngrams ngrams;
  ngrams.read("so 7 ! 😀 -");
  std::vector<bool> words;
  for (const auto& token : ngrams.tokens()) words.push_back(token.word);
  EXPECT_EQ(words, (std::vector<bool>{true, true, false, false, false}));
}

TEST(NgramsTest, CountsOfFeatures) {
  for (const std::size_t length : {1u, 2u, 3u, 4u, 5u, 17u, 64u}) {
    const auto one = features_of(std::string(length, 'x'));
    EXPECT_EQ(one.words.size(), 1u) << length;
    EXPECT_EQ(one.characters.size(), runs_of(length)) << length;
  }
  Ngrams ngrams;
  ngrams.read("ሰላም ok 😀!");
  ASSERT_EQ(ngrams.tokens().size(), 4u);
  const std::size_t characters[] = {runs_of(3), runs_of(3) + runs_of(2), runs_of(3) + runs_of(2) + runs_of(1),
                                    runs_of(3) + runs_of(2) + 2 * runs_of(1)};
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_EQ(ngrams.tokens()[i].words_end, 2 * i + 1) << "a token, and from the second on a pair";
    EXPECT_EQ(ngrams.tokens()[i].characters_end, characters[i]);
  }
  EXPECT_EQ(ngrams.words().size(), 7u);
  EXPECT_EQ(ngrams.characters().size(), characters[3]);
}

// Against n-grams taken from strings: one hash a string, one string a hash.
TEST(NgramsTest, AHashStandsForOneRunOfCharacters) {
  const std::string text =
      "the quick brown fox jumps over the lazy dog while the other dogs overlook the foxes and jump into brown leaves";
  Ngrams ngrams;
  ngrams.read(text);
  std::map<std::string, std::uint32_t> hash_of;
  std::set<std::uint32_t> hashes;
  std::size_t word = 0, character = 0;
  std::string before;
  const auto check = [&](const std::string& feature, std::uint32_t hash) {
    const auto [at, added] = hash_of.emplace(feature, hash);
    EXPECT_EQ(at->second, hash) << feature;
    EXPECT_EQ(hashes.insert(hash).second, added) << feature;
  };
  for (const auto& token : ngrams.tokens()) {
    const auto plain = text.substr(token.bytes.begin, token.bytes.end - token.bytes.begin);
    check("word " + plain, ngrams.words()[word++]);
    if (!before.empty()) check("pair " + before + " " + plain, ngrams.words()[word++]);
    before = plain;
    const auto spaced = " " + plain + " ";
    for (std::size_t i = 0; i < spaced.size(); ++i) {
      for (std::size_t n = 2; n <= 5 && i + n <= spaced.size(); ++n) {
        check("run " + spaced.substr(i, n), ngrams.characters()[character++]);
      }
    }
    EXPECT_EQ(word, token.words_end);
    EXPECT_EQ(character, token.characters_end);
  }
  EXPECT_EQ(word, ngrams.words().size());
  EXPECT_EQ(character, ngrams.characters().size());
}

TEST(NgramsTest, CaseDoesNotMatter) {
  EXPECT_EQ(features_of("NOT FAIR"), features_of("not fair"));
  EXPECT_EQ(features_of("ÇA VA, ÉLÈVE"), features_of("ça va, élève"));
  EXPECT_EQ(features_of("ПРИВЕТ"), features_of("привет"));
  EXPECT_EQ(features_of("ΚΑΛΑ"), features_of("καλα"));
  EXPECT_NE(features_of("fair"), features_of("fain"));
  EXPECT_NE(features_of("ca"), features_of("ça"));
}

TEST(NgramsTest, OneApostropheAndOneHyphen) {
  EXPECT_EQ(features_of("can\xE2\x80\x99t"), features_of("can't"));
  EXPECT_EQ(features_of("can`t"), features_of("can't"));
  EXPECT_EQ(features_of("well\xE2\x80\x90known"), features_of("well-known"));
  EXPECT_NE(features_of("wellknown"), features_of("well-known"));
  EXPECT_NE(features_of("cant"), features_of("can't"));
}

TEST(NgramsTest, GapsOfAnyKindAreOne) {
  const auto plain = features_of("so good");
  for (const std::string_view text :
       {std::string_view("  so\tgood\n"), std::string_view("so\xE2\x80\x8Bgood"), std::string_view("so\xFFgood"),
        std::string_view("so\xC3 good\xC3"), std::string_view("so\0good\0", 8), std::string_view("\xEF\xBB\xBFso good"),
        std::string_view("so\xED\xA0\x80good"), std::string_view("so\xC0\xAFgood\xF8")}) {
    EXPECT_EQ(features_of(text), plain) << testing::PrintToString(text);
  }
}

// A token's hashes are its own; only the pair tells what stands before.
TEST(NgramsTest, HashesDoNotDependOnWhatStandsAround) {
  Ngrams ngrams;
  const auto of_last = [&](std::string_view text) {
    ngrams.read(text);
    const auto tokens = ngrams.tokens();
    const std::size_t words = tokens.size() > 1 ? tokens[tokens.size() - 2].words_end : 0;
    const std::size_t characters = tokens.size() > 1 ? tokens[tokens.size() - 2].characters_end : 0;
    return Features{{ngrams.words()[words]},
                    {ngrams.characters().begin() + static_cast<std::ptrdiff_t>(characters), ngrams.characters().end()}};
  };
  const auto alone = of_last("gloomy");
  for (const std::string_view before : {"", "a ", "!", "😀", "我们 ", "\xFF", "gloomy ", "it's ", "- ", "(("}) {
    EXPECT_EQ(of_last(std::string(before) + "gloomy"), alone) << before;
  }
  EXPECT_EQ(features_of("very gloomy").words[2], features_of("it is very gloomy").words[6]) << "the pair";
  EXPECT_NE(features_of("very gloomy").words[2], features_of("less gloomy").words[2]);
  EXPECT_NE(features_of("a b").words[2], features_of("b a").words[2]);
}

TEST(NgramsTest, ReadingAgainForgetsWhatWasRead) {
  Ngrams ngrams;
  ngrams.read(std::string(100'000, 'y') + " and more");
  ngrams.read("calm sea");
  const auto fresh = features_of("calm sea");
  EXPECT_EQ((Features{{ngrams.words().begin(), ngrams.words().end()},
                      {ngrams.characters().begin(), ngrams.characters().end()}}),
            fresh);
  ngrams.read("");
  EXPECT_TRUE(ngrams.tokens().empty());
  EXPECT_TRUE(ngrams.words().empty());
  EXPECT_TRUE(ngrams.characters().empty());
}

TEST(NgramsTest, AMegabyteWithoutASpaceIsManyTokens) {
  for (const std::string unit : {"a", "我",
                                 "\xFF"
                                 "b",
                                 "a-", "'", "😀"}) {
    std::string text;
    while (text.size() < (1 << 20)) text += unit;
    const auto start = std::chrono::steady_clock::now();
    Ngrams ngrams;
    ngrams.read(text);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    EXPECT_LT(taken.count(), 5) << unit;
    std::uint64_t end = 0;
    std::uint32_t characters = 0;
    for (const auto& token : ngrams.tokens()) {
      ASSERT_GE(token.bytes.begin, end);
      ASSERT_GT(token.bytes.end, token.bytes.begin);
      end = token.bytes.end;
      // A joiner may come on top of the longest token.
      ASSERT_LE(token.characters_end - characters, runs_of(Ngrams::kMaxTokenLength + 1));
      characters = token.characters_end;
    }
    EXPECT_GE(text.size() - end, 0u);
    EXPECT_LE(text.size() - end, unit.size());
    EXPECT_EQ(characters, ngrams.characters().size());
  }
}

TEST(NgramsTest, TokensCoverEveryLetter) {
  const std::string_view text = "Señor Łukasz said: «ሰላም», 我们 走 — मैं ठीक हूँ! e-mail x2 \xFFz o'clock 🎉ok";
  Ngrams ngrams;
  ngrams.read(text);
  std::vector<bool> covered(text.size());
  for (const auto& token : ngrams.tokens()) {
    for (auto i = token.bytes.begin; i < token.bytes.end; ++i) {
      EXPECT_FALSE(covered[i]) << "two tokens share a byte";
      covered[i] = true;
    }
  }
  for (std::size_t at = 0; at < text.size();) {
    const auto point = decode(text, at);
    const bool letter =
        point.value != kNotUnicode && (point.value >= 0xC0 || std::isalnum(static_cast<int>(point.value)));
    // The marks « and » and the dash's neighbours aside, whatever is a letter lies in a token.
    EXPECT_TRUE(covered[at] || !letter) << at;
    at += point.size;
  }
}

// A model fits one version of these only: whoever changes a hash raises kVersion and trains again.
TEST(NgramsTest, HashesOfThisVersion) {
  EXPECT_EQ(Ngrams::kVersion, "1");
  std::uint64_t sum = 0;
  for (const auto text : {"I can't believe she is gone.", "Ça va très bien, merci!", "ሰላም 我们 😀 मैं"}) {
    const auto features = features_of(text);
    for (const auto& hashes : {features.words, features.characters}) {
      for (const std::uint32_t hash : hashes) sum = sum * 1099511628211ULL + hash;
    }
  }
  EXPECT_EQ(sum, 9866173389838353352ULL);
}

TEST(NgramsTest, UpperBitsAreUniform) {
  constexpr std::size_t kBits = 8, kBuckets = 1 << kBits;
  std::string text;
  for (char a = 'a'; a <= 'z'; ++a) {
    for (char b = 'a'; b <= 'z'; ++b) {
      for (char c = 'a'; c <= 'z'; ++c) text.append({a, b, c, ' '});
    }
  }
  Ngrams ngrams;
  ngrams.read(text);
  const auto far_from_uniform = [&](std::span<const std::uint32_t> all) {
    const std::set<std::uint32_t> distinct(all.begin(), all.end());
    std::vector<double> counts(kBuckets);
    for (const std::uint32_t hash : distinct) ++counts[hash >> (32 - kBits)];
    const double expected = static_cast<double>(distinct.size()) / kBuckets;
    double chi_square = 0;
    for (const double count : counts) chi_square += (count - expected) * (count - expected) / expected;
    return chi_square;
  };
  // 255 degrees of freedom: 330.5 is passed once in a thousand times.
  EXPECT_LT(far_from_uniform(ngrams.words()), 330.5);
  EXPECT_LT(far_from_uniform(ngrams.characters()), 330.5);
}

}  // namespace
}  // namespace affect::perceive::text
